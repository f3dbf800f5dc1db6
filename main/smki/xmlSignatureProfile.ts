/**
 * The one form of XML signature that DUIS uses, seen in DCC's signing tool and proven on a signed response of the DSP.
 * Because no canonicalisation transform is listed, XML Signature's default, inclusive Canonical XML 1.0 without
 * comments, makes the digest input, although the canonicalisation method named is the exclusive one.
 */
export const profile = {
  canonicalization: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  signature: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
  transform: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  namespace: 'http://www.w3.org/2000/09/xmldsig#',
} as const;

/** SignedInfo for a digest, already in the form that Exclusive Canonical XML gives it. */
export function writeSignedInfo(digest: string): string {
  return (
    `<ds:SignedInfo xmlns:ds="${profile.namespace}">` +
    `<ds:CanonicalizationMethod Algorithm="${profile.canonicalization}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${profile.signature}"></ds:SignatureMethod>` +
    `<ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="${profile.transform}"></ds:Transform></ds:Transforms>` +
    `<ds:DigestMethod Algorithm="${profile.digest}"></ds:DigestMethod>` +
    `<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`
  );
}
