import { z } from 'zod';
import { PackReadiness, PackVerdict } from '../shapes/pack.ts';
import { nothing, operation, Passphrase } from './operation.ts';

/** The submission pack. */
export const packOperations = {
  'pack.readiness': operation(nothing, PackReadiness),
  /** The index.html that the pack would hold if it were made now: a draft's for as long as it is not ready. */
  'pack.preview': operation(nothing, z.object({ html: z.string(), draft: z.boolean() })),
  /**
   * Makes the campaign's pack, or its redacted twin; for a twin, `revealFile` is where the holder finds what its tokens
   * stand for. `signer` names the credential whose key signs the manifest; a throw-away key does where it is left out.
   */
  'pack.make': operation(
    z.strictObject({
      draft: z.boolean().default(false),
      redact: z.boolean().default(false),
      file: z.string().optional(),
      signer: z.string().optional(),
      passphrase: Passphrase.optional(),
    }),
    z.object({
      file: z.string(),
      size: z.int(),
      sha256: z.string(),
      chainHead: z.string(),
      revealFile: z.string().nullable(),
    }),
  ),
  /** Shows a file that `pack.make` answered, and no other, in the system's file manager. */
  'pack.show': operation(z.strictObject({ file: z.string() }), nothing),
  /** Verifies a pack on the workbench's own disk, or one that was dropped on the window (base64). */
  'pack.verify': operation(
    z.union([z.strictObject({ file: z.string() }), z.strictObject({ bytes: z.string() })]),
    PackVerdict,
  ),
};
