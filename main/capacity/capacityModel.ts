import { z } from 'zod';
import { readYaml } from '../application/readYaml.ts';
import { ComponentModel } from '../emulator/components/componentModel.ts';

const Curves = z.record(
  z.string(),
  z.strictObject({ hours: z.array(z.number().min(0)).length(24, 'a curve has 24 hours'), provenance: z.string() }),
);

const Seconds = z.number().positive();

const RequisiteLevels = z.strictObject({
  /** The share of answers that must be in time: to pass, and below which it fails. */
  serviceLevel: z.strictObject({
    target: z.number().min(0).max(1),
    minimum: z.number().min(0).max(1),
    provenance: z.string(),
  }),
  otherwise: z.strictObject({ SMETS1: Seconds, 'SMETS2+': Seconds, provenance: z.string() }),
  alert: z.strictObject({ seconds: Seconds, provenance: z.string() }),
  migration: z.strictObject({ seconds: Seconds, provenance: z.string() }),
  levels: z.array(
    z.strictObject({
      serviceReferenceVariant: z.string(),
      SMETS1: Seconds,
      'SMETS2+': Seconds,
      provenance: z.string(),
    }),
  ),
});
export type RequisiteLevels = z.infer<typeof RequisiteLevels>;

const Criterion = z.strictObject({
  id: z.string(),
  title: z.string(),
  check: z.enum(['emulator', 'probe', 'offered', 'levels', 'errors', 'answers']).optional(),
  provenance: z.string(),
});
export type Criterion = z.infer<typeof Criterion>;

const Criteria = z.strictObject({
  /** More errors than this share of what was offered, and the criterion is not met. */
  errorShare: z.number().min(0).max(1),
  /** A generator whose 99th percentile is later than this did not keep the plan. */
  lateMs: z.number().positive(),
  entry: z.array(Criterion),
  exit: z.array(Criterion),
  scope: z.strictObject({ included: z.array(z.string()), excluded: z.array(z.string()), provenance: z.string() }),
});
export type Criteria = z.infer<typeof Criteria>;

/** What all profiles stand on: the DCC's systems, curves, requisite levels, criteria. */
export interface CapacityModel {
  components: ComponentModel;
  curves: z.infer<typeof Curves>;
  requisite: RequisiteLevels;
  criteria: Criteria;
}

/** @param readModelFile the text of a file of `fixtures/capacity/model` */
export function readCapacityModel(readModelFile: (name: string) => string): CapacityModel {
  const read = <S extends z.ZodType>(name: string, schema: S): z.output<S> =>
    readYaml(readModelFile(name), schema, name);
  return {
    components: read('components.yaml', ComponentModel),
    curves: read('curves.yaml', Curves),
    requisite: read('requisiteLevels.yaml', RequisiteLevels),
    criteria: read('criteria.yaml', Criteria),
  };
}
