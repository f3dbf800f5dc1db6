import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../shared/contract/client.ts';
import type { Workbench } from '../../shared/contract/contract.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { type Composition, composeWorkbench } from './compose.ts';
import type { EmulatorTrial } from './emulatorTrial.ts';
import { fixture } from './paths.ts';
import { gasMeter, labStartMs, meter, startLab, supplier, uprn } from './testLab.ts';

const dormantUprn = '100090000013';
const dormantMeter = '00-DB-12-34-56-78-93-A0';
const unsuppliedUprn = '100090000014';
const unsuppliedMpan = '2000000000098';
const minuteMs = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'uept-steered-'));
let elsewhere: EmulatorTrial;
beforeAll(async () => {
  elsewhere = await startLab();
  mkdirSync(join(folder, 'targets'));
  writeFileSync(
    join(folder, 'targets/elsewhere.yaml'),
    `name: elsewhere\ntitle: Elsewhere\nkind: emulator\nurl: ${elsewhere.emulator.dccUrl}\n`,
  );
});
afterAll(async () => {
  await elsewhere.close();
  rmSync(folder, { recursive: true, force: true });
});

// The laboratory twice: what the workbench orders is the same, and only the way there differs.
describe.each([
  ['inside the workbench', 'emulator'],
  ['behind the HTTP of its control interface', 'elsewhere'],
])('an emulator %s', (_, target) => {
  let composition: Composition;
  let workbench: Workbench;
  beforeAll(async () => {
    composition = composeWorkbench({
      workspace: join(folder, `${target}.uept`),
      target,
      campaign: fixture('campaigns/import-supplier.yaml'),
      report: () => {},
    });
    workbench = connect((name, input) => dispatch(composition.handlers, name, input));
    await workbench['emulator.clock']({ speed: 0 });
  });
  afterAll(() => composition.close());

  const pass = async (ms: number): Promise<void> => {
    const { clock } = await workbench['emulator.get']({});
    await workbench['emulator.clock']({ advanceTo: new Date(Date.parse(clock.at) + ms).toISOString() });
  };
  /** Sends a read to a meter, and does not wait for its answer. */
  const send = async (deviceId: string): Promise<string> => {
    const { xml } = await workbench['request.build']({
      serviceReferenceVariant: '4.1.1',
      originator: supplier,
      target: deviceId,
    });
    return (await workbench['request.send']({ xml, waitMs: 0 })).requestId;
  };
  /** The codes of all that came back for a request, in order. */
  const codesOf = async (requestId: string): Promise<(string | null)[]> => {
    const messages = await workbench['message.list']({});
    return messages
      .filter((message) => message.direction === 'received' && message.requestId === requestId)
      .toSorted((one, two) => one.id - two.id)
      .map(({ responseCode }) => responseCode);
  };
  const problemOf = (order: Promise<unknown>): Promise<{ code: string; message: string }> =>
    order.then(
      () => ({ code: 'done', message: '' }),
      ({ code, message }) => ({ code, message }),
    );

  it('is told who holds a role for an MPxN, at once or later, and refuses who does not hold it or what is past', async () => {
    const order = { mpxn: '2000000000013', role: 'ED', organisation: null };
    const held = async () =>
      (await workbench['emulator.device']({ deviceId: meter })).registrations.filter(
        ({ mpxn, role, to }) => mpxn === order.mpxn && role === 'ED' && to === null,
      );
    const before = await held();
    await workbench['emulator.changeRegistration'](order);
    expect([before.length, await held()]).toEqual([1, []]);
    const { clock, organisations } = await workbench['emulator.get']({});
    const distributor = organisations.find(({ roles }) => roles.includes('ED'));
    const from = new Date(Date.parse(clock.at) + minuteMs).toISOString();
    await workbench['emulator.changeRegistration']({ ...order, organisation: distributor?.eui64 ?? '', from });
    expect(await held()).toMatchObject([{ organisation: distributor?.name, from }]);

    const past = await problemOf(
      workbench['emulator.changeRegistration']({ ...order, from: new Date(labStartMs - minuteMs).toISOString() }),
    );
    expect(past).toEqual({ code: 'invalid-argument', message: expect.stringContaining('cannot be dated back') });
    const wrong = await problemOf(workbench['emulator.changeRegistration']({ ...order, organisation: supplier }));
    expect(wrong.message).toBe(`There is no organisation ${supplier} with the role ED.`);
  });

  it('has the network of a region out and a home without power and coverage, until they are back', async () => {
    const standing = async () => {
      const { regions, homes } = await workbench['emulator.street']({});
      const { hasPower, hasCoverage } = homes.find((home) => home.uprn === uprn) ?? {};
      return { isOut: regions.find(({ region }) => region === 'North')?.isOut, hasPower, hasCoverage };
    };
    await workbench['emulator.changeNetwork']({ region: 'North', outage: true });
    await workbench['emulator.changeNetwork']({ uprn, power: false, coverage: false });
    expect(await standing()).toEqual({ isOut: true, hasPower: false, hasCoverage: false });
    await workbench['emulator.changeNetwork']({ region: 'North', outage: false });
    await workbench['emulator.changeNetwork']({ uprn, power: true, coverage: true });
    expect(await standing()).toEqual({ isOut: false, hasPower: true, hasCoverage: true });

    expect((await problemOf(workbench['emulator.changeNetwork']({ uprn: '1', power: false }))).code).toBe('not-found');
    expect((await problemOf(workbench['emulator.changeNetwork']({ uprn }))).code).toBe('invalid-argument');
  });

  it('migrates a dormant SMETS1 installation in twenty minutes of its clock, and its meter answers then', async () => {
    const standing = async () =>
      (await workbench['emulator.migrations']({})).find((installation) => installation.uprn === dormantUprn);
    expect(await standing()).toEqual({
      uprn: dormantUprn,
      address: 'Bench 4, LS1 4AP',
      mpxns: ['2000000000089', '3000000015'],
      deviceIds: ['A2', 'A0', 'A3', 'A1'].map((last) => `00-DB-12-34-56-78-93-${last}`),
      status: 'dormant',
      reason: null,
      requestedAt: null,
      endedAt: null,
    });
    await workbench['emulator.migrate']({ mpxn: '2000000000089' });
    const statuses = [(await standing())?.status];
    for (let phase = 0; phase < 2; phase += 1) {
      await pass(10 * minuteMs);
      statuses.push((await standing())?.status);
    }
    expect(statuses).toEqual(['requested', 'takenOver', 'migrated']);
    const read = await send(dormantMeter);
    await pass(minuteMs);
    await expect.poll(() => codesOf(read)).toEqual(['I99', 'I0']);
  });

  it('does not migrate one that nobody supplies, says why, and does once a Supplier is registered', async () => {
    const standing = async () => {
      const found = (await workbench['emulator.migrations']({})).find(({ uprn: one }) => one === unsuppliedUprn);
      return { status: found?.status, reason: found?.reason };
    };
    await workbench['emulator.migrate']({ uprn: unsuppliedUprn });
    await pass(30 * minuteMs);
    expect(await standing()).toEqual({
      status: 'failed',
      reason: `No Supplier is registered for ${unsuppliedMpan}; add a registration.`,
    });
    await workbench['emulator.changeRegistration']({ mpxn: unsuppliedMpan, role: 'IS', organisation: supplier });
    await workbench['emulator.migrate']({ uprn: unsuppliedUprn });
    await pass(30 * minuteMs);
    expect(await standing()).toEqual({ status: 'migrated', reason: null });
    expect(await problemOf(workbench['emulator.migrate']({ uprn: '1' }))).toEqual({
      code: 'not-found',
      message: 'There is no SMETS1 installation there that waits for its migration.',
    });
  });

  it('has a home that is built dormant wait for its migration, and no other with its devices', async () => {
    const facts = { smetsVersion: 'SMETS1 V1.2', commissioned: '2017-05-11' };
    const hub = { deviceId: '00-DB-12-34-56-78-AC-A2', deviceType: 'CHF', cspRegion: 'SMETS1', ...facts };
    const premises = { uprn: '100090000999', postCode: 'LS1 4AP', addressIdentifier: '9', devices: [hub] };
    await workbench['emulator.addHome']({ premises: { ...premises, migration: 'dormant' } });
    expect((await workbench['emulator.migrations']({})).at(-1)).toMatchObject({
      uprn: '100090000999',
      status: 'dormant',
    });
    expect((await workbench['emulator.street']({})).homes.at(-1)).toMatchObject({ isDormant: true, devices: [] });
    expect(await problemOf(workbench['emulator.addHome']({ premises: { ...premises, uprn: '100090000998' } }))).toEqual(
      {
        code: 'conflict',
        message: `There is a device ${hub.deviceId} already.`,
      },
    );
    await workbench['emulator.migrate']({ uprn: premises.uprn });
    await pass(30 * minuteMs);
    const { homes } = await workbench['emulator.street']({});
    expect(homes.at(-1)).toMatchObject({
      isDormant: false,
      devices: [{ deviceId: hub.deviceId, status: 'Commissioned' }],
    });
  });

  it('keeps back what breaches a threshold, sends it on when it is released, and never when it is discarded', async () => {
    const threshold = { setBy: 'user' as const, serviceReferenceVariant: '4.1.1', count: 0 };
    await workbench['emulator.setAnomalyDetection']({ thresholds: [threshold] });
    expect(await workbench['emulator.anomalyDetection']({})).toEqual({
      thresholds: [{ ...threshold, withinHours: 24 }],
      attributeLimits: [],
    });
    const [released, discarded] = [await send(meter), await send(gasMeter)];
    const kept = await workbench['emulator.quarantine']({});
    const facts = { breach: 'ADUserThresholdBreach', serviceReferenceVariant: '4.1.1', originator: supplier };
    expect(kept).toEqual([
      { ...facts, reference: expect.any(Number), at: expect.any(String), requestId: released, target: meter },
      { ...facts, reference: expect.any(Number), at: expect.any(String), requestId: discarded, target: gasMeter },
    ]);
    const [first, second] = kept.map(({ reference }) => reference);
    await workbench['emulator.decideQuarantine']({ reference: first ?? 0, action: 'release' });
    await workbench['emulator.decideQuarantine']({ reference: second ?? 0, action: 'discard' });
    expect(await workbench['emulator.quarantine']({})).toEqual([]);
    await pass(minuteMs);
    await expect.poll(() => codesOf(released)).toEqual(['I99', 'I0']);
    expect(await codesOf(discarded)).toEqual(['I99']);
    expect(
      await problemOf(workbench['emulator.decideQuarantine']({ reference: first ?? 0, action: 'release' })),
    ).toEqual({ code: 'not-found', message: `Nothing is in quarantine under the reference ${first}.` });
    await workbench['emulator.setAnomalyDetection']({});
    expect(await workbench['emulator.anomalyDetection']({})).toEqual({ thresholds: [], attributeLimits: [] });
  });
});
