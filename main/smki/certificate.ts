import { type KeyObject, X509Certificate } from 'node:crypto';
import { WorkbenchError } from '../../shared/errors.ts';
import {
  type DerValue,
  derChild,
  derTag,
  readBitString,
  readDer,
  readDerChildren,
  readInteger,
  readObjectIdentifier,
  readTime,
} from './der.ts';
import { formatName, type NameAttribute, readName } from './distinguishedName.ts';
import { type RemotePartyRole, remotePartyRoleOf } from './remotePartyRole.ts';

export type KeyUsage = 'digitalSignature' | 'keyAgreement' | 'keyCertSign' | 'cRLSign' | 'other';

/** What the workbench reads from an SMKI certificate. */
export interface SmkiCertificate {
  /** Decimal, as X509SerialNumber has it. */
  serialNumber: string;
  /** RFC 2253, as X509IssuerName has it: `CN=Z1,OU=07`. */
  issuerName: string;
  subject: string;
  commonName?: string;
  /** Canonical EUI-64: the x500UniqueIdentifier of an organisation, the hardware module name of a Device. */
  eui64?: string;
  /** From the OU of the subject; absent from Device Certificates. */
  role?: RemotePartyRole;
  keyUsage: KeyUsage[];
  /** ISO 8601 UTC, to the second. */
  notBefore: string;
  notAfter: string;
  /** Uncompressed P-256 point, 65 octets. */
  publicPoint: Uint8Array;
  publicKey: KeyObject;
  subjectKeyIdentifier?: string;
  authorityKeyIdentifier?: string;
  /** SHA-256 of the DER, lower-case hex. */
  fingerprint: string;
  der: Uint8Array;
  pem: string;
}

// RFC 5280 section 4.2.1.3, bits from the most significant of the first octet.
const usageBits: readonly (readonly [mask: number, usage: KeyUsage])[] = [
  [0x80, 'digitalSignature'],
  [0x08, 'keyAgreement'],
  [0x04, 'keyCertSign'],
  [0x02, 'cRLSign'],
  [0x70, 'other'],
];

const toHex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex').toUpperCase();
const hyphenate = (hex: string): string => (hex.match(/../g) ?? []).join('-');

function readExtensions(fields: readonly DerValue[]): Map<string, DerValue> {
  const holder = fields.find((field) => field.tag === 0xa3);
  const list = holder === undefined ? [] : readDerChildren(derChild(holder, 0));
  return new Map(
    list.map((extension) => {
      const parts = readDerChildren(extension);
      const value = parts.at(-1) ?? extension;
      return [readObjectIdentifier(derChild(extension, 0)), readDer(value.content)];
    }),
  );
}

function readKeyUsage(extension: DerValue | undefined): KeyUsage[] {
  if (extension === undefined) return [];
  const bits = readBitString(extension)[0] ?? 0;
  return usageBits.filter(([mask]) => (bits & mask) !== 0).map(([, usage]) => usage);
}

/** The EUI-64 of a Device: hwSerialNum of the HardwareModuleName in the subject alternative name (RFC 4108 section 5). */
function readHardwareSerial(alternativeName: DerValue | undefined): string | undefined {
  if (alternativeName === undefined) return undefined;
  for (const name of readDerChildren(alternativeName)) {
    const [type, value] = name.tag === 0xa0 ? readDerChildren(name) : [];
    if (type === undefined || value === undefined || readObjectIdentifier(type) !== '1.3.6.1.5.5.7.8.4') continue;
    const serial = readDerChildren(derChild(value, 0)).find((part) => part.tag === derTag.octetString);
    if (serial?.content.length === 8) return hyphenate(toHex(serial.content));
  }
  return undefined;
}

function readEui64(subject: readonly NameAttribute[], extensions: Map<string, DerValue>): string | undefined {
  const unique = subject.find(({ type }) => type === 'x500UniqueIdentifier')?.value;
  if (unique !== undefined && unique.length === 16) return hyphenate(unique);
  return readHardwareSerial(extensions.get('2.5.29.17'));
}

function readAuthorityKey(extension: DerValue | undefined): string | undefined {
  const key = extension === undefined ? undefined : readDerChildren(extension).find((part) => part.tag === 0x80);
  return key === undefined ? undefined : toHex(key.content);
}

function readFields(x509: X509Certificate): SmkiCertificate {
  const der = new Uint8Array(x509.raw);
  const all = readDerChildren(derChild(readDer(der), 0));
  // The version is an optional first field, tagged [0].
  const fields = all[0]?.tag === 0xa0 ? all.slice(1) : all;
  const [serial, , issuer, validity, subjectField, publicKeyInfo] = fields;
  if (!serial || !issuer || !validity || !subjectField || !publicKeyInfo) {
    throw new WorkbenchError('invalid-document', 'The certificate lacks one of its fields.');
  }
  const subject = readName(subjectField);
  const extensions = readExtensions(fields);
  const commonName = subject.find(({ type }) => type === 'CN')?.value;
  const organisationalUnit = subject.find(({ type }) => type === 'OU')?.value;
  const role = organisationalUnit === undefined ? undefined : remotePartyRoleOf(organisationalUnit);
  const eui64 = readEui64(subject, extensions);
  const subjectKey = extensions.get('2.5.29.14');
  const authorityKey = readAuthorityKey(extensions.get('2.5.29.35'));
  return {
    serialNumber: readInteger(serial).toString(),
    issuerName: formatName(readName(issuer)),
    subject: formatName(subject),
    ...(commonName !== undefined && { commonName }),
    ...(eui64 !== undefined && { eui64 }),
    ...(role !== undefined && { role }),
    keyUsage: readKeyUsage(extensions.get('2.5.29.15')),
    notBefore: readTime(derChild(validity, 0)),
    notAfter: readTime(derChild(validity, 1)),
    publicPoint: readBitString(derChild(publicKeyInfo, 1)),
    publicKey: x509.publicKey,
    ...(subjectKey !== undefined && { subjectKeyIdentifier: toHex(subjectKey.content) }),
    ...(authorityKey !== undefined && { authorityKeyIdentifier: authorityKey }),
    fingerprint: x509.fingerprint256.replaceAll(':', '').toLowerCase(),
    der,
    pem: x509.toString(),
  };
}

/**
 * Reads a certificate.
 * @param source PEM text, DER bytes, or base64 of the DER (as in DUIS bodies)
 * @throws WorkbenchError `invalid-document` where it is not an X.509 certificate
 */
export function parseCertificate(source: string | Uint8Array): SmkiCertificate {
  try {
    const base64 = typeof source === 'string' && !source.includes('-----BEGIN');
    const x509 = new X509Certificate(base64 ? Buffer.from(source.replace(/\s/g, ''), 'base64') : source);
    return readFields(x509);
  } catch (cause) {
    if (cause instanceof WorkbenchError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WorkbenchError('invalid-document', `This is not an X.509 certificate in PEM or DER form (${reason}).`, {
      cause,
    });
  }
}

/** Whether a certificate is within its validity at a moment given in milliseconds since 1970. */
export function isValidAt(certificate: Pick<SmkiCertificate, 'notBefore' | 'notAfter'>, now: number): boolean {
  return Date.parse(certificate.notBefore) <= now && now <= Date.parse(certificate.notAfter);
}
