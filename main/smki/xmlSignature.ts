import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { derOfSignature, rawOfSignature } from '../../shared/ecdsaForms.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { escapeText } from '../duis/writeXml.ts';
import { readXmlText, withXmlDocument } from '../duis/xml.ts';
import { readXmlTree } from '../duis/xmlTree.ts';
import { canonicalise, canonicaliseExclusively, dropElementWhitespace, removeSignatures } from './canonical.ts';
import { parseCertificate, type SmkiCertificate } from './certificate.ts';
import { readSignature, type SignatureParts, SignatureProblem } from './signatureParts.ts';
import { writeSignedInfo } from './xmlSignatureProfile.ts';

export interface XmlSigner {
  /** P-256 private key of an XML signing credential. */
  privateKey: KeyObject;
  /** RFC 2253: `CN=Z1,OU=07`. */
  issuerName: string;
  /** Decimal. */
  serialNumber: string;
}

export interface SignerDetails {
  serialNumber: string;
  issuerName: string;
  subject?: string;
  eui64?: string;
  /** ISO 8601 UTC. */
  notBefore?: string;
  notAfter?: string;
}

export interface SignatureVerdict {
  verdict: 'valid' | 'invalid' | 'absent' | 'unknown-signer';
  /** What was wrong, in a sentence; absent where the verdict is valid. */
  reason?: string;
  signer?: SignerDetails;
  /** SHA-256 of the canonical document without its signature, base64: what a signature of it signs. */
  digest: string;
}

/** Finds the certificate of a signer; PEM, DER, or already parsed. */
export type ResolveCertificate = (
  serialNumber: string,
  issuerName: string,
) => SmkiCertificate | string | Uint8Array | undefined;

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('base64');

/**
 * Signs a DUIS document in DCC's profile (xmlSignatureProfile.ts). An existing signature is replaced; white space
 * between elements, comments and the XML declaration are dropped, because DCC's validator drops the white space before
 * it digests.
 * @param xml text of an sr:Request or sr:Response
 * @returns XML text with its declaration, whitespace-free, ds:Signature as the last child of the root
 * @throws WorkbenchError `invalid-xml` where it is not well-formed, `credential-unavailable` where the key is not P-256
 */
export function signXml(xml: string, signer: XmlSigner): string {
  const { privateKey, issuerName, serialNumber } = signer;
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new WorkbenchError(
      'credential-unavailable',
      'An XML signing key is a private key on P-256; this one is not.',
    );
  }
  const canonical = withXmlDocument(xml, (document) => {
    removeSignatures(document);
    return dropElementWhitespace(canonicalise(document));
  });
  // In canonical XML every other "<" of content is escaped.
  if (canonical.includes('<?')) {
    throw new WorkbenchError(
      'invalid-document',
      'The document holds a processing instruction, which a DUIS message never does; take it out.',
    );
  }
  const signedInfo = writeSignedInfo(sha256(canonical));
  const value = Buffer.from(rawOfSignature(sign('sha256', Buffer.from(signedInfo, 'utf8'), privateKey)));
  const signature =
    `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${signedInfo.replace(/ xmlns:ds="[^"]*"/, '')}` +
    `<ds:SignatureValue>${value.toString('base64')}</ds:SignatureValue>` +
    `<ds:KeyInfo><ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>${escapeText(issuerName)}</ds:X509IssuerName>` +
    `<ds:X509SerialNumber>${serialNumber}</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data></ds:KeyInfo></ds:Signature>`;
  const end = canonical.lastIndexOf('</');
  return `<?xml version="1.0" encoding="UTF-8"?>${canonical.slice(0, end)}${signature}${canonical.slice(end)}`;
}

function describeSigner(parts: SignatureParts, certificate: SmkiCertificate | undefined): SignerDetails {
  const { serialNumber, issuerName } = parts;
  if (certificate === undefined) return { serialNumber, issuerName };
  const { subject, eui64, notBefore, notAfter } = certificate;
  return { serialNumber, issuerName, subject, ...(eui64 !== undefined && { eui64 }), notBefore, notAfter };
}

const isParsed = (found: SmkiCertificate | string | Uint8Array): found is SmkiCertificate =>
  typeof found === 'object' && 'publicKey' in found;

/** The reason why the signature does not hold, or undefined where it does. */
function findFault(parts: SignatureParts, canonical: string, publicKey: KeyObject): string | undefined {
  if (publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    return 'The signer’s certificate is not for a P-256 key.';
  const canonicalSignedInfo = withXmlDocument(parts.signedInfo, canonicaliseExclusively);
  const der = derOfSignature(parts.signatureValue);
  const holds = der !== undefined && verify('sha256', Buffer.from(canonicalSignedInfo, 'utf8'), publicKey, der);
  const digest = sha256(canonical);
  if (parts.digest !== digest) {
    const indented = holds && parts.digest === sha256(dropElementWhitespace(canonical));
    const hint = indented
      ? ' It would hold without the white space between elements: the document was indented after signing.'
      : '';
    return `The document was changed after signing: its digest is ${digest}, the signature says ${parts.digest}.${hint}`;
  }
  return holds
    ? undefined
    : 'The signature value does not match the signer’s key: it was made with another key, or SignedInfo was changed.';
}

/**
 * Verifies the signature of a DUIS document, exactly as received, on a strict allow-list (see signatureParts.ts).
 * The validity period of the certificate is reported in `signer` and is for the caller to judge.
 * @param xml bytes (UTF-8) or text
 * @throws WorkbenchError `invalid-xml` where the document is not well-formed or is refused
 */
export function verifyXmlSignature(xml: Uint8Array | string, resolve: ResolveCertificate): SignatureVerdict {
  const text = readXmlText(xml);
  const canonical = withXmlDocument(xml, (document) => {
    removeSignatures(document);
    return canonicalise(document);
  });
  const digest = sha256(canonical);
  let parts: SignatureParts | undefined;
  try {
    parts = readSignature(readXmlTree(text), text);
  } catch (error) {
    if (error instanceof SignatureProblem) return { verdict: 'invalid', reason: error.message, digest };
    throw error;
  }
  if (parts === undefined) return { verdict: 'absent', reason: 'The document carries no signature.', digest };
  const found = resolve(parts.serialNumber, parts.issuerName);
  if (found === undefined) {
    const reason = `No certificate with serial number ${parts.serialNumber} of ${parts.issuerName} is known; import it.`;
    return { verdict: 'unknown-signer', reason, signer: describeSigner(parts, undefined), digest };
  }
  const certificate = isParsed(found) ? found : parseCertificate(found);
  const signer = describeSigner(parts, certificate);
  const reason = findFault(parts, canonical, certificate.publicKey);
  return reason === undefined ? { verdict: 'valid', signer, digest } : { verdict: 'invalid', reason, signer, digest };
}
