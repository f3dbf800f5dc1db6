import { z } from 'zod';
import { CertificateFacts } from './certificates.ts';

const FormValue = z.object({
  base: z.string(),
  enumerations: z.array(z.string()),
  patterns: z.array(z.string()),
  limits: z.partialRecord(z.string(), z.string()),
  placeholder: z.string(),
  text: z.string(),
  /** Of an element that takes a certificate: what kind it needs, and the one that it has. */
  certificate: z.object({ usage: z.string().nullable(), facts: CertificateFacts.nullable() }).optional(),
});

const FormAddition = z.object({
  name: z.string(),
  path: z.string(),
  documentation: z.string().optional(),
  /** Whether the request is incomplete without it. */
  isMissing: z.boolean(),
  /** What goes when it comes: the other alternatives of a choice. */
  replaces: z.array(z.string()),
});
export type FormAddition = z.infer<typeof FormAddition>;

/** An element of a request as a form shows it. */
export interface FormField {
  name: string;
  path: string;
  documentation?: string | undefined;
  isOptional: boolean;
  attributes: { name: string; text: string }[];
  value?: z.infer<typeof FormValue> | undefined;
  fields: FormField[];
  addable: FormAddition[];
}

const FormField: z.ZodType<FormField> = z.lazy(() =>
  z.object({
    name: z.string(),
    path: z.string(),
    documentation: z.string().optional(),
    isOptional: z.boolean(),
    attributes: z.array(z.object({ name: z.string(), text: z.string() })),
    value: FormValue.optional(),
    fields: z.array(FormField),
    addable: z.array(FormAddition),
  }),
);

/** The body of a request as a form, by the XSD of its DUIS version. */
export const RequestForm = z.object({
  serviceReferenceVariant: z.string(),
  bodyElement: z.string(),
  /** EUI-64s of who sends it and of whom it is addressed to. */
  originator: z.string(),
  target: z.string(),
  fields: z.array(FormField),
  addable: z.array(FormAddition),
});
export type RequestForm = z.infer<typeof RequestForm>;
