import { describe, expect, it } from 'vitest';
import { checkCredential } from '../smki/credential.ts';
import { findZaz1Organisation, listZaz1Organisations, zaz1CertificatesBySerial } from './zaz1.ts';

describe('zaz1', () => {
  it('has the supplier, the network operator and the DSP with XML signing credentials', () => {
    const roles = ['90-B3-D5-1F-30-01-00-00', '90b3d51f30020000', '90-B3-D5-1F-30-00-00-02'].map(
      (eui64) => findZaz1Organisation(eui64).xmlSigning?.certificate.role?.number,
    );
    expect(roles).toEqual([135, 135, 137]);
  });

  it('prefers the credentials of issuing authority Z1, not those for prepayment', () => {
    const supplier = findZaz1Organisation('90-B3-D5-1F-30-01-00-00');
    expect([supplier.digitalSignature?.name, supplier.keyAgreement?.name]).toEqual([
      'Z1-supplier-ds',
      'Z1-supplier-ka',
    ]);
  });

  it('has no XML signing credential of an MDR', () => {
    const mdr = findZaz1Organisation('90-B3-D5-1F-30-01-00-09');
    expect([mdr.xmlSigning, mdr.keyAgreement?.certificate.commonName]).toEqual([undefined, expect.anything()]);
  });

  it('holds only credentials whose key and EUI-64 fit', () => {
    for (const { eui64, all } of listZaz1Organisations()) {
      for (const { certificate, privateKey } of all)
        expect(checkCredential({ certificate, privateKey, eui64 })).toEqual([]);
    }
  });

  it('resolves every certificate by serial number, the old one of the DSP included', async () => {
    const known = await zaz1CertificatesBySerial();
    expect(known.get('50669612984035780968362471400449834504')?.eui64).toBe('90-B3-D5-1F-30-00-00-02');
    expect(known.size).toBeGreaterThan(30);
  });

  it('says whom it knows when asked for another', () => {
    expect(() => findZaz1Organisation('00-00-00-00-00-00-00-01')).toThrow(
      /ZAZ1 has no credential of 00-00-00-00-00-00-00-01; it has those of/,
    );
  });
});
