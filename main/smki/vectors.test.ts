import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { zaz1CertificatesBySerial } from '../dccMaterial/zaz1.ts';
import { verifyXmlSignature } from './xmlSignature.ts';

const folder = new URL('../../../shared/vectors/duis/', import.meta.url);
const absent = existsSync(folder) ? '' : ' (skipped: ../shared is absent)';

describe.skipIf(absent !== '')(`signatures of real messages${absent}`, () => {
  it('gives each vector the verdict in its name', async () => {
    const known = await zaz1CertificatesBySerial();
    const verdicts: Record<string, string> = {};
    for (const name of readdirSync(folder).filter((file) => /\.xml$/i.test(file))) {
      try {
        const verdict = verifyXmlSignature(readFileSync(new URL(name, folder)), (serial) => known.get(serial));
        verdicts[name] = verdict.reason === undefined ? verdict.verdict : `${verdict.verdict}: ${verdict.reason}`;
      } catch (error) {
        verdicts[name] = `refused: ${error instanceof Error ? error.message : ''}`;
      }
    }
    expect(verdicts).toEqual({
      'ECS17b_4.1.1_SINGLE_SUCCESS_REQUEST_DUIS-invalid.XML': 'absent: The document carries no signature.',
      'ECS17b_4.1.1_SINGLE_SUCCESS_REQUEST_DUIS-signed.XML':
        'invalid: The document holds a comment, which a DUIS message never does (line 13, column 5).',
      'acknowledgement-error.xml': 'absent: The document carries no signature.',
      'duis-xxe.xml':
        'refused: Line 2, column 1: a DOCTYPE is refused, because it can define entities or name external files.',
      'readfw-response-badsignature.xml':
        'invalid: The signature value does not match the signer’s key: it was made with another key, or SignedInfo was changed.',
      'readfw-response-invalid.xml': expect.stringMatching(/^invalid: The document was changed after signing/),
      'readfw-response-no-serial.xml': 'invalid: Signature lacks KeyInfo (line 16, column 3).',
      'readfw-response-no-signature.xml': 'absent: The document carries no signature.',
      'readfw-response-nonexist-serial.xml': expect.stringMatching(
        /^unknown-signer: No certificate with serial number 217636141832862931915946451229571981153 of CN=Z1,OU=07 is known/,
      ),
      'readfw-response.xml': 'valid',
    });
  });

  it('names the signer, who is the DSP', () => {
    const pem = readFileSync(new URL('dsp-signer-pre-1.4.1.pem', folder), 'utf8');
    const verdict = verifyXmlSignature(readFileSync(new URL('readfw-response.xml', folder)), () => pem);
    expect(verdict).toEqual({
      verdict: 'valid',
      signer: {
        serialNumber: '50669612984035780968362471400449834504',
        issuerName: 'CN=Z1,OU=07',
        subject: 'x500UniqueIdentifier=#90B3D51F30000002,OU=137',
        eui64: '90-B3-D5-1F-30-00-00-02',
        notBefore: '2018-01-01T00:00:00Z',
        notAfter: '2118-01-01T00:00:00Z',
      },
      digest: 'necBxpQbLFPgG6EsJOuVqQgo4NcYjj1XkBHySZpIXSg=',
    });
  });
});
