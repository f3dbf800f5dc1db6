import { describe, expect, it } from 'vitest';
import { formatRequestId, parseCounter, parseRequestId, parseResponseId, responseIdFor } from './requestId.ts';

const text = '90-B3-D5-1F-30-01-00-00:00-DB-12-34-56-78-90-A0:18446744073709551615';

describe('requestId', () => {
  it('reads and writes the largest counter without loss', () => {
    const id = parseRequestId(text);
    expect(id).toEqual({
      businessOriginatorId: '90-B3-D5-1F-30-01-00-00',
      businessTargetId: '00-DB-12-34-56-78-90-A0',
      originatorCounter: '18446744073709551615',
    });
    expect(formatRequestId(id)).toBe(text);
  });

  it('answers a RequestID with the EUI-64s exchanged and the same counter', () => {
    const id = parseRequestId(text);
    expect(formatRequestId(responseIdFor(id))).toBe(
      '00-DB-12-34-56-78-90-A0:90-B3-D5-1F-30-01-00-00:18446744073709551615',
    );
    expect(parseResponseId(formatRequestId(responseIdFor(id))).businessOriginatorId).toBe('00-DB-12-34-56-78-90-A0');
  });

  it('refuses a counter past 2^64 - 1, a leading zero and an empty part', () => {
    for (const counter of ['18446744073709551616', '01', '-1', '', '1.0', '99999999999999999999']) {
      expect(() => parseCounter(counter)).toThrow('Originator Counter');
    }
    expect(() => parseRequestId('90-B3-D5-1F-30-01-00-00:00-07-81-D7-00-00-36-CE::1000')).toThrow('has 4 parts, not 3');
    expect(() => parseRequestId('90-B3:00-07-81-D7-00-00-36-CE:1')).toThrow('The originator "90-B3"');
  });
});
