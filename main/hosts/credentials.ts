import { readFileSync } from 'node:fs';
import { WorkbenchError } from '../../shared/errors.ts';
import type { KeptCredential, Keystore } from '../application/ports.ts';
import { findZaz1Organisation, listZaz1Organisations, zaz1CertificatesBySerial } from '../dccMaterial/zaz1.ts';
import { isEui64 } from '../duis/eui64.ts';
import type { SigningCredential } from '../ipc/hostServices.ts';
import { parseCertificate, type SmkiCertificate } from '../smki/certificate.ts';
import { findCertificatesAt } from '../smki/chain.ts';
import { type CredentialPurpose, checkCredential } from '../smki/credential.ts';
import { importCredential } from '../smki/importCredential.ts';
import type { ResolveCertificate, XmlSigner } from '../smki/xmlSignature.ts';

const zaz1Prefix = 'zaz1:';

function findZaz1(eui64: string): SigningCredential {
  const organisation = findZaz1Organisation(eui64);
  const { xmlSigning } = organisation;
  if (!xmlSigning)
    throw new WorkbenchError(
      'credential-unavailable',
      `${organisation.eui64} has no XML signing credential in DCC Boxed's test PKI`,
    );
  return signingCredential(xmlSigning.certificate, xmlSigning.privateKey, 'test credential');
}

/**
 * A key with its certificate, ready to sign. A certificate for something else than XML signing is worth a remark: a
 * test PKI may have none of that kind.
 * @throws WorkbenchError `credential-unavailable` where the certificate is not valid today
 */
function signingCredential(
  certificate: SmkiCertificate,
  privateKey: XmlSigner['privateKey'],
  what: string,
  purpose: CredentialPurpose = 'xmlSigning',
): SigningCredential {
  const problems = checkCredential({ certificate, privateKey, purpose, now: Date.now() });
  const refused = problems.find(({ rule }) => rule === 'credential-validity' || rule === 'credential-key');
  if (refused) throw new WorkbenchError('credential-unavailable', `${what}: ${refused.message}`);
  const { issuerName, serialNumber } = certificate;
  return {
    signer: { privateKey, issuerName, serialNumber },
    certificate,
    remarks: problems.map(({ message }) => `${what}: ${message}`),
  };
}

/** The kept credential of a name, EUI-64 or serial number; by EUI-64, the newest for the purpose today. */
function findKept(keystore: Keystore, wanted: string, purpose: CredentialPurpose): KeptCredential | undefined {
  const ready = keystore.list().filter((one) => one.certificate && one.encryptedPrivateKey !== undefined);
  if (isEui64(wanted)) {
    const certificates = ready.flatMap(({ certificate }) => certificate ?? []);
    const [newest] = findCertificatesAt(certificates, { eui64: wanted.toUpperCase(), purpose, at: Date.now() });
    return ready.find(({ certificate }) => certificate === newest && newest !== undefined);
  }
  return (
    keystore.list().find(({ name }) => name === wanted) ??
    ready.find(({ certificate }) => certificate?.serialNumber === wanted)
  );
}

/**
 * A credential by name, to sign XML with unless another purpose is given.
 * @param passphrase opens a kept private key; asked for where it is not given
 * @throws WorkbenchError `credential-unavailable` naming what there is, `wrong-password`
 */
export async function findCredential(
  keystore: Keystore,
  name: string,
  passphrase: () => Promise<string | undefined>,
  purpose: CredentialPurpose = 'xmlSigning',
): Promise<SigningCredential> {
  if (name.startsWith(zaz1Prefix)) return findZaz1(name.slice(zaz1Prefix.length));
  const kept = findKept(keystore, name, purpose);
  if (kept === undefined) {
    const names = keystore.list().map((one) => one.name);
    throw new WorkbenchError(
      'credential-unavailable',
      `There is no credential "${name}"; ${names.length === 0 ? 'none is kept' : `kept are ${names.join(', ')}`}, and DCC Boxed test credentials are named zaz1:<EUI-64>, for example zaz1:90-B3-D5-1F-30-01-00-00`,
    );
  }
  if (kept.certificate === undefined) {
    throw new WorkbenchError(
      'credential-unavailable',
      `The credential "${kept.name}" awaits its certificate; import it under the same name`,
    );
  }
  const secret = await passphrase();
  if (secret === undefined) {
    throw new WorkbenchError(
      'wrong-password',
      `The credential "${kept.name}" is protected by a passphrase: set UEPT_PASSPHRASE, or run in a terminal`,
    );
  }
  const privateKey = keystore.openPrivateKey(kept.name, secret);
  return signingCredential(kept.certificate, privateKey, `credential "${kept.name}"`, purpose);
}

/** XML signing credentials of DCC Boxed's test PKI, by the names that {@link findCredential} takes. */
export function listTestCredentials(): { name: string; certificate: SmkiCertificate }[] {
  return listZaz1Organisations().flatMap(({ eui64, xmlSigning }) =>
    xmlSigning === undefined ? [] : [{ name: zaz1Prefix + eui64, certificate: xmlSigning.certificate }],
  );
}

/** Reads a file as it is. @throws WorkbenchError `unreadable-file` */
export function readBytes(file: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (cause) {
    throw new WorkbenchError(
      'unreadable-file',
      `${file} cannot be read (${(cause as NodeJS.ErrnoException).code}); check the path`,
      { cause },
    );
  }
}

/**
 * A signing credential out of files: PEM, DER, PKCS #8 or PKCS #12.
 * @throws WorkbenchError where they cannot be read, do not belong together, or are not valid today
 */
export function credentialFromFiles(files: readonly string[], passphrase: string | undefined): SigningCredential {
  const { certificate, privateKey } = importCredential(files.map(readBytes), passphrase);
  if (privateKey) return signingCredential(certificate, privateKey, files.join(' and '));
  throw new WorkbenchError('credential-unavailable', `There is no private key in ${files.join(' or ')}`);
}

/** Resolves to the one certificate of a file, whatever the signature says of its signer. */
export function certificateResolver(file: string): ResolveCertificate {
  const bytes = readBytes(file);
  const text = new TextDecoder().decode(bytes);
  const certificate = parseCertificate(text.includes('-----BEGIN') ? text : bytes);
  return (serialNumber) => (serialNumber === certificate.serialNumber ? certificate : undefined);
}

const keptCertificates = (keystore: Keystore): SmkiCertificate[] =>
  keystore.list().flatMap(({ certificate, others }) => (certificate ? [certificate, ...others] : others));

/** Every certificate that is kept, and those that come with DCC's packages. */
export async function listKnownCertificates(keystore: Keystore): Promise<SmkiCertificate[]> {
  return [...keptCertificates(keystore), ...(await zaz1CertificatesBySerial()).values()];
}

/** Looks a signer up among the certificates that are known. */
export async function resolveKnownCertificate(keystore: Keystore): Promise<ResolveCertificate> {
  const bySerial = await zaz1CertificatesBySerial();
  const kept = keptCertificates(keystore);
  return (serialNumber, issuerName) =>
    kept.find((one) => one.serialNumber === serialNumber && one.issuerName === issuerName) ??
    bySerial.get(serialNumber);
}
