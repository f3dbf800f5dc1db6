import { describe, expect, it } from 'vitest';
import { nothingArrivedMessage } from './finding.ts';
import { groupFindings } from './groupFindings.ts';

const finding = (check: string, message = check) => ({ check, message });
const grouped = (...findings: { check: string; message: string }[]) =>
  groupFindings(findings).map((group) => [group.finding.check, ...group.follows.map(({ check }) => check)]);

describe('findings of one step', () => {
  it('are grouped under the Response Code that explains them', () => {
    expect(
      grouped(
        finding('payload-is-decoded'),
        finding('response-code'),
        finding('mac-is-valid'),
        finding('half-hours-are-complete'),
        finding('value'),
      ),
    ).toEqual([['response-code', 'payload-is-decoded', 'mac-is-valid', 'half-hours-are-complete', 'value']]);
  });

  it('keep a bad signature apart: a Response Code does not explain it', () => {
    expect(grouped(finding('response-code'), finding('response-is-signed'), finding('value'))).toEqual([
      ['response-code', 'value'],
      ['response-is-signed'],
    ]);
  });

  it('are one where the request was refused at once', () => {
    expect(grouped(finding('acknowledgement-code'), finding('response-code'), finding('response-is-signed'))).toEqual([
      ['acknowledgement-code', 'response-code', 'response-is-signed'],
    ]);
  });

  it('are one where nothing arrived that they could be about', () => {
    expect(
      grouped(
        finding('response-code', nothingArrivedMessage('Service Response')),
        finding('response-is-in-time', nothingArrivedMessage('Service Response')),
        finding('counters-rise', nothingArrivedMessage('message')),
      ),
    ).toEqual([['response-code', 'response-is-in-time', 'counters-rise']]);
  });

  it('stand for themselves where none explains another', () => {
    expect(grouped(finding('counters-rise'), finding('response-is-in-time'))).toEqual([
      ['counters-rise'],
      ['response-is-in-time'],
    ]);
  });
});
