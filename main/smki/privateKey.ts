import { createPrivateKey, type KeyObject } from 'node:crypto';
import { WorkbenchError } from '../../shared/errors.ts';
import { decryptPkcs8 } from './passwordEncryption.ts';

/** PEM header of a key that needs a passphrase. */
const encrypted = /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/;

const encryptedPkcs8 = /-----BEGIN ENCRYPTED PRIVATE KEY-----([\s\S]*?)-----END ENCRYPTED PRIVATE KEY-----/;

/** Encrypted PKCS #8 is opened here: not every library under Node (Electron's BoringSSL) knows scrypt. */
function decodeEncrypted(source: string, passphrase: string | undefined): KeyObject | undefined {
  const base64 = encryptedPkcs8.exec(source)?.[1];
  if (base64 === undefined || passphrase === undefined) return undefined;
  const decrypted = decryptPkcs8(Buffer.from(base64, 'base64'), passphrase);
  try {
    return createPrivateKey({ key: Buffer.from(decrypted), format: 'der', type: 'pkcs8' });
  } catch (cause) {
    // One wrong passphrase in 256 leaves padding that looks right.
    throw new WorkbenchError('wrong-password', 'The passphrase does not open the private key.', { cause });
  }
}

function decode(source: string | Uint8Array, passphrase: string | undefined): KeyObject {
  if (typeof source === 'string')
    return createPrivateKey({ key: source, ...(passphrase !== undefined && { passphrase }) });
  const key = Buffer.from(source);
  try {
    return createPrivateKey({ key, format: 'der', type: 'pkcs8', ...(passphrase !== undefined && { passphrase }) });
  } catch (error) {
    try {
      return createPrivateKey({ key, format: 'der', type: 'sec1' });
    } catch {
      throw error;
    }
  }
}

/**
 * Reads a P-256 private key: PKCS#8 (encrypted too) or SEC 1, PEM text or DER bytes.
 * @throws WorkbenchError `wrong-password`, or `invalid-document` where it is no such key
 */
export function parsePrivateKey(source: string | Uint8Array, passphrase?: string): KeyObject {
  let key: KeyObject;
  try {
    key = (typeof source === 'string' ? decodeEncrypted(source, passphrase) : undefined) ?? decode(source, passphrase);
  } catch (cause) {
    if (cause instanceof WorkbenchError && cause.code === 'invalid-document') throw cause;
    const needsPassphrase = typeof source === 'string' && encrypted.test(source);
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (needsPassphrase || /bad decrypt|passphrase|interrupted or cancelled/i.test(reason)) {
      const message =
        passphrase === undefined
          ? 'The private key is encrypted: give its passphrase.'
          : 'The passphrase does not open the private key.';
      throw new WorkbenchError('wrong-password', message, { cause });
    }
    throw new WorkbenchError('invalid-document', `This is not a private key in PEM or DER form (${reason}).`, {
      cause,
    });
  }
  if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  throw new WorkbenchError('invalid-document', 'SMKI keys are on the curve P-256; this private key is not.');
}
