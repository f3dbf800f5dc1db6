import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { dateTimeOctets, describeDateTime, isoFromDateTime, isoFromSeconds, secondsFromIso } from './times.ts';

const octetsOf = (hex: string) => fromHex(hex) ?? new Uint8Array();

describe('GBCS times', () => {
  it('counts seconds from the start of 2000', () => {
    expect([0, 473_299_200, 0xffff_ffff].map(isoFromSeconds)).toEqual([
      '2000-01-01T00:00:00Z',
      '2014-12-31T00:00:00Z',
      '2136-02-07T06:28:15Z',
    ]);
  });

  it('reads back every half hour of a leap day', () => {
    for (let index = 0; index <= 48; index += 1) {
      const seconds = 762_393_600 + index * 1800;
      expect(secondsFromIso(isoFromSeconds(seconds))).toBe(seconds);
    }
  });

  it.each(['1999-12-31T23:59:59Z', '2136-02-07T06:28:16Z', 'yesterday'])('has no count of seconds for %s', (time) => {
    expect(secondsFromIso(time)).toBeUndefined();
  });

  it('writes a date-time as the Reference Test Data Set does', () => {
    expect(toHex(dateTimeOctets('2014-12-31T09:05:07Z') ?? new Uint8Array())).toBe('07DE0C1FFF090507008000FF');
  });

  it.each([
    ['FFFFFFFFFFFFFFFFFF8000FF', 'never'],
    ['0000000000000000008000FF', 'immediately'],
    ['07DF0101FFFFFFFFFF8000FF', '2015-01-01'],
    ['FFFF0C19FF000000008000FF', '*-12-25T00:00:00Z'],
    ['07DF0101FF093000008000FF', '2015-01-01T09:48:00Z'],
  ])('describes %s as %s', (hex, text) => {
    expect(describeDateTime(octetsOf(hex))).toBe(text);
  });

  it('has no ISO time where a part is left open or out of range', () => {
    expect(
      ['FFFF0C19FF000000008000FF', '07DF0D01FF000000008000FF'].map((hex) => isoFromDateTime(octetsOf(hex))),
    ).toEqual([undefined, undefined]);
  });
});
