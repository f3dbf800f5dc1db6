import { createPrivateKey } from 'node:crypto';
import { WorkbenchError } from '../../shared/errors.ts';
import { findZaz1Organisation, zaz1CertificatesBySerial } from '../dccMaterial/zaz1.ts';
import { parseCertificate } from '../smki/certificate.ts';
import type { ResolveCertificate, XmlSigner } from '../smki/xmlSignature.ts';

const zaz1Prefix = 'zaz1:';

/** A signing credential by name. @throws WorkbenchError `credential-unavailable` naming what there is */
export async function findCredential(name: string): Promise<XmlSigner> {
  if (!name.startsWith(zaz1Prefix)) {
    throw new WorkbenchError(
      'credential-unavailable',
      `There is no credential "${name}"; DCC Boxed test credentials are named zaz1:<EUI-64>, for example zaz1:90-B3-D5-1F-30-01-00-00`,
    );
  }
  const organisation = findZaz1Organisation(name.slice(zaz1Prefix.length));
  const { xmlSigning } = organisation;
  if (!xmlSigning)
    throw new WorkbenchError(
      'credential-unavailable',
      `${organisation.eui64} has no XML signing credential in DCC Boxed's test PKI`,
    );
  const { certificate, privateKey } = xmlSigning;
  return { privateKey, issuerName: certificate.issuerName, serialNumber: certificate.serialNumber };
}

/** A signing credential out of two files. @throws WorkbenchError where they cannot be read or do not belong together */
export function credentialFromFiles(keyText: string, certificateText: string, keyName: string): XmlSigner {
  const certificate = parseCertificate(certificateText);
  let privateKey: XmlSigner['privateKey'];
  try {
    privateKey = createPrivateKey(keyText);
  } catch (cause) {
    throw new WorkbenchError(
      'credential-unavailable',
      `${keyName} is not a private key in PEM form (${cause instanceof Error ? cause.message : cause})`,
      { cause },
    );
  }
  const { x } = privateKey.export({ format: 'jwk' });
  if (x === undefined || !Buffer.from(certificate.publicPoint.subarray(1, 33)).equals(Buffer.from(x, 'base64url'))) {
    throw new WorkbenchError(
      'credential-unavailable',
      `${keyName} is not the key of the certificate ${certificate.subject}; choose the pair that belongs together`,
    );
  }
  return { privateKey, issuerName: certificate.issuerName, serialNumber: certificate.serialNumber };
}

/** Resolves to the one certificate of a file, whatever the signature says of its signer. */
export function certificateResolver(text: string): ResolveCertificate {
  const certificate = parseCertificate(text);
  return (serialNumber) => (serialNumber === certificate.serialNumber ? certificate : undefined);
}

/** Every certificate that comes with DCC's packages. */
export async function resolveKnownCertificate(): Promise<ResolveCertificate> {
  const bySerial = await zaz1CertificatesBySerial();
  return (serialNumber) => bySerial.get(serialNumber);
}
