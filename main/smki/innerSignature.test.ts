import { beforeAll, describe, expect, it } from 'vitest';
import { buildServiceResponse } from '../duis/buildResponse.ts';
import { verifyInnerSignatures } from './innerSignature.ts';
import { generateTestPki, type TestCredential, type TestPki } from './testPki.ts';
import { signXml, verifyXmlSignature } from './xmlSignature.ts';

describe('verifyInnerSignatures', () => {
  let pki: TestPki;
  let provider: TestCredential;
  beforeAll(async () => {
    const organisations = [{ eui64: '90-B3-D5-1F-30-0F-00-01', remotePartyRole: 127 }];
    pki = await generateTestPki({
      organisations,
      devices: [],
      dsp: '90-B3-D5-1F-30-00-00-02',
      notBefore: new Date('2026-01-01'),
    });
    const [first] = pki.organisations;
    if (first === undefined) throw new Error('no organisation was made');
    provider = first.xmlSigning;
  });

  const sign = (xml: string, { certificate, privateKey }: TestCredential): string =>
    signXml(xml, { privateKey, issuerName: certificate.issuerName, serialNumber: certificate.serialNumber });
  const resolve = (serial: string) => pki.bySerial.get(serial);

  /** A response of an S1SP, signed by it, inside a response of the DSP, signed by it. */
  function nested(change: (inner: string) => string = (inner) => inner): string {
    const inner = sign(
      '<sr:SMETS1SignedResponse xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" schemaVersion="5.4"><sr:SMETS1Response><sr:Header/><sr:Body/></sr:SMETS1Response></sr:SMETS1SignedResponse>',
      provider,
    );
    const xml = `<sr:SMETS1ResponseMessage>${change(inner.replace(/^<\?xml.*?\?>/, ''))}</sr:SMETS1ResponseMessage>`;
    const head = { responseCode: 'I0', responseDateTime: '2026-01-01T00:00:00Z', schemaVersion: '5.4' };
    return sign(buildServiceResponse({ ...head, body: { kind: 'xml', xml } }), pki.dsp.xmlSigning);
  }

  it('verifies the signature of the DSP and that of the S1SP inside it', () => {
    const message = nested();
    expect(verifyXmlSignature(message, resolve).signer?.eui64).toBe('90-B3-D5-1F-30-00-00-02');
    expect(verifyInnerSignatures(message, resolve)).toMatchObject([
      {
        verdict: 'valid',
        element: 'SMETS1SignedResponse',
        xpath: '/sr:Response/sr:Body/sr:SMETS1ResponseMessage/sr:SMETS1SignedResponse',
        signer: { eui64: '90-B3-D5-1F-30-0F-00-01' },
      },
    ]);
  });

  it('finds a change inside, though the DSP signed it', () => {
    const message = nested((inner) => inner.replace('<sr:Header></sr:Header>', '<sr:Header>x</sr:Header>'));
    expect(verifyXmlSignature(message, resolve).verdict).toBe('valid');
    expect(verifyInnerSignatures(message, resolve)).toMatchObject([{ verdict: 'invalid' }]);
  });
});
