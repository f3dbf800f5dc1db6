import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { WorkbenchError } from '../../shared/errors.ts';
import { type DerValue, derChild, derTag, readDerChildren, readInteger, readObjectIdentifier } from './der.ts';
import { derivePkcs12, keyMaterial } from './pkcs12Key.ts';

// RFC 8018 appendix C, RFC 7292 appendix C.
const ciphers: Readonly<Record<string, readonly [cipher: string, keyLength: number]>> = {
  '2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16],
  '2.16.840.1.101.3.4.1.22': ['aes-192-cbc', 24],
  '2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32],
  '1.2.840.113549.3.7': ['des-ede3-cbc', 24],
};
const pseudoRandomFunctions: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};
const pbes2 = '1.2.840.113549.1.5.13';
const pbeWithShaAnd3KeyTripleDes = '1.2.840.113549.1.12.1.3';
/** More rounds than any real file has; a hostile one could ask for hours. */
const maximumIterations = 10_000_000;

function unsupported(what: string): WorkbenchError {
  return new WorkbenchError(
    'invalid-document',
    `The file is encrypted with ${what}, which is too old or unknown: export it again with AES, for instance with "openssl pkcs12 -export".`,
  );
}

/** The number of rounds in a file. @throws WorkbenchError `invalid-document` where it is past reason */
export function readIterations(value: DerValue | undefined): number {
  const iterations = value === undefined ? 1n : readInteger(value);
  if (iterations >= 1n && iterations <= BigInt(maximumIterations)) return Number(iterations);
  throw new WorkbenchError(
    'invalid-document',
    `The file asks for ${iterations} rounds of key derivation; ${maximumIterations} is the limit.`,
  );
}

interface CipherInput {
  cipher: string;
  key: Buffer;
  initialisationVector: Uint8Array;
}

function readPbes2(parameters: DerValue, passphrase: string): CipherInput {
  const [derivation, encryption] = [derChild(parameters, 0), derChild(parameters, 1)];
  const [salt, iterations, ...rest] = readDerChildren(derChild(derivation, 1));
  const prf = rest.find((part) => part.tag === derTag.sequence);
  const hash = prf === undefined ? 'sha1' : pseudoRandomFunctions[readObjectIdentifier(derChild(prf, 0))];
  const scheme = readObjectIdentifier(derChild(encryption, 0));
  const [cipher, keyLength] = ciphers[scheme] ?? [];
  if (hash === undefined || cipher === undefined || keyLength === undefined || salt === undefined)
    throw unsupported(scheme);
  const key = pbkdf2Sync(passphrase, salt.content, readIterations(iterations), keyLength, hash);
  return { cipher, key, initialisationVector: derChild(encryption, 1).content };
}

function readLegacy(parameters: DerValue, passphrase: string): CipherInput {
  const salt = derChild(parameters, 0).content;
  const iterations = readIterations(derChild(parameters, 1));
  return {
    cipher: 'des-ede3-cbc',
    key: derivePkcs12('sha1', keyMaterial.encryptionKey, passphrase, salt, iterations, 24),
    initialisationVector: derivePkcs12('sha1', keyMaterial.initialisationVector, passphrase, salt, iterations, 8),
  };
}

/**
 * Decrypts what an AlgorithmIdentifier says how to: PBES2 (RFC 8018) and the triple-DES scheme of PKCS #12.
 * @throws WorkbenchError `wrong-password`, or `invalid-document` where the scheme is not one of these
 */
export function decryptWithPassword(algorithm: DerValue, data: Uint8Array, passphrase: string): Uint8Array {
  const scheme = readObjectIdentifier(derChild(algorithm, 0));
  const parameters = derChild(algorithm, 1);
  if (scheme !== pbes2 && scheme !== pbeWithShaAnd3KeyTripleDes) throw unsupported(scheme);
  const { cipher, key, initialisationVector } =
    scheme === pbes2 ? readPbes2(parameters, passphrase) : readLegacy(parameters, passphrase);
  try {
    const decipher = createDecipheriv(cipher, key, initialisationVector);
    return new Uint8Array(Buffer.concat([decipher.update(data), decipher.final()]));
  } catch (cause) {
    throw new WorkbenchError('wrong-password', 'The passphrase does not open the file.', { cause });
  }
}
