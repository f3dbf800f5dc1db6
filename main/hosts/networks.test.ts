import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceResponse } from '../duis/parse.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import type { EmulatorTrial, TrialOutcome } from './emulatorTrial.ts';
import { broker, gasMeter, meter, networkOperator, smets1Meter, startLab, supplier, uprn } from './testLab.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let trial: EmulatorTrial;
beforeAll(async () => {
  trial = await startLab();
}, 30_000);
afterAll(() => trial.close());

const order = (path: string, what: object): Promise<{ status: number }> => trial.control('PUT', path, what);
const read = (target: string): Promise<TrialOutcome> =>
  trial.carryOut({ variant: '4.1.1', originator: supplier, target });
const readGas = (): Promise<TrialOutcome> =>
  trial.carryOut({ variant: '4.1.1', originator: supplier, target: gasMeter });

/** What came of a request: its two codes, then what was alerted, then what was wrong with any of it. */
const came = ({ acknowledgement, response, alerts, problems }: TrialOutcome): (string | undefined)[] => [
  acknowledgement,
  response?.responseCode,
  ...alerts.map(({ alertCode }) => alertCode),
  ...problems,
];
const inMs = (ms: number): string => `${new Date(trial.emulator.clock.now() + ms).toISOString().slice(0, 19)}.00Z`;
const said = ({ kind, responseCode, alertCode }: ServiceResponse): string => `${kind} ${alertCode ?? responseCode}`;
const heard = async (ms: number): Promise<string[]> =>
  (await trial.pass(ms)).flatMap(({ response, problems }) => [said(response), ...problems]);

describe('a command', () => {
  it('is not delivered where the region has an outage, where there is no coverage or no power: E20 and N12', async () => {
    const outcomes: unknown[] = [];
    for (const [path, bad, good] of [
      ['/networks/North', { outage: true }, { outage: false }],
      [`/premises/${uprn}`, { coverage: false }, { coverage: true }],
      [`/premises/${uprn}`, { power: false }, { power: true }],
    ] as const) {
      await order(path, bad);
      outcomes.push(came(await read(meter)));
      await order(path, good);
      await trial.pass(minuteMs);
    }
    expect(outcomes).toEqual(Array.from({ length: 3 }, () => ['I99', 'E20', 'N12']));
    expect(came(await read(meter))).toEqual(['I99', 'I0']);
  });

  it('is answered in another region while one has an outage', async () => {
    await order('/networks/Central', { outage: true });
    expect(came(await read(meter))).toEqual(['I99', 'I0']);
    await order('/networks/Central', { outage: false });
  });

  it('goes unanswered where the device keeps silent: E21 and N13', async () => {
    await order(`/devices/${meter}/condition`, { condition: 'silent' });
    expect(came(await read(meter))).toEqual(['I99', 'E21', 'N13']);
    await order(`/devices/${meter}/condition`, { condition: 'working' });
  });

  it('does not reach a meter that its hub has lost: E20, and an alert of its own for an ESME', async () => {
    for (const device of [meter, gasMeter]) await order(`/devices/${device}/condition`, { condition: 'offHan' });
    expect([came(await read(meter)), came(await readGas())]).toEqual([
      ['I99', 'E20', 'N53'],
      ['I99', 'E20', 'N12'],
    ]);
    for (const device of [meter, gasMeter]) await order(`/devices/${device}/condition`, { condition: 'working' });
  });

  it('has its answer lost where the outage begins before it is back: E21 and N13', async () => {
    const { clock } = trial.emulator;
    clock.at(clock.now() + 2000, async () => void (await order('/networks/North', { outage: true })));
    expect(came(await read(meter))).toEqual(['I99', 'E21', 'N13']);
    await order('/networks/North', { outage: false });
  });

  it('meets whatever a fault rule makes of the network', async () => {
    for (const [failure, codes] of [
      ['noCoverage', ['I99', 'E20', 'N12']],
      ['deviceSilent', ['I99', 'E21', 'N13']],
    ] as const) {
      trial.emulator.faults.add({ when: {}, probability: 1, times: 1, fault: { kind: 'csp', failure } });
      expect(came(await read(meter))).toEqual(codes);
    }
  });

  it('does not reach a SMETS1 meter without power, which its S1SP says', async () => {
    await order('/premises/100090000012', { power: false });
    expect(came(await read(smets1Meter))).toEqual(['I99', 'E20', 'N55']);
    await order('/premises/100090000012', { power: true });
  });
});

const dated = (executionDateTime: string): Promise<TrialOutcome> =>
  trial.carryOut({
    variant: '4.1.1',
    originator: supplier,
    target: meter,
    template: 'ECS17b_4.1.1_DSP_FUTURE_DATED_REQUEST_DUIS',
    set: [{ path: 'ExecutionDateTime', value: executionDateTime }],
  });

describe('what cannot get through at its time', () => {
  it('is tried again when the network is back, where it was future dated', async () => {
    await dated(inMs(hourMs));
    await order('/networks/North', { outage: true });
    expect(await heard(3 * hourMs)).toEqual([]);
    await order('/networks/North', { outage: false });
    expect(await heard(minuteMs)).toEqual(['serviceResponse I0']);
  });

  it('times out after a day where it was future dated: E30 and an alert', async () => {
    await dated(inMs(hourMs));
    await order('/networks/North', { outage: true });
    expect(await heard(26 * hourMs)).toEqual(['serviceResponse E30', 'dccAlert N10']);
    await order('/networks/North', { outage: false });
    expect(await heard(hourMs)).toEqual([]);
  });

  it('is tried again where a schedule asked for it, and given up after a day: E31 and N11; silence is N14', async () => {
    const day = new Date(trial.emulator.clock.now() + 24 * hourMs).toISOString().slice(0, 10);
    await trial.carryOut({
      variant: '5.1',
      originator: supplier,
      target: broker,
      set: [
        { path: 'DeviceID', value: meter },
        { path: 'ScheduleFrequency', value: 'Daily' },
        { path: 'ScheduleStartDate', value: `${day}Z` },
        { path: 'ScheduleEndDate', value: '2027-04-01Z' },
        { path: 'ScheduleExecutionStartTime', value: '02:00:00Z' },
      ],
    });
    await trial.emulator.clock.advanceTo(Date.parse(`${day}T01:00:00Z`));
    await order('/networks/North', { outage: true });
    expect(await heard(3 * hourMs)).toEqual([]);
    await order('/networks/North', { outage: false });
    expect(await heard(minuteMs)).toEqual(['dspScheduled I0']);
    await order('/networks/North', { outage: true });
    const given = await heard(48 * hourMs);
    expect(given).toEqual(['serviceResponse E31', 'dccAlert N11']);
    await order('/networks/North', { outage: false });
    await trial.pass(hourMs);
    await order(`/devices/${meter}/condition`, { condition: 'silent' });
    expect(await heard(24 * hourMs)).toEqual(['dccAlert N14']);
    await order(`/devices/${meter}/condition`, { condition: 'working' });
  });

  it('waits in the device where it is the outcome of a command that it held', async () => {
    await trial.carryOut({
      variant: '1.2.2',
      originator: supplier,
      target: '00-DB-12-34-56-78-90-B0',
      template: 'ECS01d_1.2.2_FUTURE_DATED_SUCCESS_REQUEST_DUIS',
      set: [{ path: 'ExecutionDateTime', value: inMs(hourMs) }],
    });
    await order('/networks/North', { outage: true });
    expect(await heard(2 * hourMs)).toEqual([]);
    await order('/networks/North', { outage: false });
    expect(await heard(minuteMs)).toEqual(['futureDatedDeviceAlert 8F66']);
  });
});

describe('the supply of a home', () => {
  const told = async (ms: number) =>
    (await trial.pass(ms)).map(({ response, problems }) => {
      const decoded = decodeMessage(Buffer.from(response.gbcsPayload ?? '', 'base64'), trial.pki.gbcsKeys);
      const device = response.gbcsPayload === undefined ? [] : [decoded.ok ? decoded.message.signature : 'unreadable'];
      return [response.alertCode, response.responseId?.businessTargetId, ...device, ...problems];
    });

  it('is told of by its hub when it failed for three minutes, and by its meters when it is back', async () => {
    await order('/premises/100090000010', { power: false });
    const meters = 3;
    const cut = await told(4 * minuteMs);
    // Two of the meters have no distributor in the registrations of the laboratory.
    expect(new Set(cut.map((one) => one.join(' ')))).toEqual(new Set([`AD1 ${supplier}`, `AD1 ${networkOperator}`]));
    expect(cut.filter(([, to]) => to === supplier)).toHaveLength(meters);
    await order('/premises/100090000010', { power: true });
    const back = await told(minuteMs);
    expect(new Set(back.map((one) => one.join(' ')))).toEqual(
      new Set([`8F36 ${supplier} valid`, `8F36 ${networkOperator} valid`]),
    );
  });

  it('that was away for a minute is told of by the meters alone, with another code', async () => {
    await order('/premises/100090000010', { power: false });
    expect(await told(minuteMs)).toEqual([]);
    await order('/premises/100090000010', { power: true });
    expect(new Set((await told(10 * minuteMs)).map(([code]) => code))).toEqual(new Set(['8F35']));
  });
});

it('a supply that failed for three hours leaves a gap of as many half-hours in the log of the meter', async () => {
  const nextHour = Math.ceil(trial.emulator.clock.now() / hourMs) * hourMs;
  await trial.pass(nextHour - trial.emulator.clock.now());
  await order(`/premises/${uprn}`, { power: false });
  await trial.pass(3 * hourMs);
  await order(`/premises/${uprn}`, { power: true });
  await trial.pass(2 * hourMs);
  const at = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
  const { message, problems } = await trial.carryOut({
    variant: '4.8.1',
    originator: supplier,
    target: meter,
    // The DSP has read the meter by a schedule of this Supplier, under a counter above those of the tests.
    counter: BigInt(trial.emulator.clock.now()) << 16n,
    set: [
      { path: 'ReadLogPeriod.StartDateTime', value: at(nextHour) },
      { path: 'ReadLogPeriod.EndDateTime', value: at(nextHour + 5 * hourMs) },
    ],
  });
  const entries = message?.data?.kind === 'profile' ? message.data.entries.map(({ time }) => time) : [];
  const logged = [0, 7, 8, 9, 10].map((halfHours) => at(nextHour + (halfHours * hourMs) / 2));
  expect([entries, problems]).toEqual([logged, []]);
});

it('an event that a device is told to notice reaches the responsible Supplier as its alert', async () => {
  await trial.pass(0);
  const { status } = await trial.control('POST', `/devices/${gasMeter}/events`, { alertCode: '8F3F' });
  expect([status, await heard(minuteMs)]).toEqual([202, ['deviceAlert 8F3F']]);
});

it('an order that makes no sense is refused with what is wrong', async () => {
  const statuses = [
    await order('/networks/Atlantis', { outage: true }),
    await order('/networks/North', { outage: 'yes' }),
    await order('/premises/1', { power: false }),
    await order(`/premises/${uprn}`, {}),
    await order('/devices/00-00-00-00-00-00-00-00/condition', { condition: 'silent' }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([404, 400, 404, 400, 404]);
});
