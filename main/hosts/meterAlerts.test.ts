import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import table from '../../fixtures/emulator/deviceAlertCauses.json' with { type: 'json' };
import type { ServiceResponse } from '../duis/parse.ts';
import type { Setting } from '../duis/setPath.ts';
import { alertName } from '../gbcs/alertCodes.ts';
import { parseEui64 } from '../gbcs/bytes.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import { makeUtrn } from '../gbcs/utrnMac.ts';
import { type EmulatorTrial, startEmulatorTrial, type TrialOutcome, type TrialRequest } from './emulatorTrial.ts';
import { fixture } from './paths.ts';

const supplier = '90-B3-D5-1F-30-01-00-00';
const broker = '90-B3-D5-1F-30-00-00-02';
const meters = { electricity: '00-DB-12-34-56-78-90-A0', gas: '00-DB-12-34-56-78-90-A1' } as const;
const hourMs = 3_600_000;
const pound = 100_000;

let trial: EmulatorTrial;
beforeAll(async () => {
  trial = await startEmulatorTrial(fixture('fleets/test-lab.yaml'), { startMs: Date.UTC(2026, 0, 13, 10) });
}, 30_000);
afterAll(() => trial.close());

const settings = (values: Readonly<Record<string, string>>): { set: Setting[] } => ({
  set: Object.entries(values).map(([path, value]) => ({ path, value })),
});
const ask = (variant: string, target: string, rest: Partial<TrialRequest> = {}): Promise<TrialOutcome> =>
  trial.carryOut({ variant, originator: supplier, target, ...rest });

let topUps = 20n;
function topUp(target: string, pounds: number): Promise<TrialOutcome> {
  topUps += 1n;
  const counter = topUps << 32n;
  const [from, to] = [parseEui64(supplier), parseEui64(target)];
  if (from === undefined || to === undefined) throw new Error('not an EUI-64');
  const parts = { originator: from, target: to, originatorCounter: counter };
  const utrn = makeUtrn(parts, { unit: 'pounds', value: pounds }, trial.pki.keysOf(supplier));
  return ask('2.2', target, { counter, ...settings({ UTRN: utrn }) });
}

const supplyOf = async (target: string): Promise<string> => {
  const { message } = await ask('7.4', target);
  return message?.data?.kind === 'supplyState' ? message.data.state : 'unknown';
};
const balanceOf = async (target: string): Promise<number> => {
  const { message } = await ask('4.18', target);
  const balances = message?.data?.kind === 'prepayment' ? message.data.balances : {};
  return Number(balances.meterBalance ?? balances.creditRemaining);
};

/** A Device Alert as its code, and whether its protection holds. */
function told({ alertCode, gbcsPayload }: ServiceResponse): string {
  if (gbcsPayload === undefined) return `${alertCode} of the DSP`;
  const decoded = decodeMessage(Buffer.from(gbcsPayload, 'base64'), trial.pki.gbcsKeys);
  const { mac = '', signature = '' } = decoded.ok ? decoded.message : {};
  return `${alertCode} ${signature === 'valid' || mac === 'valid' ? 'sound' : 'not sound'}`;
}

/** What came with a request, within some seconds: alerts, and what was wrong with any of it. */
const cameWith = ({ alerts, problems }: TrialOutcome): string[] => [...alerts.map(told), ...problems];
/** What came to the Supplier from a meter in some time; the others go on living meanwhile. */
const cameIn = async (ms: number, target: string): Promise<string[]> =>
  (await trial.pass(ms))
    .filter(({ response }) => response.responseId?.businessOriginatorId === target)
    .flatMap(({ response, problems }) => [told(response), ...problems]);

describe.each(Object.entries(meters))('prepayment of %s', (name, target) => {
  it('ends the supply when the credit is spent, and gives it back once it is topped up', async () => {
    const template = `${name === 'gas' ? 'GCS03_1.6_IMMEDIATE' : 'ECS03_1.6_IMMEDIATE_SINGLE'}_SUCCESS_REQUEST_DUIS`;
    await topUp(target, 30);
    const mode = { template, ...settings({ 'Prepayment.DisablementThreshold': '0' }) };
    expect(cameWith(await ask('1.6', target, mode))).toEqual([]);
    expect(await supplyOf(target)).toBe('enabled');

    expect(await cameIn(60 * 24 * hourMs, target)).toEqual(['810D sound', '8F0F sound']);
    expect(await supplyOf(target)).toBe('disabled');
    const balance = await balanceOf(target);
    expect(balance).toBeLessThan(0);
    expect(cameWith(await topUp(target, Math.ceil(-balance / pound) + 50))).toEqual(['8F32 sound']);
    expect(await supplyOf(target)).toBe('armed');
    expect(await cameIn(hourMs, target)).toEqual([]);
    expect(await supplyOf(target)).toBe('enabled');
  });
});

describe('a meter', () => {
  it('tells its Supplier of a top up that is not authentic', async () => {
    const utrn = '12345678901234567890';
    const wrong = ask('2.2', meters.electricity, { counter: 900n << 32n, ...settings({ UTRN: utrn }) });
    expect(cameWith(await wrong)).toEqual(['8F63 sound']);
  });

  it('tells its Supplier that the supply was armed', async () => {
    await ask('7.2', meters.electricity);
    expect(cameWith(await ask('7.3', meters.electricity))).toEqual(['8F32 sound']);
  });

  it('tells its Supplier of a command under a counter that it has seen already', async () => {
    const from = `${new Date(trial.emulator.clock.now()).toISOString().slice(0, 10)}Z`;
    const schedule = { DeviceID: meters.electricity, ScheduleStartDate: from, ScheduleEndDate: '2027-01-01Z' };
    await ask('5.1', broker, settings(schedule));
    // The DSP reads for the Supplier under counters of its own, which are above those of these tests.
    await trial.pass(48 * hourMs);
    const late = await ask('4.1.1', meters.electricity);
    expect([late.response?.responseCode, ...cameWith(late)]).toEqual(['E21', 'N13 of the DSP', '8F53 sound']);
  });
});

it('the table of what meters tell of names alerts of GBCS', () => {
  const codes = [...Object.keys(table.noticed), ...Object.values(table.afterService)];
  expect(codes.filter((code) => alertName(Number.parseInt(code, 16)) === undefined)).toEqual([]);
});
