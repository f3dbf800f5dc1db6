import { z } from 'zod';
import { CredentialPurpose, CredentialView } from '../shapes/credentials.ts';
import { CredentialName, nothing, operation, Passphrase } from './operation.ts';

/** Credentials of the keystore. */
export const credentialOperations = {
  'credential.list': operation(
    z.strictObject({ includeTestCredentials: z.boolean().default(false) }),
    z.array(CredentialView),
  ),
  /**
   * Keeps a credential out of its files (base64): PEM, DER, PKCS #8, PKCS #12. A certificate alone completes the
   * credential of its name that awaits it. `filePassphrase` opens the files; `passphrase` protects the key from now on.
   */
  'credential.import': operation(
    z.strictObject({
      name: CredentialName,
      files: z.array(z.string()).min(1).max(20),
      filePassphrase: Passphrase.optional(),
      passphrase: Passphrase.optional(),
      replace: z.boolean().default(false),
    }),
    CredentialView,
  ),
  /** Makes a key, keeps it, and gives the certificate signing request (PKCS #10, PEM) to send to the SMKI. */
  'credential.generate': operation(
    z.strictObject({
      name: CredentialName,
      purpose: CredentialPurpose,
      eui64: z.string(),
      /** Of the certificate asked for: 2 supplier, 3 network operator, 127 other; XML signing is 135 by itself. */
      remotePartyRole: z.int().min(0).max(255),
      commonName: z.string().max(64).optional(),
      passphrase: Passphrase.optional(),
    }),
    z.object({ credential: CredentialView, requestPem: z.string() }),
  ),
  'credential.remove': operation(z.strictObject({ name: CredentialName }), nothing),
};
