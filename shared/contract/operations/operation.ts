import { z } from 'zod';

/** What an operation takes and what it answers: both are checked wherever it crosses. */
export const operation = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

/** Of an operation that takes nothing, or answers nothing but that it is done. */
export const nothing = z.strictObject({});
/** What a person may paste or upload in one call: 64 MB of text. */
export const Document = z.string().max(64 * 1024 * 1024);
export const Passphrase = z.string().max(1024);
export const CredentialName = z.string().max(64);
