import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../shared/errors.ts';
import { toHex } from './bytes.ts';
import { accessControlBrokerOf, gbcsKeysFromJson } from './keys.ts';

const scalar = '11'.repeat(32);
const eui = '90B3D51F30010000';

describe('gbcsKeysFromJson', () => {
  it('derives the public point where only the private scalar is given', () => {
    const keys = gbcsKeysFromJson({ [eui]: { keyAgreement: { privateScalar: scalar } } });
    const point = keys.keyAgreementPublicPoint(eui.toLowerCase());
    expect([point?.length, point?.[0]]).toEqual([65, 4]);
  });

  it('finds a key by an EUI-64 in any of its written forms', () => {
    const keys = gbcsKeysFromJson({ '90-b3-d5-1f-30-01-00-00': { digitalSignature: { privateScalar: scalar } } });
    expect(toHex(keys.digitalSignaturePrivateKey(eui) ?? new Uint8Array())).toBe(scalar);
  });

  it('answers undefined for keys it does not have', () => {
    const keys = gbcsKeysFromJson({ [eui]: { keyAgreement: { privateScalar: scalar } } });
    expect([keys.digitalSignaturePrivateKey(eui), keys.keyAgreementPrivateKey('0000000000000001')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('keeps private keys and prepayment keys apart from the others', () => {
    const keys = gbcsKeysFromJson({ [eui]: { prepaymentKeyAgreement: { privateScalar: scalar } } });
    expect(keys.prepaymentPrivateKey?.(eui)?.length).toBe(32);
    expect(keys.keyAgreementPrivateKey(eui)).toBeUndefined();
  });

  it('takes the broker of the test PKI unless the list names another', () => {
    expect(accessControlBrokerOf(gbcsKeysFromJson({}))).toBe('90b3d51f30000002');
    expect(accessControlBrokerOf(gbcsKeysFromJson({ accessControlBroker: '00-11-22-33-44-55-66-77' }))).toBe(
      '0011223344556677',
    );
  });

  it.each([
    ['not an object', []],
    ['a name that is no EUI-64', { nonsense: {} }],
    ['a scalar of the wrong length', { [eui]: { keyAgreement: { privateScalar: '1234' } } }],
    ['a scalar of zero', { [eui]: { keyAgreement: { privateScalar: '00'.repeat(32) } } }],
    ['a compressed point', { [eui]: { keyAgreement: { publicPoint: `02${'11'.repeat(64)}` } } }],
    ['a key that is no object', { [eui]: { keyAgreement: 'secret' } }],
  ])('refuses %s', (_, json) => {
    expect(() => gbcsKeysFromJson(json)).toThrow(WorkbenchError);
  });

  it('never puts a key into its message', () => {
    const secret = 'ab'.repeat(31);
    expect(() => gbcsKeysFromJson({ [eui]: { keyAgreement: { privateScalar: secret } } })).toThrow(/privateScalar/);
    expect(() => gbcsKeysFromJson({ [eui]: { keyAgreement: { privateScalar: secret } } })).not.toThrow(secret);
  });
});
