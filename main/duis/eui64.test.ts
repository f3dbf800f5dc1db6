import { describe, expect, it } from 'vitest';
import { eui64ToBytes, eui64ToHex, formatEui64, isEui64, parseEui64 } from './eui64.ts';

describe('eui64', () => {
  it('reads every usual form into the form of DUIS', () => {
    for (const text of [
      '00-db-12-34-56-78-90-a0',
      '00DB1234567890A0',
      '00:DB:12:34:56:78:90:A0',
      ' 00-DB-12-34-56-78-90-A0 ',
    ]) {
      expect(parseEui64(text)).toBe('00-DB-12-34-56-78-90-A0');
    }
  });

  it('keeps octets and text in step', () => {
    const octets = eui64ToBytes('90-B3-D5-1F-30-01-00-00');
    expect(formatEui64(octets)).toBe('90-B3-D5-1F-30-01-00-00');
    expect(eui64ToHex('90-B3-D5-1F-30-01-00-00')).toBe('90B3D51F30010000');
  });

  it('refuses anything else and shows the form it wants', () => {
    expect(() => parseEui64('00-DB-12', 'Originator')).toThrow(
      'Originator "00-DB-12" is not an EUI-64: write eight hex octets joined by hyphens, such as 00-DB-12-34-56-78-90-A0.',
    );
    expect(isEui64('00DB1234567890A0')).toBe(false);
    expect(() => formatEui64(new Uint8Array(7))).toThrow('8 octets');
  });
});
