import { z } from 'zod';

export interface DecodedField {
  path: string;
  hex: string;
  value?: string | undefined;
}

const isDecodedField = (one: Partial<DecodedField> | null): boolean =>
  typeof one?.path === 'string' &&
  typeof one.hex === 'string' &&
  (one.value === undefined || typeof one.value === 'string');

/** Looked at, not copied: a year of half-hours has 38,000 of them, and passes here twice before it is seen. */
const DecodedFields = z.custom<DecodedField[]>((value) => Array.isArray(value) && value.every(isDecodedField));

export const DecodedGbcs = z.looseObject({
  messageCode: z.string(),
  useCase: z.string(),
  cra: z.string(),
  originatorCounter: z.string(),
  originator: z.string(),
  recipient: z.string(),
  mac: z.string(),
  signature: z.string(),
  fields: DecodedFields,
  decrypted: z.array(z.object({ hex: z.string(), fields: DecodedFields })),
  data: z.unknown().optional(),
});
export type DecodedGbcs = z.infer<typeof DecodedGbcs>;
