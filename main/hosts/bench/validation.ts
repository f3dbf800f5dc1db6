import { bundledSchemaVersion, readBundledSchemaFiles } from '../../dccMaterial/schemas.ts';
import { listTemplates } from '../../dccMaterial/templates.ts';
import { serviceReferenceVariants } from '../../duis/catalogue.ts';
import { composeServiceRequest } from '../../duis/compose.ts';
import { compileRequestModel } from '../../duis/model.ts';
import { checkBusinessRules } from '../../duis/rules/checkBusinessRules.ts';
import { compileDuisSchema, validateAgainstSchema } from '../../duis/schema.ts';
import type { Benchmark } from './benchmark.ts';
import { median, milliseconds, quantile, timeMedian, timeOnce } from './measure.ts';

/** XSD validation of DCC's templates, parsing included, and what has to be made once before it. */
export const validation: Benchmark = {
  title: `XSD and model of DUIS ${bundledSchemaVersion}, over DCC's templates`,
  async run() {
    const files = await readBundledSchemaFiles();
    const compile = timeMedian(() => compileDuisSchema(files, bundledSchemaVersion).dispose(), 5);
    const first = timeOnce(() => compileRequestModel(files, bundledSchemaVersion));
    const again = timeMedian(() => compileRequestModel(files, bundledSchemaVersion), 10);
    const schema = compileDuisSchema(files, bundledSchemaVersion);
    const model = compileRequestModel(files, bundledSchemaVersion);
    const templates = listTemplates();
    const each = templates.map(({ xml }) => timeMedian(() => validateAgainstSchema(schema, xml), 20));
    const rules = templates.map(({ xml }) => timeMedian(() => checkBusinessRules(xml, { now: 0 }), 5));
    const compose = serviceReferenceVariants.map(({ serviceReferenceVariant }) =>
      timeMedian(() => composeServiceRequest(model, { serviceReferenceVariant }), 5),
    );
    schema.dispose();
    const row = (what: string, values: readonly number[], goal = ''): string[] => [
      what,
      milliseconds(median(values)),
      milliseconds(quantile(values, 0.95)),
      goal,
    ];
    return [
      ['What', 'Median', '95 of 100 under', 'Goal'],
      row(`parse and validate, ${templates.length} templates`, each, 'under 0.5 ms'),
      row(`rules beyond the XSD, ${templates.length} templates`, rules),
      row(`compose from the model, ${compose.length} services`, compose),
      ['compile the XSD', milliseconds(compile), '', ''],
      ['build the model, the first time', milliseconds(first), '', ''],
      ['build the model, warmed up', milliseconds(again), '', ''],
    ];
  },
};
