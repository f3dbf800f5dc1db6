import { createPrivateKey, type KeyObject } from 'node:crypto';
import { WorkbenchError } from '../../shared/errors.ts';

/** PEM header of a key that needs a passphrase. */
const encrypted = /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/;

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
    key = decode(source, passphrase);
  } catch (cause) {
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
