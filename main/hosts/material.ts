import { WorkbenchError } from '../../shared/errors.ts';
import type { DuisMaterial } from '../application/ports.ts';
import { bundledSchemaVersion, readBundledSchemaFiles } from '../dccMaterial/schemas.ts';
import { listTemplates } from '../dccMaterial/templates.ts';
import { compileDuisSchema, type DuisSchema } from '../duis/schema.ts';
import { chooseTemplate } from '../duis/template.ts';

let schemas: Promise<ReadonlyMap<string, DuisSchema>> | undefined;

/** The DUIS schemas at hand, by version, compiled once. */
export function loadSchemas(): Promise<ReadonlyMap<string, DuisSchema>> {
  schemas ??= readBundledSchemaFiles().then(
    (files) => new Map([[bundledSchemaVersion, compileDuisSchema(files, bundledSchemaVersion)]]),
  );
  return schemas;
}

/** DCC's templates and schemas out of the installed packages. */
export async function loadMaterial(): Promise<DuisMaterial> {
  const compiled = await loadSchemas();
  return {
    schema(version) {
      const schema = compiled.get(version) ?? [...compiled.values()].at(-1);
      if (!schema) throw new WorkbenchError('schema-unavailable', 'No DUIS schema is at hand; import one');
      return schema;
    },
    createChild: () => undefined,
    template: (serviceReferenceVariant, name) =>
      chooseTemplate(listTemplates(), serviceReferenceVariant, name === undefined ? {} : { name }),
    templates: (serviceReferenceVariant) =>
      listTemplates()
        .filter((template) => template.serviceReferenceVariant === serviceReferenceVariant)
        .map(({ name }) => ({ name, title: name.replace(/_REQUEST_DUIS$/, '').replaceAll('_', ' ') })),
  };
}
