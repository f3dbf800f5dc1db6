import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';
import { eui64ToHex, parseEui64 } from '../duis/eui64.ts';
import { parseCertificate, type SmkiCertificate } from '../smki/certificate.ts';
import { readJarFiles } from './jar.ts';
import { packageFolder } from './templates.ts';

/** A certificate of the DCC Boxed test PKI "ZAZ1" with its private key. These keys are public and worthless elsewhere. */
export interface Zaz1Credential {
  name: string;
  certificate: SmkiCertificate;
  privateKey: KeyObject;
  certificatePem: string;
  /** PKCS#8 PEM, unencrypted. */
  privateKeyPem: string;
}

/** What ZAZ1 holds for one EUI-64. Where there are several of a kind the one under the issuing CA Z1 comes first. */
export interface Zaz1Organisation {
  eui64: string;
  /** Role 135, for Users; role 137 for the DSP. */
  xmlSigning?: Zaz1Credential;
  digitalSignature?: Zaz1Credential;
  keyAgreement?: Zaz1Credential;
  all: Zaz1Credential[];
}

interface StoredCertificate {
  certificate: string;
  privateKey: string;
  name: string;
  role: number;
}

type Keystore = Record<string, Record<string, Record<string, StoredCertificate>>>;

const xmlSigningRoles = [135, 137];

function readKeystore(): Keystore {
  const file = join(packageFolder('@smartdcc/dccboxed-keystore'), 'keystore.json');
  const keystore: Keystore = JSON.parse(readFileSync(file, 'utf8'));
  return keystore;
}

function toCredential(stored: StoredCertificate): Zaz1Credential {
  return {
    name: stored.name,
    certificate: parseCertificate(stored.certificate),
    privateKey: createPrivateKey(stored.privateKey),
    certificatePem: stored.certificate,
    privateKeyPem: stored.privateKey,
  };
}

/** Z1 before Z1b, and the ordinary key agreement credential before the one for prepayment (PP). */
function preference(credential: Zaz1Credential): number {
  return (/^Z1b/.test(credential.name) ? 2 : 0) + (/PP-/.test(credential.name) ? 1 : 0);
}

function toOrganisation(hex: string, usages: Record<string, Record<string, StoredCertificate>>): Zaz1Organisation {
  const of = (usage: string, isXml: boolean): Zaz1Credential[] =>
    Object.values(usages[usage] ?? {})
      .filter((stored) => xmlSigningRoles.includes(stored.role) === isXml)
      .map(toCredential)
      .sort((a, b) => preference(a) - preference(b));
  const [xml, signing, agreement] = [
    of('digitalSignature', true),
    of('digitalSignature', false),
    of('keyAgreement', false),
  ];
  return {
    eui64: parseEui64(hex),
    ...(xml[0] && { xmlSigning: xml[0] }),
    ...(signing[0] && { digitalSignature: signing[0] }),
    ...(agreement[0] && { keyAgreement: agreement[0] }),
    all: [...xml, ...signing, ...agreement],
  };
}

let organisations: readonly Zaz1Organisation[] | undefined;

/** Every organisation of ZAZ1. Read once. @throws WorkbenchError `unreadable-file` where the package is missing */
export function listZaz1Organisations(): readonly Zaz1Organisation[] {
  organisations ??= Object.entries(readKeystore()).map(([hex, usages]) => toOrganisation(hex, usages));
  return organisations;
}

/** One organisation of ZAZ1 by EUI-64 in any form. @throws WorkbenchError `credential-unavailable` naming those there are */
export function findZaz1Organisation(eui64: string): Zaz1Organisation {
  const wanted = parseEui64(eui64);
  const found = listZaz1Organisations().find((organisation) => organisation.eui64 === wanted);
  if (found !== undefined) return found;
  const known = listZaz1Organisations().map((organisation) => organisation.eui64);
  throw new WorkbenchError(
    'credential-unavailable',
    `ZAZ1 has no credential of ${wanted}; it has those of ${known.join(', ')}.`,
    {
      detail: { eui64: eui64ToHex(wanted), known },
    },
  );
}

let certificates: Promise<ReadonlyMap<string, SmkiCertificate>> | undefined;

/**
 * Every certificate of ZAZ1 by decimal serial number, for `verifyXmlSignature`: users, DSP, and the certificate that
 * the DSP signed with before DCC Boxed 1.4.1.
 */
export function zaz1CertificatesBySerial(): Promise<ReadonlyMap<string, SmkiCertificate>> {
  certificates ??= readCertificates();
  return certificates;
}

async function readCertificates(): Promise<ReadonlyMap<string, SmkiCertificate>> {
  const known = listZaz1Organisations().flatMap(({ all }) => all.map(({ certificate }) => certificate));
  const fromJar = await readJarFiles((name) => name.endsWith('-ds.pem') || name.endsWith('-pre-1.4.1.pem'));
  const others = [...fromJar.values()].map((bytes) => parseCertificate(new TextDecoder().decode(bytes)));
  return new Map([...others, ...known].map((certificate) => [certificate.serialNumber, certificate]));
}
