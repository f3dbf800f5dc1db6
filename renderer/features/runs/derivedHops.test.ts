import { describe, expect, it } from 'vitest';
import type { MessageSummary } from '../../../shared/contract/shapes/messages.ts';
import type { Street } from '../../../shared/street.ts';
import { derivedHops } from './derivedHops.ts';

const esme = '00-DB-12-34-56-78-90-A0';
const user = '90-B3-D5-1F-30-01-00-09';
const requestId = `${user}:${esme}:7`;

const message = (id: number, given: Partial<MessageSummary>): MessageSummary => ({
  id,
  at: '2026-03-03T00:00:00.000Z',
  virtualAt: null,
  direction: 'received',
  service: 'sendCommand',
  peer: 'dcc',
  httpStatus: 200,
  kind: null,
  position: 0,
  serviceReferenceVariant: '4.8.1',
  requestId,
  responseId: null,
  responseCode: null,
  duplicateOf: null,
  standing: null,
  signatureVerdict: null,
  schemaVerdict: null,
  ...given,
});
const request = message(1, { kind: 'serviceRequest', direction: 'sent' });
const acknowledgement = message(2, { kind: 'acknowledgement', responseCode: 'I99' });
const response = (given: Partial<MessageSummary> = {}) =>
  message(3, { kind: 'serviceResponse', responseCode: 'I0', responseId: `${esme}:${user}:7`, ...given });

const street: Street = {
  homes: [
    {
      address: '1, SO14 3AB',
      uprn: '1',
      region: 'South',
      hasPower: true,
      hasCoverage: true,
      isDormant: false,
      devices: [{ deviceId: esme, deviceType: 'ESME', status: 'Commissioned', mpxns: [], condition: 'working' }],
    },
  ],
  regions: [{ region: 'South', homes: 1, roundTripMs: 3100, isOut: false }],
  queue: { due: 0, preCommands: 0, heldBack: 0 },
  schedules: [],
};

describe('what went on behind the DSP', () => {
  it('is the way to a device that answered, and back, by the CSP of its region', () => {
    const hop = { by: 'CSP South', deviceId: esme, deviceType: 'ESME' };
    expect([...derivedHops([request, acknowledgement, response()], street)]).toEqual([
      [3, { ...hop, direction: 'in' }],
      [1, { ...hop, direction: 'out' }],
    ]);
  });

  it('is not claimed where nothing came back, or the DSP itself says that it failed', () => {
    expect(derivedHops([request, acknowledgement], street).size).toBe(0);
    expect(derivedHops([request, acknowledgement, response({ responseCode: 'E20' })], street).size).toBe(0);
  });

  it('is by the S1SP where the answer is of a SMETS1 device, and by a CSP without a name where its region is unknown', () => {
    const by = (kind: string) => derivedHops([response({ kind })], null).get(3)?.by;
    expect([by('smets1'), by('serviceResponse')]).toEqual(['S1SP', 'CSP']);
  });
});
