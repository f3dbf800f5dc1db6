import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Setting } from '../duis/setPath.ts';
import { parseEui64 } from '../gbcs/bytes.ts';
import type { GbcsKeys } from '../gbcs/keys.ts';
import { makeUtrn } from '../gbcs/utrnMac.ts';
import { generateTestPki, type TestCredential } from '../smki/testPki.ts';
import { type EmulatorTrial, startEmulatorTrial, type TrialOutcome, type TrialRequest } from './emulatorTrial.ts';
import { fixture } from './paths.ts';

const supplier = '90-B3-D5-1F-30-01-00-00';
const broker = '90-B3-D5-1F-30-00-00-02';
const meter = '00-DB-12-34-56-78-90-A0';
const gasMeter = '00-DB-12-34-56-78-90-A1';
const mirror = '00-DB-12-34-56-78-90-A3';
const display = '00-DB-12-34-56-78-90-A4';
const hub = '00-DB-12-34-56-78-91-A2';
const newMeter = '00-DB-12-34-56-78-91-A0';
const newDisplay = '00-DB-12-34-56-78-91-A4';

let trial: EmulatorTrial;
beforeAll(async () => {
  trial = await startEmulatorTrial(fixture('fleets/test-lab.yaml'), { startMs: Date.UTC(2026, 2, 3, 10) });
}, 30_000);
afterAll(() => trial.close());

const ask = (
  variant: string,
  target: string,
  rest: Partial<TrialRequest> = {},
  keys?: GbcsKeys,
): Promise<TrialOutcome> => trial.carryOut({ variant, originator: supplier, target, ...rest }, keys);

const settings = (values: Readonly<Record<string, string>>): { set: Setting[] } => ({
  set: Object.entries(values).map(([path, value]) => ({ path, value })),
});

const codes = ({ acknowledgement, response, problems }: TrialOutcome): (string | undefined)[] => [
  acknowledgement,
  response?.responseCode,
  ...problems,
];
const obeyed = ['I99', 'I0'];

/** What a response means, as text. */
const meaning = async (answer: Promise<TrialOutcome>): Promise<string> => JSON.stringify((await answer).message?.data);

const stateOf = async (target: string): Promise<string> => {
  const { message } = await ask('7.4', target);
  return message?.data?.kind === 'supplyState' ? message.data.state : 'unknown';
};

const balanceOf = async (target: string): Promise<number | undefined> => {
  const { message } = await ask('4.18', target);
  const balances = message?.data?.kind === 'prepayment' ? message.data.balances : {};
  return balances.meterBalance ?? balances.creditRemaining;
};

describe('a tariff', () => {
  it('of electricity is read back as it was set, and the prices of a date are in force from that date', async () => {
    const before = await meaning(ask('4.11.1', meter));
    expect(codes(await ask('1.1.1', meter, { template: 'ECS01a_1.1.1_IMMEDIATE_TOU_SUCCESS_REQUEST_DUIS' }))).toEqual(
      obeyed,
    );
    const immediate = await meaning(ask('4.11.1', meter));
    expect(immediate).not.toBe(before);
    const prices = {
      template: 'ECS01b_1.2.1_IMMEDIATE_TOU_SUCCESS_REQUEST_DUIS',
      ...settings({
        ExecutionDateTime: '2026-03-04T00:00:00.00Z',
        'PriceElements.ElectricityPriceElements.StandingCharge': '4711',
      }),
    };
    expect(codes(await ask('1.2.1', meter, prices))).toEqual(obeyed);
    expect(await meaning(ask('4.11.1', meter))).toBe(immediate);
    await trial.pass(24 * 3_600_000);
    expect(await meaning(ask('4.11.1', meter))).toContain('4711');
  });

  it('of gas is read back from the meter and from the hub’s mirror of it', async () => {
    const tariff = {
      template: 'GCS01a_1.1.1_IMMEDIATE_TOU_SUCCESS_REQUEST_DUIS',
      ...settings({ 'PriceElements.GasPriceElements.StandingCharge': '31415' }),
    };
    expect(codes(await ask('1.1.1', gasMeter, tariff))).toEqual(obeyed);
    const read = [await meaning(ask('4.11.1', gasMeter)), await meaning(ask('4.11.1', mirror))];
    expect(read.map((text) => text.includes('31415'))).toEqual([true, true]);
  });
});

function utrn(target: string, counter: bigint, pounds: number): string {
  const [originatorOctets, targetOctets] = [parseEui64(supplier), parseEui64(target)];
  if (originatorOctets === undefined || targetOctets === undefined) throw new Error('not an EUI-64');
  const topUp = { originator: originatorOctets, target: targetOctets, originatorCounter: counter };
  return makeUtrn(topUp, { unit: 'pounds', value: pounds }, trial.pki.keysOf(supplier));
}

describe('prepayment', () => {
  for (const [name, target, prefix] of [
    ['an electricity meter', meter, 'ECS03_1.6_IMMEDIATE_SINGLE'],
    ['a gas meter', gasMeter, 'GCS03_1.6_IMMEDIATE'],
  ] as const) {
    it(`of ${name} begins with the mode; a top up counts once, and a wrong one not at all`, async () => {
      expect(codes(await ask('1.6', target, { template: `${prefix}_SUCCESS_REQUEST_DUIS` }))).toEqual(obeyed);
      const counter = 7n << 32n;
      const before = await balanceOf(target);
      const right = utrn(target, counter, 20);
      const given = { counter, ...settings({ UTRN: right }) };
      expect(codes(await ask('2.2', target, given))).toEqual(obeyed);
      // A DSP counter that was used is refused before the meter sees it.
      expect((await ask('2.2', target, given)).acknowledgement).toBe('E100');
      await ask('2.2', target, { counter: 8n << 32n, ...settings({ UTRN: right }) });
      const twentyPounds = 2_000_000;
      expect(await balanceOf(target)).toBe((before ?? Number.NaN) + twentyPounds);
    });
  }

  it('of an electricity meter has the threshold that it was given, as the meter says when asked', async () => {
    const template = 'ECS03_1.6_IMMEDIATE_SINGLE_SUCCESS_REQUEST_DUIS';
    const threshold = settings({ 'Prepayment.DisablementThreshold': '123456' });
    expect(codes(await ask('1.6', meter, { template, ...threshold }))).toEqual(obeyed);
    const { message, problems } = await ask('4.13', meter);
    expect([problems, message?.fields.some(({ value }) => String(value).includes('123456'))]).toEqual([[], true]);
    expect(codes(await ask('1.6', meter, { template }))).toEqual(obeyed);
  });

  it('of an electricity meter falls under the clock by what the home imports, and by the standing charge', async () => {
    const tariff = (await ask('4.11.1', meter)).message?.data;
    if (tariff?.kind !== 'tariff') throw new Error('the meter has no tariff');
    const imported = async (): Promise<number> => {
      const data = (await ask('4.1.1', meter)).message?.data;
      return data?.kind === 'registers' ? Number(data.registers[0]?.value) : Number.NaN;
    };
    const [balance, wattHours] = [await balanceOf(meter), await imported()];
    await trial.pass(3 * 86_400_000);
    const [left, later] = [await balanceOf(meter), await imported()];
    const price = tariff.prices?.find(({ index }) => index === 1)?.price ?? 0;
    const energy = Math.round(((later - wattHours) / 1000) * price);
    expect(energy).toBeGreaterThan(0);
    // What is less than a hundred-thousandth of a pound is carried on.
    expect(Math.abs((balance ?? 0) - (left ?? 0) - energy - 3 * (tariff.standingCharge ?? 0))).toBeLessThanOrEqual(1);
  });

  it('of a gas meter falls by some pounds in three days of winter', async () => {
    const before = (await balanceOf(gasMeter)) ?? Number.NaN;
    await trial.pass(3 * 86_400_000);
    const spent = before - ((await balanceOf(gasMeter)) ?? Number.NaN);
    expect(spent).toBeGreaterThan(100_000);
    expect(spent).toBeLessThan(5_000_000);
  });
});

describe('the supply', () => {
  for (const [name, target] of [
    ['electricity', meter],
    ['gas', gasMeter],
  ] as const) {
    it(`of ${name} that is disabled moves no register`, async () => {
      const register = async (): Promise<number> => {
        const data = (await ask('4.1.1', target)).message?.data;
        if (data?.kind === 'registers') return Number(data.registers[0]?.value);
        return data?.kind === 'zigbee' ? Number(data.commands[0]?.attributes?.currentSummationDelivered) : Number.NaN;
      };
      expect(codes(await ask('7.2', target))).toEqual(obeyed);
      // The half-hour in which it was switched counts what came before.
      await trial.pass(3_600_000);
      const before = await register();
      await trial.pass(24 * 3_600_000);
      expect((await register()) - before).toBe(0);
    });
  }

  it('of electricity is disabled, armed and enabled', async () => {
    const states: string[] = [];
    for (const variant of ['7.2', '7.3', '7.1']) {
      expect(codes(await ask(variant, meter))).toEqual(obeyed);
      states.push(await stateOf(meter));
    }
    expect(states).toEqual(['disabled', 'armed', 'enabled']);
  });

  it('of gas is disabled and armed', async () => {
    const states: string[] = [];
    for (const variant of ['7.2', '7.3']) {
      expect(codes(await ask(variant, gasMeter))).toEqual(obeyed);
      states.push(await stateOf(gasMeter));
    }
    expect(states).toEqual(['disabled', 'armed']);
  });
});

const scalarOf = ({ privateKey }: TestCredential): Uint8Array =>
  Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url');
const der = ({ certificate }: TestCredential): string => Buffer.from(certificate.der).toString('base64');

describe('security credentials', () => {
  it('that replace others are used from then on, and the others are refused', async () => {
    const { organisations } = await generateTestPki({
      organisations: [{ eui64: supplier, remotePartyRole: 2 }],
      devices: [],
      dsp: broker,
      notBefore: new Date(Date.UTC(2020, 0, 1)),
    });
    const [fresh] = organisations;
    if (fresh === undefined) throw new Error('no credentials were made');
    const old = trial.pki.gbcsKeys;
    const own = supplier.replaceAll('-', '').toLowerCase();
    const newKeys: GbcsKeys = {
      ...old,
      digitalSignaturePrivateKey: (eui) =>
        eui === own ? scalarOf(fresh.digitalSignature) : old.digitalSignaturePrivateKey(eui),
      keyAgreementPrivateKey: (eui) => (eui === own ? scalarOf(fresh.keyAgreement) : old.keyAgreementPrivateKey(eui)),
      keyAgreementPublicPoint: (eui) =>
        eui === own ? fresh.keyAgreement.certificate.publicPoint : old.keyAgreementPublicPoint(eui),
    };
    const cells = 'ReplacementCertificates.SupplierOrNetworkOperatorCertificates';
    const replaced = await ask('6.15.1', meter, {
      template: 'CS02bSupplierBySupplier_6.15.1_IMMEDIATE_SUCCESS_REQUEST_DUIS',
      ...settings({
        [`${cells}.DigitalSigningCertificate`]: der(fresh.digitalSignature),
        [`${cells}.KeyAgreementCertificate`]: der(fresh.keyAgreement),
        [`${cells}.KeyAgreementTopUpCertificate`]: der(fresh.keyAgreement),
      }),
    });
    expect([replaced.response?.responseCode, JSON.stringify(replaced.message?.data).match(/"status":"\w+"/g)]).toEqual([
      'I0',
      ['"status":"Success"', '"status":"Success"', '"status":"Success"'],
    ]);
    const signedWithTheOldKey = await ask('7.2', meter);
    expect(codes(signedWithTheOldKey)).toEqual(['I99', 'E21']);
    expect(signedWithTheOldKey.alerts.map(({ alertCode }) => alertCode)).toContain('8F3D');
    expect(codes(await ask('7.2', meter, {}, newKeys)), 'signed with the new key').toEqual(obeyed);
    const held = await meaning(ask('6.24.1', meter, {}, newKeys));
    expect(held).toContain(fresh.digitalSignature.certificate.subjectKeyIdentifier);
  });
});

describe('the home area network', () => {
  it('is joined and left again', async () => {
    const other = settings({ OtherDeviceID: mirror });
    const log = (): Promise<string> => meaning(ask('8.9', display));
    const isJoined = async (): Promise<boolean> => (await log()).includes(mirror);
    expect(codes(await ask('8.8.2', display, other))).toEqual(obeyed);
    const left = await isJoined();
    expect(codes(await ask('8.7.2', display, settings({ OtherDeviceID: meter })))).toEqual(obeyed);
    expect([left, (await log()).includes(meter)]).toEqual([false, true]);
  });

  it('takes in a home that was never there: notified, whitelisted, commissioned, and refused once decommissioned', async () => {
    const status = async (deviceId: string): Promise<string | undefined> => {
      const { answer } = await ask('8.2', broker, {
        template: undefined,
        ...settings({ DeviceID: deviceId }),
      });
      return /"DeviceStatus":"(\w+)"/.exec(JSON.stringify(answer?.body))?.[1];
    };
    const notified = '00-DB-12-34-56-78-99-07';
    expect((await ask('12.2', broker, settings({ DeviceID: notified }))).acknowledgement).toBe('I99');
    expect((await ask('12.2', broker, settings({ DeviceID: notified }))).acknowledgement).toBe('E120201');
    expect((await ask('8.14.1', broker, settings({ DeviceID: hub }))).acknowledgement).toBe('I99');
    const steps = [await status(notified), await status(hub), await status(newMeter)];
    const whitelist = (deviceId: string) => ask('8.11', hub, settings({ DeviceID: deviceId }));
    expect(codes(await whitelist(newMeter))).toEqual(obeyed);
    steps.push(await status(newMeter));
    expect(codes(await ask('8.1.1', newMeter))).toEqual(obeyed);
    steps.push(await status(newMeter));
    expect(codes(await whitelist(newDisplay))).toEqual(obeyed);
    expect(codes(await ask('8.7.2', newDisplay, settings({ OtherDeviceID: newMeter })))).toEqual(obeyed);
    steps.push(await status(newDisplay));
    expect((await ask('8.3', broker, settings({ DeviceID: newMeter }))).acknowledgement).toBe('I99');
    steps.push(await status(newMeter), (await ask('4.1.1', newMeter)).acknowledgement);
    expect(steps).toEqual([
      'Pending',
      'Commissioned',
      'Pending',
      'Whitelisted',
      'Commissioned',
      'Commissioned',
      'Decommissioned',
      'E5',
    ]);
  });
});

describe('an altered Pre-Command', () => {
  it('is refused by the DSP though its User has signed it', async () => {
    trial.emulator.faults.add({ when: {}, probability: 1, times: 1, fault: { kind: 'alterPreCommand' } });
    const { acknowledgement, response } = await ask('7.2', gasMeter);
    expect([acknowledgement, response]).toEqual(['E50', undefined]);
  });
});
