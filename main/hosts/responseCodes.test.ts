import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import table from '../../fixtures/emulator/responseCodeCauses.json' with { type: 'json' };
import { listTemplates } from '../dccMaterial/templates.ts';
import { buildServiceRequest } from '../duis/build.ts';
import { responseCodeList } from '../duis/codes.ts';
import { parseServiceResponse } from '../duis/parse.ts';
import { chooseTemplate } from '../duis/template.ts';
import type { FaultRule } from '../emulator/faults/faultRule.ts';
import { signXml } from '../smki/xmlSignature.ts';
import type { EmulatorTrial, TrialRequest } from './emulatorTrial.ts';
import {
  anotherSupplier,
  broker,
  consumerDevice,
  display,
  gasMeter,
  hub,
  loadControl,
  meter,
  networkOperator,
  smets1Meter,
  startLab,
  supplier,
} from './testLab.ts';

const unknown = '00-DB-12-34-56-78-FF-FF';
const hourMs = 3_600_000;

let trial: EmulatorTrial;
beforeAll(async () => {
  trial = await startLab();
}, 30_000);
afterAll(() => trial.close());

type Code = keyof typeof table.causes;
/** Does what brings a code about; gives every code that came: of the synchronous answer, and of what was delivered. */
type Scenario = () => Promise<(string | undefined)[]>;

const set = (...pairs: readonly (readonly [path: string, value: string])[]): Pick<TrialRequest, 'set'> => ({
  set: pairs.map(([path, value]) => ({ path, value })),
});
/** One for all: what is sent by hand must not stand in the way of what follows. */
let counter = 9_000_000n;
const nextCounter = (): bigint => {
  counter += 1n;
  return counter;
};
async function send(
  variant: string,
  target: string,
  more: Partial<TrialRequest> = {},
): Promise<(string | undefined)[]> {
  const sent = await trial.carryOut({ variant, originator: supplier, target, counter: nextCounter(), ...more });
  expect(sent.problems).toEqual([]);
  return [sent.acknowledgement, sent.response?.responseCode];
}
const heard = async (ms: number): Promise<string[]> =>
  (await trial.pass(ms)).map(({ response }) => response.responseCode);
const order = (path: string, what: object) => trial.control('PUT', path, what);
const inMs = (ms: number): string => `${new Date(trial.emulator.clock.now() + ms).toISOString().slice(0, 19)}.00Z`;
const dayIn = (days: number): string => `${inMs(days * 24 * hourMs).slice(0, 10)}Z`;
const strike = (fault: FaultRule['fault']): void =>
  trial.emulator.faults.add({ when: {}, probability: 1, times: 1, fault });
const whileOut = async (act: Scenario) => {
  await order('/networks/North', { outage: true });
  const codes = await act();
  await order('/networks/North', { outage: false });
  return codes;
};
const whileIs = async (deviceId: string, status: string, act: Scenario) => {
  await order(`/devices/${deviceId}/status`, { status });
  const codes = await act();
  await order(`/devices/${deviceId}/status`, { status: 'Commissioned' });
  return codes;
};

/** A read as a sender in error would send it: to a web service, signed by somebody or nobody. */
async function sendRaw(
  service: string,
  { originator = supplier, signer = supplier, commandVariant = 1, signed = true } = {},
) {
  const template = chooseTemplate(listTemplates(), '4.8.3').xml;
  const parts = { originator, target: meter, counter: nextCounter(), schemaVersion: '5.1', commandVariant };
  const xml = buildServiceRequest({ template, ...parts });
  const answer = await fetch(`${trial.emulator.dccUrl}/api/v1/${service}`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml' },
    body: signed ? signXml(xml, trial.pki.signingCredential(signer)) : xml,
  });
  return [parseServiceResponse(await answer.text()).responseCode];
}

const later = (variant: Partial<TrialRequest> = {}) =>
  send('4.1.1', meter, {
    template: 'ECS17b_4.1.1_DSP_FUTURE_DATED_REQUEST_DUIS',
    ...set(['ExecutionDateTime', inMs(hourMs)]),
    ...variant,
  });
let first = '';
/** A request in a sequence whose first is future dated; then time passes. */
const behind = async (ms: number) => {
  const counterOfFirst = nextCounter();
  first = `${supplier}:${meter}:${counterOfFirst}`;
  await later({ counter: counterOfFirst, firstInSequence: true });
  return [...(await send('4.1.1', meter, { precedingServiceRequestId: first })), ...(await heard(ms))];
};
const scheduleFor = (deviceId: string, ...more: [string, string][]) =>
  send('5.1', broker, set(['DeviceID', deviceId], ['ScheduleStartDate', dayIn(1)], ...more));
const image = Buffer.from('an image').toString('base64');
const update = (variant: string, ...devices: string[]) =>
  send(
    variant,
    broker,
    set(['FirmwareImage', image], ['FirmwareVersion', '00000002'], ['DeviceIDList', devices.join(',')]),
  );
const coverage = async (has: boolean, act: Scenario) => {
  await order('/premises/100090000010', { coverage: has });
  const codes = await act();
  await order('/premises/100090000010', { coverage: true });
  return codes;
};
const changed = (fields: object, act: Scenario) => async () => {
  const home = trial.fleet.premises[0];
  const before = { ...home };
  Object.assign(home ?? {}, fields);
  const codes = await act();
  Object.assign(home ?? {}, before);
  return codes;
};

const scenarios: Record<Code, Scenario> = {
  I0: () => send('4.8.3', meter),
  I99: () => send('4.8.3', meter),
  E1: () => sendRaw('serviceS', { signer: networkOperator }),
  E2: () => send('4.1.4', meter, { originator: networkOperator }),
  E3: async () => {
    const organisation = trial.fleet.organisations.find(({ eui64 }) => eui64 === anotherSupplier);
    if (organisation) organisation.status = 'Suspended';
    const codes = await send('4.8.3', meter, { originator: anotherSupplier });
    if (organisation) organisation.status = 'Active';
    return codes;
  },
  E4: () => send('4.8.3', meter, { originator: anotherSupplier }),
  E5: () => whileIs(meter, 'Suspended', () => send('4.8.3', meter)),
  E11: () => send('4.17', hub),
  E12: () => sendRaw('serviceT', { commandVariant: 4 }),
  E13: () => sendRaw('serviceD'),
  E17: () => send('4.1.1', smets1Meter, { commandVariant: 2 }),
  E19: () => send('4.8.3', unknown),
  E20: () => whileOut(() => send('4.8.3', meter)),
  E21: async () => {
    await order(`/devices/${meter}/condition`, { condition: 'silent' });
    const codes = await send('4.8.3', meter);
    await order(`/devices/${meter}/condition`, { condition: 'working' });
    return codes;
  },
  E30: () => whileOut(async () => [...(await later()), ...(await heard(26 * hourMs))]),
  E31: async () => [...(await scheduleFor(gasMeter)), ...(await whileOut(() => heard(72 * hourMs)))],
  E40: () =>
    whileOut(async () => {
      await behind(26 * hourMs);
      return send('4.1.1', meter, { precedingServiceRequestId: first });
    }),
  E41: () => send('4.1.1', meter, { precedingServiceRequestId: `${supplier}:${meter}:1` }),
  E42: () => whileOut(() => behind(26 * hourMs)),
  E49: () => later(set(['ExecutionDateTime', inMs(-hourMs)])),
  E50: async () => {
    strike({ kind: 'alterPreCommand' });
    return send('7.3', meter);
  },
  E100: () => sendRaw('serviceS', { signed: false }),
  E1000: () => {
    strike({ kind: 'dualControl', answer: 'unavailable' });
    return send('7.2', smets1Meter);
  },
  E1001: () => {
    strike({ kind: 'dualControl', answer: 'disagrees' });
    return send('7.2', smets1Meter);
  },
  E1003: () => {
    strike({ kind: 'dualControl', answer: 'badSignature' });
    return send('7.2', smets1Meter);
  },
  E050101: () => scheduleFor(unknown),
  E050102: () => scheduleFor(meter, ['ScheduleStartDate', '2020-01-01Z']),
  E050201: () => send('5.2', broker, set(['DSPScheduleID', '999999'])),
  E050301: () => send('5.3', broker, set(['DSPScheduleID', '999999'])),
  E080201: () => send('8.2', broker, set(['DeviceID', unknown])),
  E080301: () => send('8.3', broker, set(['DeviceID', unknown])),
  E080302: async () => [
    ...(await send('8.3', broker, set(['DeviceID', consumerDevice]))),
    ...(await send('8.3', broker, set(['DeviceID', consumerDevice]))),
  ],
  E080405: () => send('8.4', broker, set(['DeviceID', unknown])),
  E080406: () => send('8.4', broker, set(['DeviceID', hub], ['UpdateDeviceStatusExceptCH', 'Pending'])),
  E080407: () => send('8.4', broker, set(['DeviceID', meter])),
  E080408: () => send('8.4', broker, set(['DeviceID', hub], ['UpdateMPxN.ImportMPxN', '2000000000013'])),
  E081301: () => send('8.13', broker, set(['DeviceGBCSResponse', Buffer.from('hello').toString('base64')])),
  E081303: async () => {
    const { response } = await trial.carryOut({
      variant: '4.8.3',
      originator: supplier,
      target: meter,
      counter: nextCounter(),
    });
    const [known, other] = [meter, unknown].map((eui64) => eui64.replaceAll('-', '').toLowerCase());
    const answer = Buffer.from(response?.gbcsPayload ?? '', 'base64').toString('hex');
    const stranger = Buffer.from(answer.replaceAll(known ?? '', other ?? ''), 'hex').toString('base64');
    return send('8.13', broker, set(['DeviceGBCSResponse', stranger]));
  },
  E081401: () => send('8.14.2', broker, set(['DeviceID', unknown])),
  E081402: () => send('8.14.2', broker, set(['DeviceID', meter])),
  E081405: () => coverage(false, () => send('8.14.1', broker, set(['DeviceID', hub]))),
  W081401: changed({ coverage: 'Low' }, () => send('8.14.1', broker, set(['DeviceID', hub]))),
  E110101: () => update('11.1', unknown),
  W110101: () => update('11.1', meter, unknown),
  E110401: () => update('11.4', unknown),
  W110401: () => update('11.4', display, loadControl),
  E120101: () => send('12.1', broker, set(['UPRN', '1'])),
  E120201: () => send('12.2', broker, set(['DeviceID', meter])),
};

describe('a Response Code', () => {
  it('in the table of causes is one of the XSD', () => {
    expect(Object.keys(table.causes).filter((code) => !responseCodeList.includes(code))).toEqual([]);
  });

  it.each(Object.entries(scenarios))('follows on its cause: %s', async (code, provoke) => {
    expect(await provoke()).toContain(code);
  });
});
