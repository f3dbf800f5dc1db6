import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readTemplate } from '../dccMaterial/templates.ts';
import { findZaz1Organisation } from '../dccMaterial/zaz1.ts';
import { buildServiceRequest } from '../duis/build.ts';
import { withXmlDocument } from '../duis/xml.ts';
import { canonicaliseExclusively } from './canonical.ts';
import { signXml, verifyXmlSignature, type XmlSigner } from './xmlSignature.ts';
import { writeSignedInfo } from './xmlSignatureProfile.ts';

const supplier = findZaz1Organisation('90-B3-D5-1F-30-01-00-00').xmlSigning;
if (supplier === undefined) throw new Error('ZAZ1 lacks the XML signing credential of its supplier');
const { certificate, privateKey } = supplier;
const signer: XmlSigner = { privateKey, issuerName: certificate.issuerName, serialNumber: certificate.serialNumber };
const verify = (xml: string) =>
  verifyXmlSignature(xml, (serial) => (serial === signer.serialNumber ? certificate : undefined));

const request = buildServiceRequest({ template: readTemplate('ECS22b_4.8.1_SINGLE_SUCCESS_REQUEST_DUIS').xml });
const signed = signXml(request, signer);

describe('signXml', () => {
  it('signs with exactly the profile of DCC', () => {
    expect(verify(signed)).toEqual({
      verdict: 'valid',
      signer: {
        serialNumber: '27572613927499351639968579586655397031',
        issuerName: 'CN=Z1,OU=07',
        subject: 'x500UniqueIdentifier=#90B3D51F30010000,OU=87',
        eui64: '90-B3-D5-1F-30-01-00-00',
        notBefore: '2018-01-01T00:00:00Z',
        notAfter: '2118-01-01T00:00:00Z',
      },
      digest: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
    });
    expect(signed).toMatch(
      /<\/sr:Body><ds:Signature xmlns:ds="http:\/\/www.w3.org\/2000\/09\/xmldsig#"><ds:SignedInfo>/,
    );
  });

  it('writes SignedInfo as libxml2 canonicalises it', () => {
    const signedInfo = writeSignedInfo('ZGVmYXVsdA==');
    expect(withXmlDocument(signedInfo, canonicaliseExclusively)).toBe(signedInfo);
  });

  it('replaces an existing signature and drops white space and comments', () => {
    const again = signXml(signed.replaceAll('><sr:', '>\n  <!-- x --><sr:'), signer);
    expect(verify(again).verdict).toBe('valid');
    expect(again.match(/<ds:Signature /g)?.length).toBe(1);
    expect(again).not.toMatch(/>\s+</);
  });

  it('keeps white space that is the value of an element', () => {
    expect(signXml('<a>\n <b> </b>\n <c>x y</c></a>', signer)).toContain('<a><b> </b><c>x y</c><ds:Signature');
  });

  it('refuses a key that is not on P-256 and a processing instruction', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;
    expect(() => signXml(request, { ...signer, privateKey: other })).toThrow('P-256');
    expect(() => signXml('<a><?b?></a>', signer)).toThrow('processing instruction');
  });
});

describe('verifyXmlSignature', () => {
  const reasonOf = (xml: string): string => `${verify(xml).verdict}: ${verify(xml).reason}`;

  it('says that a document was indented after signing', () => {
    expect(reasonOf(signed.replaceAll('><sr:', '>\n<sr:'))).toMatch(/^invalid: .*indented after signing/);
  });

  it('refuses a change, another key, and a signer it does not know', () => {
    expect(reasonOf(signed.replace('2014-12-31', '2014-12-30'))).toMatch(/^invalid: The document was changed/);
    const stranger = createPrivateKey(
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    );
    expect(reasonOf(signXml(request, { ...signer, privateKey: stranger }))).toMatch(
      /^invalid: The signature value does not match/,
    );
    expect(reasonOf(signXml(request, { ...signer, serialNumber: '1' }))).toMatch(
      /^unknown-signer: No certificate with serial number 1 /,
    );
    expect(verify(request).verdict).toBe('absent');
  });

  const signature = /<ds:Signature .*<\/ds:Signature>/.exec(signed)?.[0] ?? '';

  it('refuses wrapped, duplicate, misplaced and detached signatures', () => {
    const wrapped = signed.replace('<sr:Body>', `<sr:Body><x>${signature}</x>`);
    expect(reasonOf(wrapped)).toMatch(/^invalid: A signature is not a child of the root/);
    expect(reasonOf(signed.replace(signature, signature + signature))).toMatch(/^invalid: There is a second signature/);
    const first = signed.replace(signature, '').replace('<sr:Header>', `${signature}<sr:Header>`);
    expect(reasonOf(first)).toMatch(/^invalid: The signature is not the last child/);
    expect(reasonOf(signed.replace('URI=""', 'URI="#body"'))).toMatch(
      /^invalid: Reference has URI="#body"; DUIS uses ""/,
    );
  });

  it.each([
    ['another digest', 'xmlenc#sha256', 'xmlenc#sha512', /DigestMethod has Algorithm=/],
    [
      'another canonicalisation',
      '2001/10/xml-exc-c14n#',
      'TR/2001/REC-xml-c14n-20010315',
      /CanonicalizationMethod has/,
    ],
    ['another signature method', 'ecdsa-sha256', 'hmac-sha256', /SignatureMethod has/],
    [
      'a second transform',
      '</ds:Transforms>',
      '<ds:Transform Algorithm="x"/></ds:Transforms>',
      /Transforms holds ds:Transform/,
    ],
    ['an Id', '<ds:SignedInfo>', '<ds:SignedInfo Id="a">', /attribute Id, which is not allowed/],
    ['an Object', '</ds:KeyInfo>', '</ds:KeyInfo><ds:Object/>', /Signature holds ds:Object/],
    ['a KeyName', '<ds:X509Data>', '<ds:KeyName>x</ds:KeyName><ds:X509Data>', /KeyInfo holds ds:KeyName/],
    ['a hex serial number', '<ds:X509SerialNumber>', '<ds:X509SerialNumber>A', /serial number is not decimal/],
    [
      'a DER signature value',
      /<ds:SignatureValue>[^<]*/,
      '<ds:SignatureValue>MEUCIQ==',
      /SignatureValue holds 4 bytes; DUIS uses 64/,
    ],
    ['a comment', '<sr:Body>', '<sr:Body><!-- x -->', /holds a comment/],
    ['a CDATA section', '<sr:Body>', '<sr:Body><![CDATA[x]]>', /holds a CDATA section/],
  ])('refuses %s', (_, from, to, reason) => {
    expect(reasonOf(signed.replace(from, to))).toMatch(reason);
  });

  it('verifies a signature value that is folded as Java does', () => {
    const folded = signed.replace(/<ds:SignatureValue>(.{40})/, '<ds:SignatureValue>\n$1&#13;\n');
    expect(verify(folded).verdict).toBe('valid');
  });
});
