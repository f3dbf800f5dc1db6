import { describe, expect, it } from 'vitest';
import type { ServiceRequest, ServiceResponse } from '../duis/parse.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import { citations } from './citations.ts';
import type { Observation, ObservedResponse } from './observation.ts';
import { checks } from './registry.ts';

const start = Date.UTC(2026, 2, 3, 2);
const day = 86_400_000;
const delivery = (messageId: number, more: Partial<ObservedResponse>): ObservedResponse => ({
  messageId,
  receivedAtMs: start,
  httpStatus: null,
  signature: { verdict: 'valid', digest: '' },
  schemaFindings: [],
  duplicateOf: null,
  ...more,
});
const observation = (more: Partial<Observation>): Observation => ({
  sentAtMs: start,
  deliveries: [],
  expected: {},
  unknownRemoteParty: false,
  ...more,
});
const outcomeOf = (id: string, seen: Observation) => {
  const { outcome, cause } = checks[id]?.(seen) ?? { outcome: 'none' };
  return cause === undefined ? outcome : `${outcome}, ${cause}`;
};

describe('the checks', () => {
  it('each say what they rest on, and how that is known', () => {
    expect(Object.keys(citations).sort()).toEqual(Object.keys(checks).sort());
  });

  it('none pass where nothing arrived, and none throw', () => {
    const outcomes = Object.entries(checks).map(([id, check]) => [id, check(observation({})).outcome]);
    expect(outcomes.filter(([, outcome]) => outcome === 'pass')).toEqual([]);
  });
});

describe('the cadence of a schedule', () => {
  const spread = (...days: number[]) =>
    observation({ deliveries: days.map((count, index) => delivery(index + 1, { receivedAtMs: start + count * day })) });

  it.each([
    ['daily', [0, 1, 2.05], 'pass'],
    ['weekly', [0, 7, 14], 'pass'],
    ['monthly, by the calendar', [0, 28, 59], 'pass'],
    ['daily with a day left out', [0, 1, 3], 'fail, dsp'],
    ['of no frequency', [0, 2], 'fail, dsp'],
    ['of one response', [0], 'skipped'],
  ])('%s', (_, days, outcome) => {
    expect(outcomeOf('schedule-cadence-is-kept', spread(...days))).toBe(outcome);
  });

  it('is not broken by a response that is delivered twice', () => {
    const { deliveries } = spread(0, 1);
    const twice = [...deliveries, delivery(3, { receivedAtMs: start + day + 10, duplicateOf: 2 })];
    expect(outcomeOf('schedule-cadence-is-kept', observation({ deliveries: twice }))).toBe('pass');
  });
});

describe('the counters of a device', () => {
  const message = (originator: string, originatorCounter: string) =>
    ({ originator, originatorCounter }) as unknown as DecodedMessage;
  const of = (...messages: [string, string][]) =>
    observation({
      deliveries: messages.map(([who, counter], index) => delivery(index + 1, { gbcs: message(who, counter) })),
    });

  it('rise from message to message, each device for itself', () => {
    expect(outcomeOf('counters-rise', of(['a', '5'], ['b', '1'], ['a', '18446744073709551615']))).toBe('pass');
    expect(outcomeOf('counters-rise', of(['a', '5'], ['b', '1'], ['a', '5']))).toBe('fail, device');
    expect(outcomeOf('counters-rise', observation({ deliveries: [delivery(1, {})] }))).toBe('skipped');
  });
});

describe('the inventory', () => {
  const ask = (body: ServiceRequest['body'], answer: ServiceResponse['body']) =>
    observation({
      request: { body } as ServiceRequest,
      acknowledgement: delivery(1, { response: { body: answer } as ServiceResponse }),
    });
  const held = {
    ResponseMessage: {
      DSPInventory: { Device: [{ DeviceID: '00-DB-12-34-56-78-90-A0', MPxNs: { ImportMPxN: '2000000000013' } }] },
    },
  };

  it('names what was asked for, in whatever case', () => {
    const check = 'inventory-answers-what-was-asked';
    expect(outcomeOf(check, ask({ DeviceID: '00-db-12-34-56-78-90-a0' }, held))).toBe('pass');
    expect(outcomeOf(check, ask({ ImportMPxN: '2000000000013' }, held))).toBe('pass');
    expect(outcomeOf(check, ask({ ImportMPxN: '2000000000027' }, held))).toBe('fail, dsp');
    expect(outcomeOf(check, ask({ PropertyFilter: { PostCode: 'SO14 3AB' } }, held))).toBe('skipped');
  });
});

describe('the target response time', () => {
  const answered = (seconds: number, serviceReferenceVariant: string, kind = 'serviceResponse') =>
    observation({
      request: { serviceReferenceVariant } as ServiceRequest,
      deliveries: [
        delivery(1, { receivedAtMs: start + seconds * 1000, response: { kind } as unknown as ServiceResponse }),
      ],
    });

  it('is that of the service and generation; one that is missed is a warning, one that is not public is none', () => {
    const check = 'response-meets-target';
    expect(outcomeOf(check, answered(29, '4.1.1'))).toBe('pass');
    expect(outcomeOf(check, answered(17, '4.1.1', 'smets1'))).toBe('warning, device');
    expect(outcomeOf(check, answered(999, '11.2'))).toBe('skipped');
  });
});

describe('the instructions of a future-dated command', () => {
  const told = (number: number, code: '8F66' | '8F67', messageId = number) =>
    delivery(messageId, {
      response: {
        body: {
          ResponseMessage: {
            FutureDatedDeviceAlertMessage: {
              FutureDatedAlertCode: code,
              InstructionNumber: String(number),
              TotalCommandInstructions: '2',
            },
          },
        },
      } as unknown as ServiceResponse,
    });
  const id = 'instructions-are-carried-out';

  it('pass where each was carried out, in any order', () => {
    expect(outcomeOf(id, observation({ deliveries: [told(2, '8F66'), told(1, '8F66')] }))).toBe('pass');
  });

  it('fail where the device could not carry one out, or nothing was told of one', () => {
    expect(outcomeOf(id, observation({ deliveries: [told(1, '8F66'), told(2, '8F67')] }))).toBe('fail, device');
    expect(outcomeOf(id, observation({ deliveries: [told(1, '8F66')] }))).toBe('fail, transport');
  });
});
