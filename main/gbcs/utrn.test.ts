import { createECDH } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex } from './bytes.ts';
import { decodeMessage } from './decodeMessage.ts';
import { gbcsKeysFromJson } from './keys.ts';
import { checkDigitOf, hasRightCheckDigit, isUtrnOfCounter, readUtrn } from './utrn.ts';
import { checkUtrn, makeUtrn } from './utrnMac.ts';

// Top ups of DCC's templates CS01a and CS01b, with their Originator Counters.
const electricity = { utrn: '73946144332040217315', originatorCounter: 12_884_901_888n };
const gas = { utrn: '73950067887105178605', originatorCounter: 25_769_803_776n };

describe('a UTRN', () => {
  it('holds counter, class, value and MAC', () => {
    expect([electricity, gas].map(({ utrn }) => readUtrn(utrn))).toEqual([
      { counter: 3, valueClass: 1, value: 10, mac: '9CD029E3', checkDigit: 5 },
      { counter: 6, valueClass: 0, value: 1250, mac: 'FF674C64', checkDigit: 5 },
    ]);
  });

  it('belongs to the Originator Counter whose upper half it holds', () => {
    const [own, other] = [readUtrn(gas.utrn), readUtrn(electricity.utrn)];
    if (own === undefined || other === undefined) throw new Error('not a UTRN');
    expect(isUtrnOfCounter(own, gas.originatorCounter)).toBe(true);
    expect(isUtrnOfCounter(other, gas.originatorCounter)).toBe(false);
  });

  it('is 20 digits within its range', () => {
    expect(['1234', '00000000000000000000', '99999999999999999999', 'x'.repeat(20)].map(readUtrn)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('ends with the check digit of its other digits', () => {
    expect([electricity, gas].map(({ utrn }) => checkDigitOf(utrn.slice(0, 19)))).toEqual([5, 5]);
  });

  it('shows one wrong digit, and two neighbours that have changed places, by its check digit', () => {
    const { utrn } = electricity;
    const replaced = [...utrn].flatMap((digit, place) =>
      [...'0123456789']
        .filter((other) => other !== digit)
        .map((other) => utrn.slice(0, place) + other + utrn.slice(place + 1)),
    );
    const swapped = [...utrn].flatMap((digit, place) => {
      const next = utrn[place + 1];
      return next === undefined || next === digit ? [] : [utrn.slice(0, place) + next + digit + utrn.slice(place + 2)];
    });
    // The last digit goes through a table of its own, so that a swap with it may go unseen.
    expect(replaced.filter(hasRightCheckDigit)).toEqual([]);
    expect(swapped.slice(0, -1).filter(hasRightCheckDigit)).toEqual([]);
  });
});

function keyPair(seed: number) {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.alloc(32, seed));
  return { privateScalar: ecdh.getPrivateKey('hex'), publicPoint: ecdh.getPublicKey('hex') };
}

describe('a UTRN of keys at hand', () => {
  const pairs = { supplier: keyPair(1), meter: keyPair(2) };
  const [supplier, meter] = ['90b3d51f30010000', '00db1234567890a0'];
  const ofSupplier = gbcsKeysFromJson({
    [supplier]: { prepaymentKeyAgreement: pairs.supplier },
    [meter]: { keyAgreement: { publicPoint: pairs.meter.publicPoint } },
  });
  const ofMeter = gbcsKeysFromJson({
    [supplier]: { prepaymentKeyAgreement: { publicPoint: pairs.supplier.publicPoint } },
    [meter]: { keyAgreement: pairs.meter },
  });
  const topUp = {
    originator: fromHex(supplier) ?? new Uint8Array(),
    target: fromHex(meter) ?? new Uint8Array(),
    originatorCounter: 1023n << 32n,
  };

  it('is accepted by the meter, for its own counter', () => {
    const utrn = makeUtrn(topUp, { unit: 'pence', value: 8191 }, ofSupplier);
    expect(readUtrn(utrn)).toMatchObject({ counter: 1023, valueClass: 0, value: 8191 });
    expect(checkUtrn(utrn, topUp, ofMeter)).toEqual({ checkDigit: 'valid', counter: 'valid', mac: 'valid' });
    const later = { ...topUp, originatorCounter: 1024n << 32n };
    expect(checkUtrn(utrn, later, ofMeter)).toEqual({ checkDigit: 'valid', counter: 'invalid', mac: 'invalid' });
    expect(checkUtrn(utrn, topUp)).toEqual({ checkDigit: 'valid', counter: 'valid', mac: 'unknown' });
    expect(checkUtrn('1234', topUp)).toBeUndefined();
  });

  it('cannot be made without the keys, or of more than 8191', () => {
    expect(() => makeUtrn(topUp, { unit: 'pounds', value: 10 }, gbcsKeysFromJson({}))).toThrow('prepayment');
    expect(() => makeUtrn(topUp, { unit: 'pence', value: 8192 }, ofSupplier)).toThrow('from 0 to 8191, not 8192');
  });
});

const folder = new URL('../../../shared/vectors/', import.meta.url);
const isPresent = existsSync(new URL('rtds-gbcs.jsonl', folder));
const reason = isPresent ? '' : ' (skipped: the folder ../shared/vectors is absent)';

describe.skipIf(!isPresent)(`the UTRNs of the Reference Test Data Set${reason}`, () => {
  it('are right in every part, and are made again digit for digit', () => {
    const keys = gbcsKeysFromJson(JSON.parse(readFileSync(new URL('rtds-keys.json', folder), 'utf8')));
    const lines = readFileSync(new URL('rtds-gbcs.jsonl', folder), 'utf8').trim().split('\n');
    const found = lines
      .map((line) => JSON.parse(line) as { name: string; hex: string })
      .filter(({ name }) => /^CS01[ab]_.*_COMMAND$/.test(name))
      .map(({ hex }) => decodeMessage(fromHex(hex) ?? new Uint8Array(), keys).message)
      .flatMap(({ data, originator, recipient, originatorCounter }) => {
        if (data?.kind !== 'topUp' || data.unit === 'unknown') return [];
        const parties = {
          originator: fromHex(originator) ?? new Uint8Array(),
          target: fromHex(recipient) ?? new Uint8Array(),
        };
        const topUp = { ...parties, originatorCounter: BigInt(originatorCounter) };
        const { utrn, unit, value, verdict } = data;
        return [{ utrn, unit, value, verdict, again: makeUtrn(topUp, { unit, value }, keys) }];
      });
    const verdict = { checkDigit: 'valid', counter: 'valid', mac: 'valid' };
    expect(found).toEqual(
      [
        { utrn: '73948959061972833313', unit: 'pounds', value: 10 },
        { utrn: '73946144332040217315', unit: 'pounds', value: 10 },
        { utrn: '73950067887105178605', unit: 'pence', value: 1250 },
      ].map((top) => ({ ...top, verdict, again: top.utrn })),
    );
  });
});
