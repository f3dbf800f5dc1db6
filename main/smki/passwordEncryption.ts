import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes, scryptSync } from 'node:crypto';
import { WorkbenchError } from '../../shared/errors.ts';
import {
  type DerValue,
  derChild,
  derTag,
  readDer,
  readDerChildren,
  readInteger,
  readObjectIdentifier,
  writeDer,
  writeInteger,
  writeObjectIdentifier,
} from './der.ts';
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
const pbkdf2 = '1.2.840.113549.1.5.12';
// RFC 7914 section 7.
const scrypt = '1.3.6.1.4.1.11591.4.11';
const aes256Cbc = '2.16.840.1.101.3.4.1.42';
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

/** Memory that a file may make scrypt take; 128 * N * r bytes, and OpenSSL's own limit is 32 MB. */
const maximumScryptMemory = 64 * 1024 * 1024;

interface ScryptCost {
  N: number;
  r: number;
  p: number;
}

function deriveByScrypt(passphrase: string, salt: Uint8Array, { N, r, p }: ScryptCost, length: number): Buffer {
  return scryptSync(passphrase, salt, length, { N, r, p, maxmem: maximumScryptMemory + 1024 * 1024 });
}

/** @throws WorkbenchError `invalid-document` where the file asks for a cost past reason */
function readScryptCost(parameters: readonly DerValue[]): ScryptCost {
  const [, N = 0, r = 0, p = 0] = parameters.map((part) => Number(readInteger(part)));
  if (N > 1 && Number.isInteger(Math.log2(N)) && r > 0 && p > 0 && p <= 64 && 128 * N * r <= maximumScryptMemory) {
    return { N, r, p };
  }
  throw new WorkbenchError(
    'invalid-document',
    `The file asks for scrypt with N=${N}, r=${r}, p=${p}, which is past reason.`,
  );
}

interface CipherInput {
  cipher: string;
  key: Buffer;
  initialisationVector: Uint8Array;
}

function deriveKey(derivation: DerValue, passphrase: string, length: number): Buffer {
  const kind = readObjectIdentifier(derChild(derivation, 0));
  const parameters = readDerChildren(derChild(derivation, 1));
  const [salt, iterations, ...rest] = parameters;
  if (salt === undefined) throw unsupported(kind);
  if (kind === scrypt) return deriveByScrypt(passphrase, salt.content, readScryptCost(parameters), length);
  const prf = rest.find((part) => part.tag === derTag.sequence);
  const hash = prf === undefined ? 'sha1' : pseudoRandomFunctions[readObjectIdentifier(derChild(prf, 0))];
  if (kind !== pbkdf2 || hash === undefined) throw unsupported(kind);
  return pbkdf2Sync(passphrase, salt.content, readIterations(iterations), length, hash);
}

function readPbes2(parameters: DerValue, passphrase: string): CipherInput {
  const [derivation, encryption] = [derChild(parameters, 0), derChild(parameters, 1)];
  const scheme = readObjectIdentifier(derChild(encryption, 0));
  const [cipher, keyLength] = ciphers[scheme] ?? [];
  if (cipher === undefined || keyLength === undefined) throw unsupported(scheme);
  const key = deriveKey(derivation, passphrase, keyLength);
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

/** About 16 MB and a quarter of a second: what an attacker pays for each guess. */
const ourCost: ScryptCost = { N: 16_384, r: 8, p: 5 };

/** A PKCS #8 EncryptedPrivateKeyInfo (RFC 5958 section 3): PBES2 with scrypt and AES-256-CBC. `openssl pkcs8` reads it. */
export function encryptPkcs8(pkcs8: Uint8Array, passphrase: string): Uint8Array {
  const [salt, initialisationVector] = [randomBytes(16), randomBytes(16)];
  const cipher = createCipheriv('aes-256-cbc', deriveByScrypt(passphrase, salt, ourCost, 32), initialisationVector);
  const encrypted = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
  const derivation = writeDer(
    derTag.sequence,
    writeObjectIdentifier(scrypt),
    writeDer(
      derTag.sequence,
      writeDer(derTag.octetString, salt),
      ...[ourCost.N, ourCost.r, ourCost.p].map((number) => writeInteger(number)),
    ),
  );
  const encryption = writeDer(
    derTag.sequence,
    writeObjectIdentifier(aes256Cbc),
    writeDer(derTag.octetString, initialisationVector),
  );
  return writeDer(
    derTag.sequence,
    writeDer(derTag.sequence, writeObjectIdentifier(pbes2), writeDer(derTag.sequence, derivation, encryption)),
    writeDer(derTag.octetString, encrypted),
  );
}

/** The PKCS #8 inside an EncryptedPrivateKeyInfo. @throws as {@link decryptWithPassword} */
export function decryptPkcs8(encrypted: Uint8Array, passphrase: string): Uint8Array {
  const whole = readDer(encrypted);
  return decryptWithPassword(derChild(whole, 0), derChild(whole, 1).content, passphrase);
}
