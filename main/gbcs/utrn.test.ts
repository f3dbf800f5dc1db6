import { describe, expect, it } from 'vitest';
import { isUtrnOfCounter, readUtrn } from './utrn.ts';

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
});
