import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Setting } from '../duis/setPath.ts';
import { recordConsumption } from '../emulator/devices/consumption.ts';
import { makeHabits } from '../emulator/devices/habits.ts';
import { makeInterruptions } from '../emulator/devices/interruptions.ts';
import type { FaultRule } from '../emulator/faults/faultRule.ts';
import { formatUtrn, utrnHead } from '../gbcs/utrn.ts';
import { generateTestPki } from '../smki/testPki.ts';
import { type EmulatorTrial, startEmulatorTrial, type TrialOutcome, type TrialRequest } from './emulatorTrial.ts';
import { fixture } from './paths.ts';

const supplier = '90-B3-D5-1F-30-01-00-00';
const retriever = '90-B3-D5-1F-30-01-00-09';
const broker = '90-B3-D5-1F-30-00-00-02';
const meter = '00-DB-12-34-56-78-92-A0';
const gasMeter = '00-DB-12-34-56-78-92-A1';
const meterOfOtherGeneration = '00-DB-12-34-56-78-90-A0';
const startMs = Date.UTC(2026, 2, 3, 10);

let trial: EmulatorTrial;
beforeAll(async () => {
  trial = await startEmulatorTrial(fixture('fleets/test-lab.yaml'), { startMs });
}, 30_000);
afterAll(() => trial.close());

const ask = (variant: string, target: string, rest: Partial<TrialRequest> = {}): Promise<TrialOutcome> =>
  trial.carryOut({ variant, originator: supplier, target, ...rest });

const settings = (values: Readonly<Record<string, string>>): { set: Setting[] } => ({
  set: Object.entries(values).map(([path, value]) => ({ path, value })),
});

/** Acknowledgement, Response Code, whether the device did it, and whatever was wrong with a message. */
const outcomeOf = ({ acknowledgement, response, smets1, problems }: TrialOutcome): unknown[] => [
  acknowledgement,
  response?.responseCode,
  smets1?.kind === 'response' && smets1.isSuccess,
  ...problems,
];
const done = ['I99', 'I0', true];

/** What the S1SP told, as text. */
const said = async (answer: Promise<TrialOutcome>): Promise<string> => {
  const { smets1 } = await answer;
  return smets1?.kind === 'response' ? JSON.stringify(smets1.tree) : '';
};
const dataOf = async (answer: Promise<TrialOutcome>) => {
  const { smets1 } = await answer;
  return smets1?.kind === 'response' ? smets1.data : undefined;
};
const alertCodes = ({ alerts }: TrialOutcome): (string | undefined)[] => alerts.map(({ alertCode }) => alertCode);

const strike = (fault: FaultRule['fault'], when: FaultRule['when'] = {}): void =>
  trial.emulator.faults.add({ when, probability: 1, times: 1, fault });

describe('what a SMETS1 meter measures', () => {
  it('is read as typed data: registers and half-hours are those of its home', async () => {
    const home = { baseLoad: 180, morningPeak: 1400, eveningPeak: 2200, solarPeak: 2400 };
    // Each home has twenty seeds: this one is the third, and the meter its second device.
    const homeSeed = 1000 + 2 * 20;
    const consumption = recordConsumption(
      { seed: homeSeed + 1, habits: makeHabits(1, homeSeed), ...home },
      Date.parse('2022-09-20'),
      makeInterruptions(),
    );
    const imported = await dataOf(ask('4.1.1', meter));
    const totals = consumption.totalsAt(trial.emulator.clock.now());
    expect(imported?.kind === 'registers' && imported.registers).toEqual([
      { name: 'activeImport', value: totals.activeImport, scaler: 0, unit: 'Wh' },
      { name: 'reactiveImport', value: totals.reactiveImport, scaler: 0, unit: 'varh' },
    ]);
    const period = settings({
      'ReadLogPeriod.StartDateTime': '2026-03-02T00:30:00Z',
      'ReadLogPeriod.EndDateTime': '2026-03-03T00:00:00Z',
    });
    const day = await dataOf(ask('4.8.1', meter, period));
    const wanted = consumption.halfHours(Date.UTC(2026, 2, 2, 0, 30), Date.UTC(2026, 2, 3), startMs);
    expect(day?.kind === 'profile' && day.entries).toEqual(
      wanted.map(({ time, activeImport }) => ({
        time: new Date(time).toISOString().replace('.000Z', 'Z'),
        activeImport,
      })),
    );
  });

  it('is for a Meter Data Retriever to read at once, which SMETS2+ meters refuse it', async () => {
    const asRetriever = { originator: retriever };
    const codes: unknown[] = [];
    for (const variant of ['4.1.1', '4.2']) {
      codes.push(outcomeOf(await ask(variant, meter, asRetriever)));
      codes.push((await ask(variant, meterOfOtherGeneration, asRetriever)).acknowledgement);
    }
    expect(codes).toEqual([done, 'E2', done, 'E2']);
  });

  it('comes on a DSP schedule too, with the schedule’s id beside the S1SP’s words', async () => {
    const made = await ask('5.1', broker, {
      originator: retriever,
      ...settings({
        DeviceID: meter,
        ScheduleStartDate: '2026-03-04Z',
        ScheduleEndDate: '2026-03-04Z',
        ScheduleFrequency: 'Daily',
      }),
    });
    const id = /"DSPScheduleID":"(\d+)"/.exec(JSON.stringify(made.answer?.body))?.[1];
    const delivered = await trial.pass(24 * 3_600_000);
    const scheduled = delivered.filter(({ response }) => response.dspScheduleId === id);
    expect(scheduled.map(({ response, problems }) => [response.kind, problems])).toEqual([['smets1', []]]);
  });
});

describe('a command to a SMETS1 meter', () => {
  it('changes what a later read returns: the tariff', async () => {
    const tariff = {
      template: 'ECS01a_1.1.1_IMMEDIATE_TOU_SUCCESS_REQUEST_DUIS',
      ...settings({ 'PriceElements.ElectricityPriceElements.StandingCharge': '4711' }),
    };
    expect(await said(ask('4.11.1', meter))).not.toContain('4711');
    expect(outcomeOf(await ask('1.1.1', meter, tariff))).toEqual(done);
    expect(await said(ask('4.11.1', meter))).toContain('4711');
  });

  it('changes the supply, and the Supplier hears by a Device Alert that it was armed', async () => {
    const states: (string | undefined)[] = [];
    const alerts: unknown[] = [];
    for (const variant of ['7.2', '7.3', '7.1']) {
      const outcome = await ask(variant, meter);
      expect(outcomeOf(outcome)).toEqual(done);
      alerts.push(...alertCodes(outcome));
      states.push(/"SupplyState":"?(\w+)/.exec(await said(ask('7.4', meter)))?.[1]);
    }
    expect(new Set(states).size).toBe(3);
    expect(alerts).toEqual(['8F32']);
  });

  it('changes payment mode and balance: a top up counts once, and each that is refused is alerted', async () => {
    const balance = async (): Promise<number> =>
      Number(/MeterBalancePrepaymentMode":"(-?\d+)"/.exec(await said(ask('4.18', gasMeter)))?.[1]);
    expect(outcomeOf(await ask('1.6', gasMeter, { template: 'GCS03_1.6_IMMEDIATE_SUCCESS_REQUEST_DUIS' }))).toEqual(
      done,
    );
    const right = formatUtrn(utrnHead({ counter: 7, valueClass: 1, value: 20 }), 0x1234_5678);
    const wrong = `${right.slice(0, 19)}${(Number(right.at(-1)) + 1) % 10}`;
    const topUp = (counter: bigint, utrn: string) => ask('2.2', gasMeter, { counter, ...settings({ UTRN: utrn }) });
    const before = await balance();
    expect(outcomeOf(await topUp(7n << 32n, right))).toEqual(done);
    const after = await balance();
    const twentyPounds = 2_000_000;
    expect(after).toBe(before + twentyPounds);
    const alerts = [await topUp(8n << 32n, right), await topUp(9n << 32n, wrong)].map(alertCodes);
    expect([await balance(), alerts]).toEqual([after, [['8F51'], ['8F63']]]);
  });

  it('changes the credentials that its S1SP holds', async () => {
    const { organisations } = await generateTestPki({
      organisations: [{ eui64: supplier, remotePartyRole: 2 }],
      devices: [],
      dsp: broker,
      notBefore: new Date(Date.UTC(2020, 0, 1)),
    });
    const der = (usage: 'digitalSignature' | 'keyAgreement'): string =>
      Buffer.from(organisations[0]?.[usage].certificate.der ?? []).toString('base64');
    const cells = 'ReplacementCertificates.SupplierOrNetworkOperatorCertificates';
    const replaced = await ask('6.15.1', gasMeter, {
      template: 'CS02bSupplierBySupplier_6.15.1_IMMEDIATE_SUCCESS_REQUEST_DUIS',
      ...settings({
        [`${cells}.DigitalSigningCertificate`]: der('digitalSignature'),
        [`${cells}.KeyAgreementCertificate`]: der('keyAgreement'),
        [`${cells}.KeyAgreementTopUpCertificate`]: der('keyAgreement'),
      }),
    });
    expect(outcomeOf(replaced)).toEqual(done);
    const identifier = organisations[0]?.digitalSignature.certificate.subjectKeyIdentifier ?? '';
    const held = Buffer.from(identifier, 'hex').toString('base64');
    expect(await said(ask('6.24.1', gasMeter))).toContain(`"ExistingCertificateHash":"${held}"`);
    // What the old key signed is refused: the S1SP holds another credential now.
    const refused = await ask('7.2', gasMeter);
    expect([refused.acknowledgement, refused.response?.responseCode, alertCodes(refused)]).toEqual([
      'I99',
      'E21',
      ['N55', '8F3D'],
    ]);
  });
});

const provider = ({ alerts }: TrialOutcome): string[] =>
  alerts.map(({ alertCode, body }) => `${alertCode} ${/"S1SPAlertCode":"([^"]+)"/.exec(JSON.stringify(body))?.[1]}`);

describe('dual control', () => {
  it.each([
    ['unavailable', 'E1000', 'N55 DCO-UNAVAILABLE'],
    ['disagrees', 'E1001', 'N55 DCO-DISAGREES'],
    ['badSignature', 'E1003', 'N55 DCO-SIGNATURE'],
  ] as const)('that is %s leaves the meter as it was, and says so twice', async (answer, code, alert) => {
    const before = await said(ask('7.4', meter));
    strike({ kind: 'dualControl', answer });
    const refused = await ask('7.2', meter);
    expect([refused.response?.responseCode, provider(refused), refused.problems]).toEqual([code, [alert], []]);
    expect(await said(ask('7.4', meter))).toBe(before);
  });

  it('objects by itself where the Supplier lost the meter while its command was under way', async () => {
    const mine = trial.fleet.registrations.find(({ mpxn, role }) => mpxn === '2000000000060' && role === 'IS');
    if (mine === undefined) throw new Error('nobody supplies the meter');
    const midnight = Date.UTC(2026, 2, 6);
    await trial.pass(midnight - 1000 - trial.emulator.clock.now());
    mine.to = '2026-03-06';
    const refused = await ask('7.2', meter);
    expect([refused.acknowledgement, refused.response?.responseCode, provider(refused)]).toEqual([
      'I99',
      'E1001',
      ['N55 DCO-DISAGREES'],
    ]);
    expect((await ask('7.2', meter)).acknowledgement).toBe('E4');
    delete mine.to;
    expect(outcomeOf(await ask('7.4', meter))).toEqual(done);
  });

  it('is asked for nothing that is not critical', async () => {
    strike({ kind: 'dualControl', answer: 'unavailable' }, { target: meter });
    expect(outcomeOf(await ask('4.1.1', meter))).toEqual(done);
    trial.emulator.faults.clear();
  });
});

describe('a schedule', () => {
  it('of what SMETS1 meters do not have is refused', async () => {
    const made = await ask('5.1', broker, {
      template: undefined,
      ...settings({
        DeviceID: meter,
        ScheduleStartDate: '2026-05-01Z',
        DSPScheduledServiceReference: '4.12',
        DSPScheduledServiceReferenceVariant: '4.12.1',
      }),
    });
    expect(made.acknowledgement).toBe('E050102');
  });
});

describe('an S1SP', () => {
  it.each([
    ['unreachable', 'E20', 'N55 NOT-INSTRUCTED'],
    ['deviceSilent', 'E21', 'N55 DEVICE-SILENT'],
  ] as const)('to which a device is %s alerts its User', async (failure, code, alert) => {
    strike({ kind: 's1sp', failure });
    const outcome = await ask('4.1.1', meter);
    expect([outcome.response?.responseCode, provider(outcome), outcome.problems]).toEqual([code, [alert], []]);
  });

  it('gives the UTRN of a top up that did not reach its meter to be keyed in', async () => {
    const utrn = formatUtrn(utrnHead({ counter: 20, valueClass: 1, value: 5 }), 1);
    strike({ kind: 's1sp', failure: 'unreachable' });
    const { alerts } = await ask('2.2', meter, { counter: 20n << 32n, ...settings({ UTRN: utrn }) });
    expect(JSON.stringify(alerts[0]?.body)).toContain(`"UTRN":"${utrn}"`);
  });

  it('whose signature does not hold is found out inside the DSP’s, which does', async () => {
    strike({ kind: 's1sp', failure: 'badSignature' });
    expect((await ask('4.1.1', meter)).problems).toEqual(['S1SP signature: invalid']);
  });

  it('tells of a failed read of a schedule by another alert, which names the schedule', async () => {
    const made = await ask('5.1', broker, settings({ DeviceID: meter, ScheduleStartDate: '2026-04-01Z' }));
    const id = /"DSPScheduleID":"(\d+)"/.exec(JSON.stringify(made.answer?.body))?.[1] ?? 'none';
    strike({ kind: 's1sp', failure: 'unreachable' });
    const delivered = await trial.pass(Date.UTC(2026, 3, 2) - trial.emulator.clock.now());
    const [alert] = delivered.filter(({ response }) => response.kind === 'dccAlert');
    expect([alert?.response.alertCode, alert?.response.dspScheduleId, alert?.problems]).toEqual(['N56', id, []]);
    await ask('5.3', broker, settings({ DSPScheduleID: id }));
  });
});
