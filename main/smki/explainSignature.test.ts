import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { explainSignature } from './explainSignature.ts';
import { signXml } from './xmlSignature.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const unsigned =
  '<sr:Request xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" schemaVersion="5.1"><sr:Header/></sr:Request>';

describe('a signature explained', () => {
  it('is the canonical text, its digest, and what the key signed, each to be checked by hand', () => {
    const { canonical, digest, length, signature } = explainSignature(
      signXml(unsigned, { privateKey, issuerName: 'CN=Z1,OU=07', serialNumber: '1' }),
    );
    expect(canonical).toBe(unsigned.replace('<sr:Header/>', '<sr:Header></sr:Header>'));
    expect(length).toBe(canonical.length);
    expect(digest).toBe(createHash('sha256').update(canonical).digest('base64'));
    expect(signature).toMatchObject({ digest, issuerName: 'CN=Z1,OU=07', serialNumber: '1' });
    const signed = Buffer.from(signature?.signedInfo ?? '');
    const value = Buffer.from(signature?.value ?? '', 'hex');
    expect(verify('sha256', signed, { key: publicKey, dsaEncoding: 'ieee-p1363' }, value)).toBe(true);
  });

  it('is the canonical text alone where there is no signature', () => {
    expect(explainSignature(unsigned).signature).toBeUndefined();
  });
});
