import { type KeyObject, sign, verify } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import type { XmlSigner } from '../../smki/xmlSignature.ts';

const ecdsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';
const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** What xml-crypto has no algorithm of its own for; r‖s as XML Signature wants it. */
class EcdsaSha256 {
  getAlgorithmName(): string {
    return ecdsaSha256;
  }
  getSignature(signedInfo: string, privateKey: KeyObject): string {
    return sign('sha256', Buffer.from(signedInfo), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64');
  }
  verifySignature(material: string, key: KeyObject, signature: string): boolean {
    const value = Buffer.from(signature, 'base64');
    return verify('sha256', Buffer.from(material), { key, dsaEncoding: 'ieee-p1363' }, value);
  }
}

const issuerSerial = ({ issuerName, serialNumber }: XmlSigner): string =>
  `<ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>${issuerName}</ds:X509IssuerName><ds:X509SerialNumber>${serialNumber}</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>`;

/**
 * The same signature as ours, made by xml-crypto: what a general library takes for the work.
 *
 * @returns the signed document
 */
export function signWithXmlCrypto(xml: string, signer: XmlSigner): string {
  const signed = new SignedXml({
    privateKey: signer.privateKey,
    signatureAlgorithm: ecdsaSha256,
    canonicalizationAlgorithm: exclusive,
    implicitTransforms: [inclusive],
    getKeyInfoContent: () => issuerSerial(signer),
  });
  signed.SignatureAlgorithms[ecdsaSha256] = EcdsaSha256 as never;
  signed.addReference({
    xpath: '/*',
    isEmptyUri: true,
    uri: '',
    transforms: [enveloped],
    digestAlgorithm: sha256,
  });
  signed.computeSignature(xml, { prefix: 'ds' });
  return signed.getSignedXml();
}
