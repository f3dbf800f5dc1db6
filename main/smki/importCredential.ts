import type { KeyObject } from 'node:crypto';
import { WorkbenchError } from '../../shared/errors.ts';
import { parseCertificate, type SmkiCertificate } from './certificate.ts';
import { keyMatchesCertificate } from './credential.ts';
import { isPkcs12, readPkcs12 } from './pkcs12.ts';
import { parsePrivateKey } from './privateKey.ts';

export interface ImportedCredential {
  certificate: SmkiCertificate;
  /** Absent where only a certificate was given. */
  privateKey?: KeyObject;
  /** Certificates that came along, such as those of the issuing authorities. */
  others: SmkiCertificate[];
}

interface Found {
  certificates: SmkiCertificate[];
  privateKeys: KeyObject[];
}

const pemBlock = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;

function readPem(text: string, passphrase: string | undefined): Found {
  const found: Found = { certificates: [], privateKeys: [] };
  for (const [block, label] of text.matchAll(pemBlock)) {
    if (label === 'CERTIFICATE') found.certificates.push(parseCertificate(block));
    else if (label?.endsWith('PRIVATE KEY')) found.privateKeys.push(parsePrivateKey(block, passphrase));
  }
  return found;
}

function readBinary(bytes: Uint8Array, passphrase: string | undefined): Found {
  if (isPkcs12(bytes)) return readPkcs12(bytes, passphrase ?? '');
  try {
    return { certificates: [parseCertificate(bytes)], privateKeys: [] };
  } catch (notACertificate) {
    try {
      return { certificates: [], privateKeys: [parsePrivateKey(bytes, passphrase)] };
    } catch (error) {
      if (error instanceof WorkbenchError && error.code === 'wrong-password') throw error;
      throw new WorkbenchError(
        'invalid-document',
        'The file is neither a certificate nor a private key in PEM, DER, PKCS #8 or PKCS #12 form.',
        { cause: notACertificate },
      );
    }
  }
}

function readFile(source: Uint8Array | string, passphrase: string | undefined): Found {
  const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
  if (text.includes('-----BEGIN ')) return readPem(text, passphrase);
  return readBinary(typeof source === 'string' ? Buffer.from(source, 'base64') : source, passphrase);
}

/**
 * Reads a credential out of one or more files: PEM (several blocks in one file too), DER, PKCS #8 (encrypted too),
 * SEC 1, PKCS #12.
 * @throws WorkbenchError `wrong-password`; `invalid-document` where a file is none of these, where there is no
 *   certificate, or where the certificate is for another key
 */
export function importCredential(sources: readonly (Uint8Array | string)[], passphrase?: string): ImportedCredential {
  const found = sources.map((source) => readFile(source, passphrase));
  const certificates = found.flatMap((one) => one.certificates);
  const [privateKey, second] = found.flatMap((one) => one.privateKeys);
  if (second !== undefined)
    throw new WorkbenchError(
      'invalid-document',
      'There is more than one private key; import one credential at a time.',
    );
  const ends = certificates.filter(({ keyUsage }) => !keyUsage.includes('keyCertSign'));
  const certificate =
    privateKey === undefined
      ? (ends[0] ?? certificates[0])
      : certificates.find((one) => keyMatchesCertificate(privateKey, one));
  if (certificate === undefined) {
    const [other] = certificates;
    const message =
      other === undefined
        ? 'There is no certificate in these files; add the one that was issued for the key.'
        : `The certificate (serial number ${other.serialNumber}, ${other.eui64 ?? other.subject}) is for another key; choose the one that belongs to this private key.`;
    throw new WorkbenchError('invalid-document', message);
  }
  return { certificate, ...(privateKey && { privateKey }), others: certificates.filter((one) => one !== certificate) };
}
