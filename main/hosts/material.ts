import { WorkbenchError } from '../../shared/errors.ts';
import type { DuisMaterial } from '../application/ports.ts';
import { bundledSchemaVersion, readBundledSchemaFiles } from '../dccMaterial/schemas.ts';
import { listTemplates } from '../dccMaterial/templates.ts';
import { createChildFrom } from '../duis/createChild.ts';
import { compileRequestModel } from '../duis/model.ts';
import { compileDuisSchema, type DuisSchema } from '../duis/schema.ts';
import type { CreateChild } from '../duis/setPath.ts';
import { chooseTemplate } from '../duis/template.ts';

let files: Promise<Map<string, Uint8Array>> | undefined;
const bundledFiles = (): Promise<Map<string, Uint8Array>> => (files ??= readBundledSchemaFiles());

let schemas: Promise<ReadonlyMap<string, DuisSchema>> | undefined;

/** The DUIS schemas at hand, by version, compiled once. */
export function loadSchemas(): Promise<ReadonlyMap<string, DuisSchema>> {
  schemas ??= bundledFiles().then(
    (read) => new Map([[bundledSchemaVersion, compileDuisSchema(read, bundledSchemaVersion)]]),
  );
  return schemas;
}

/** DCC's templates and schemas out of the installed packages. */
export async function loadMaterial(): Promise<DuisMaterial> {
  const compiled = await loadSchemas();
  const schemaFiles = await bundledFiles();
  let createChild: CreateChild | undefined;
  return {
    schema(version) {
      const schema = compiled.get(version) ?? [...compiled.values()].at(-1);
      if (!schema) throw new WorkbenchError('schema-unavailable', 'No DUIS schema is at hand; import one');
      return schema;
    },
    createChild: (parent, name) => {
      createChild ??= createChildFrom(compileRequestModel(schemaFiles, bundledSchemaVersion));
      return createChild(parent, name);
    },
    template: (serviceReferenceVariant, name) =>
      chooseTemplate(listTemplates(), serviceReferenceVariant, name === undefined ? {} : { name }),
    templates: (serviceReferenceVariant) =>
      listTemplates()
        .filter((template) => template.serviceReferenceVariant === serviceReferenceVariant)
        .map(({ name }) => ({ name, title: name.replace(/_REQUEST_DUIS$/, '').replaceAll('_', ' ') })),
  };
}
