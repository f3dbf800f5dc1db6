import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { WorkbenchError } from '../../shared/errors.ts';
import { parseCertificate, type SmkiCertificate } from './certificate.ts';
import { type DerValue, derChild, derTag, readDer, readDerChildren, readObjectIdentifier } from './der.ts';
import { decryptWithPassword, readIterations } from './passwordEncryption.ts';
import { derivePkcs12, keyMaterial } from './pkcs12Key.ts';
import { parsePrivateKey } from './privateKey.ts';

const data = '1.2.840.113549.1.7.1';
const encryptedData = '1.2.840.113549.1.7.6';
const bagKinds: Readonly<Record<string, 'key' | 'shroudedKey' | 'certificate'>> = {
  '1.2.840.113549.1.12.10.1.1': 'key',
  '1.2.840.113549.1.12.10.1.2': 'shroudedKey',
  '1.2.840.113549.1.12.10.1.3': 'certificate',
};
const macHashes: Readonly<Record<string, readonly [hash: string, length: number]>> = {
  '1.3.14.3.2.26': ['sha1', 20],
  '2.16.840.1.101.3.4.2.1': ['sha256', 32],
  '2.16.840.1.101.3.4.2.2': ['sha384', 48],
  '2.16.840.1.101.3.4.2.3': ['sha512', 64],
};

export interface Pkcs12Content {
  privateKeys: KeyObject[];
  certificates: SmkiCertificate[];
}

/** Checks the integrity of the file, which also proves the passphrase (RFC 7292 section 5.1). */
function checkMac(macData: DerValue | undefined, content: Uint8Array, passphrase: string): void {
  if (macData === undefined) return;
  const [digestInfo, salt, iterations] = readDerChildren(macData);
  if (digestInfo === undefined || salt === undefined) return;
  const known = macHashes[readObjectIdentifier(derChild(derChild(digestInfo, 0), 0))];
  // PBMAC1 (RFC 9579) is left to the encryption, which proves the passphrase as well.
  if (known === undefined) return;
  const [hash, length] = known;
  const key = derivePkcs12(hash, keyMaterial.macKey, passphrase, salt.content, readIterations(iterations), length);
  const expected = derChild(digestInfo, 1).content;
  const actual = createHmac(hash, key).update(content).digest();
  if (expected.length === actual.length && timingSafeEqual(expected, actual)) return;
  throw new WorkbenchError(
    'wrong-password',
    'The passphrase does not open the PKCS #12 file, or the file was changed.',
  );
}

/** The SafeContents inside one ContentInfo. */
function openContent(info: DerValue, passphrase: string): DerValue {
  const kind = readObjectIdentifier(derChild(info, 0));
  const inner = derChild(derChild(info, 1), 0);
  if (kind === data) return readDer(inner.content);
  if (kind !== encryptedData) {
    throw new WorkbenchError(
      'invalid-document',
      'The PKCS #12 file is protected by a public key; export it again with a passphrase.',
    );
  }
  const [, algorithm, content] = readDerChildren(derChild(inner, 1));
  if (algorithm === undefined || content === undefined)
    return { tag: derTag.sequence, content: new Uint8Array(), whole: new Uint8Array() };
  return readDer(decryptWithPassword(algorithm, content.content, passphrase));
}

function readBag(bag: DerValue, passphrase: string, into: Pkcs12Content): void {
  const kind = bagKinds[readObjectIdentifier(derChild(bag, 0))];
  if (kind === undefined) return;
  const value = derChild(derChild(bag, 1), 0);
  if (kind === 'certificate') into.certificates.push(parseCertificate(derChild(derChild(value, 1), 0).content));
  else if (kind === 'key') into.privateKeys.push(parsePrivateKey(value.whole));
  else {
    const key = decryptWithPassword(derChild(value, 0), derChild(value, 1).content, passphrase);
    into.privateKeys.push(parsePrivateKey(key));
  }
}

/** Whether bytes look like a PFX: a SEQUENCE whose first part is the version 3. */
export function isPkcs12(bytes: Uint8Array): boolean {
  try {
    const [version, content] = readDerChildren(readDer(bytes));
    return version?.tag === derTag.integer && version.content[0] === 3 && content?.tag === derTag.sequence;
  } catch {
    return false;
  }
}

/**
 * Reads a PKCS #12 file (RFC 7292) protected by a passphrase: private keys and certificates.
 * @throws WorkbenchError `wrong-password`, or `invalid-document` where it is broken or in a scheme that is not known
 */
export function readPkcs12(bytes: Uint8Array, passphrase: string): Pkcs12Content {
  const [, authSafe, macData] = readDerChildren(readDer(bytes));
  if (authSafe === undefined) throw new WorkbenchError('invalid-document', 'The PKCS #12 file is empty.');
  const content = derChild(derChild(authSafe, 1), 0).content;
  checkMac(macData, content, passphrase);
  const found: Pkcs12Content = { privateKeys: [], certificates: [] };
  for (const info of readDerChildren(readDer(content))) {
    for (const bag of readDerChildren(openContent(info, passphrase))) readBag(bag, passphrase, found);
  }
  return found;
}
