import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServiceResponse } from '../duis/parse.ts';
import { type EmulatorTrial, startEmulatorTrial } from './emulatorTrial.ts';
import { fixture } from './paths.ts';
import { anotherSupplier, broker, gasMeter, labStartMs, meter, retriever, startLab, supplier } from './testLab.ts';

const mpan = '2000000000013';
const mprn = '3000000001';
const dayMs = 86_400_000;

let trial: EmulatorTrial;
beforeAll(async () => {
  trial = await startLab();
}, 30_000);
afterAll(() => trial.close());

const inMs = (ms: number): string => new Date(trial.emulator.clock.now() + ms).toISOString();
const change = (registration: object): Promise<{ status: number }> =>
  trial.control('POST', '/registrations', registration);
const read = async (originator: string, target: string): Promise<string> =>
  (await trial.carryOut({ variant: '4.8.1', originator, target })).acknowledgement;

const schedule = (originator: string): Promise<unknown> =>
  trial.carryOut({
    variant: '5.1',
    originator,
    target: broker,
    set: [
      { path: 'DeviceID', value: meter },
      { path: 'ScheduleStartDate', value: `${inMs(dayMs).slice(0, 10)}Z` },
      { path: 'ScheduleEndDate', value: '2027-04-01Z' },
    ],
  });

interface Heard {
  to: string | undefined;
  code: string | undefined;
  problems: string[];
}
const heard = async (ms: number): Promise<Heard[]> =>
  (await trial.pass(ms))
    .filter(({ response }) => response.kind === 'dccAlert')
    .map(({ response, problems }) => ({
      to: response.responseId?.businessTargetId,
      code: response.alertCode,
      problems,
    }));
const alert = (to: string, code: string): Heard => ({ to, code, problems: [] });
const toldOf = ({ responseId, alertCode }: ServiceResponse): string => `${responseId?.businessTargetId} ${alertCode}`;

describe('a change of registration', () => {
  it('of MDR takes effect at its moment: the old one’s schedules are gone, which it is told, and it is refused with E4', async () => {
    await schedule(retriever);
    expect(trial.fleet.registrations.some((one) => one.mpxn === mpan && one.role === 'MDR')).toBe(true);
    expect((await change({ mpxn: mpan, role: 'MDR', organisation: null, from: inMs(3_600_000) })).status).toBe(202);
    expect([await read(retriever, meter), await heard(1_800_000)]).toEqual(['I99', []]);
    expect(await heard(3_600_000)).toEqual([alert(retriever, 'N6')]);
    expect(await read(retriever, meter)).toBe('E4');
    expect(await heard(2 * dayMs)).toEqual([]);
    await change({ mpxn: mpan, role: 'MDR', organisation: retriever });
    expect(await read(retriever, meter)).toBe('I99');
  });

  it('of Supplier refuses the old one and lets the new one in; what the DSP held for the old one is answered with E4', async () => {
    await schedule(supplier);
    await trial.carryOut({
      variant: '4.1.1',
      originator: supplier,
      target: meter,
      template: 'ECS17b_4.1.1_DSP_FUTURE_DATED_REQUEST_DUIS',
      set: [{ path: 'ExecutionDateTime', value: `${inMs(7_200_000).slice(0, 19)}.00Z` }],
    });
    for (const role of ['IS', 'ES'])
      await change({ mpxn: mpan, role, organisation: anotherSupplier, from: inMs(3_600_000) });
    for (const role of ['ES'])
      await change({ mpxn: '2000000000027', role, organisation: anotherSupplier, from: inMs(3_600_000) });
    expect([await read(supplier, meter), await read(anotherSupplier, meter)]).toEqual(['I99', 'E4']);
    const delivered = await trial.pass(10_800_000);
    expect(
      delivered.map(({ response }) => (response.kind === 'dccAlert' ? toldOf(response) : response.responseCode)),
    ).toEqual([`${supplier} N5`, 'E4']);
    expect([await read(supplier, meter), await read(anotherSupplier, meter)]).toEqual(['E4', 'I99']);
  });

  it('is refused where nobody of that name holds the role, or where it would be dated back', async () => {
    const lacking = await change({ mpxn: mpan, role: 'MDR', organisation: supplier });
    const past = await change({ mpxn: mpan, role: 'IS', organisation: supplier, from: '2020-01-01T00:00:00Z' });
    expect([lacking.status, past.status, (await change({ mpxn: mpan })).status]).toEqual([404, 400, 400]);
  });
});

it('a registration that a fleet file ends on a day ends then', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'uept-registrations-'));
  const file = join(folder, 'fleet.yaml');
  const lab = readFileSync(fixture('fleets/test-lab.yaml'), 'utf8');
  const held = `mpxn: "${mpan}", role: MDR, organisation: ${retriever}, from: "2024-06-03"`;
  writeFileSync(file, lab.replace(held, `${held}, to: "2026-03-04"`));
  const ending = await startEmulatorTrial(file, { startMs: labStartMs });
  const ask = async () =>
    (await ending.carryOut({ variant: '4.8.1', originator: retriever, target: meter })).acknowledgement;
  const before = await ask();
  await ending.pass(dayMs);
  const after = await ask();
  await ending.close();
  rmSync(folder, { recursive: true });
  expect([before, after]).toEqual(['I99', 'E4']);
});

describe('the credentials of a new Supplier', () => {
  it('are put on the meter by 6.23 at the time of the change, and both Suppliers are told', async () => {
    const when = `${inMs(3_600_000).slice(0, 19)}.00Z`;
    await change({ mpxn: mprn, role: 'GS', organisation: anotherSupplier, from: when.replace('.00Z', 'Z') });
    const certificate = (usage: 'DS' | 'KA'): string =>
      Buffer.from(trial.pki.deviceFacingCertificate(anotherSupplier, usage) ?? []).toString('base64');
    const path = 'SupplierReplacementCertificates';
    const sent = await trial.carryOut({
      variant: '6.23',
      originator: anotherSupplier,
      target: gasMeter,
      template: 'CS02bSupplierByTransCoS_6.23_FUTURE_DATED_SUCCESS_REQUEST_DUIS',
      set: [
        { path: 'ExecutionDateTime', value: when },
        { path: `${path}.DigitalSigningCertificate`, value: certificate('DS') },
        { path: `${path}.KeyAgreementCertificate`, value: certificate('KA') },
        { path: `${path}.KeyAgreementTopUpCertificate`, value: certificate('KA') },
      ],
    });
    expect([sent.acknowledgement, sent.response?.responseCode, sent.problems]).toEqual(['I99', 'I0', []]);
    expect(await heard(7_200_000)).toEqual([
      alert(anotherSupplier, 'N42'),
      alert(supplier, 'N42'),
      alert(anotherSupplier, 'N26'),
      alert(supplier, 'N27'),
    ]);
    const supply = (originator: string) => trial.carryOut({ variant: '7.2', originator, target: gasMeter });
    const [before, after] = [await supply(supplier), await supply(anotherSupplier)];
    expect([before.acknowledgement, after.response?.responseCode, after.problems]).toEqual(['E4', 'I0', []]);
  });
});
