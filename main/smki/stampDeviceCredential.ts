import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { eui64ToBytes } from '../duis/eui64.ts';
import { parseCertificate, type SmkiCertificate } from './certificate.ts';
import { derChild, derTag, readDer, writeDer } from './der.ts';
import { serialNumber } from './serialNumber.ts';
import type { TestCredential } from './testPki.ts';

const hexOf = (separated: string | undefined): Buffer => Buffer.from((separated ?? '').replaceAll('-', ''), 'hex');

/** Puts other octets in the one place of some, as many as they are. */
function put(bytes: Buffer, old: Uint8Array, octets: Uint8Array): void {
  const at = bytes.indexOf(old);
  if (at < 0 || old.length !== octets.length) throw new Error('the pattern of a Device Certificate does not fit');
  bytes.set(octets, at);
}

/**
 * Makes a key and its Device Certificate after a pattern: they differ in serial number, public key, the identifier of the
 * key (SHA-1 of its point; RFC 5280, 4.2.1.2) and the device, each of a fixed length, and in the signature. That takes a
 * tenth of what making one from its parts does, and needs no waiting.
 *
 * @param pattern a Device Certificate of the same usage, issuer and validity, whose device is no other's
 * @param issuerKey the issuing authority's private key, P-256
 */
export function stampDeviceCredential(pattern: SmkiCertificate, issuerKey: KeyObject, eui64: string): TestCredential {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-pattern.publicPoint.length);
  const outer = readDer(pattern.der);
  const tbs = Buffer.from(derChild(outer, 0).whole);
  put(tbs, Buffer.from(BigInt(pattern.serialNumber).toString(16), 'hex'), serialNumber());
  put(tbs, pattern.publicPoint, point);
  put(tbs, hexOf(pattern.subjectKeyIdentifier), createHash('sha1').update(point).digest());
  put(tbs, hexOf(pattern.eui64), eui64ToBytes(eui64));
  const signature = sign('sha256', tbs, issuerKey);
  const bitString = writeDer(derTag.bitString, Uint8Array.of(0), signature);
  const certificate = parseCertificate(writeDer(derTag.sequence, tbs, derChild(outer, 1).whole, bitString));
  const privateKeyPem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return { certificate, privateKey, certificatePem: certificate.pem, privateKeyPem };
}
