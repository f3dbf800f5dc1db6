import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Setting } from '../duis/setPath.ts';
import { type EmulatorTrial, startEmulatorTrial, type TrialOutcome, type TrialRequest } from './emulatorTrial.ts';
import { fixture } from './paths.ts';

const supplier = '90-B3-D5-1F-30-01-00-00';
const broker = '90-B3-D5-1F-30-00-00-02';
const meter = '00-DB-12-34-56-78-92-A0';
const dormantMeter = '00-DB-12-34-56-78-93-A0';

let trial: EmulatorTrial;
beforeAll(async () => {
  trial = await startEmulatorTrial(fixture('fleets/test-lab.yaml'), { startMs: Date.UTC(2026, 2, 3, 10) });
}, 30_000);
afterAll(() => trial.close());

const ask = (variant: string, target: string, rest: Partial<TrialRequest> = {}): Promise<TrialOutcome> =>
  trial.carryOut({ variant, originator: supplier, target, ...rest });

const settings = (values: Readonly<Record<string, string>>): { set: Setting[] } => ({
  set: Object.entries(values).map(([path, value]) => ({ path, value })),
});

const control = async (path: string, body?: unknown): Promise<{ status: number; said: unknown }> => {
  const answer = await fetch(`${trial.emulator.dccUrl}/emulator/v1${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: answer.status, said: await answer.json() };
};

const inventoryOf = async (deviceId: string): Promise<string> =>
  JSON.stringify((await ask('8.2', broker, { template: undefined, ...settings({ DeviceID: deviceId }) })).answer?.body);
const statusOf = async (deviceId: string): Promise<string | undefined> =>
  /"DeviceStatus":"(\w+)"/.exec(await inventoryOf(deviceId))?.[1];

const minutes = 60_000;

describe('a SMETS1 installation', () => {
  it('is in the inventory with its S1SP, in no region of a CSP', async () => {
    const hub = await inventoryOf('00-DB-12-34-56-78-92-A2');
    expect(hub).toContain('"SMETSCHTSVersion":"SMETS1 V1.2"');
    expect(hub).toContain('"CSPRegion":"SMETS1"');
    expect(hub).toContain('"S1SP":"Example S1SP"');
    expect(hub).not.toContain('DeviceGBCSVersion');
  });

  it('that waits for its migration is not there; one that fails is as before, and can be begun again', async () => {
    expect((await ask('4.1.1', dormantMeter)).acknowledgement).toBe('E19');
    trial.emulator.faults.add({
      when: { target: dormantMeter },
      probability: 1,
      times: 1,
      fault: { kind: 's1sp', failure: 'unreachable' },
    });
    expect((await control('/migrations', { mpxn: '2000000000089' })).status).toBe(202);
    const failed = await trial.pass(11 * minutes);
    expect(failed.map(({ response, problems }) => [response.alertCode, problems])).toEqual([
      ['N55', []],
      ['N55', []],
    ]);
    expect([await statusOf(dormantMeter), (await ask('4.1.1', dormantMeter)).acknowledgement]).toEqual([
      undefined,
      'E19',
    ]);

    expect((await control('/migrations', { uprn: '100090000013' })).status).toBe(202);
    await trial.pass(11 * minutes);
    const between = [await statusOf(dormantMeter), (await ask('4.1.1', dormantMeter)).acknowledgement];
    const alerts = await trial.pass(10 * minutes);
    expect([between, await statusOf(dormantMeter)]).toEqual([['Pending', 'E5'], 'Commissioned']);
    expect(alerts.map(({ response, problems }) => [response.alertCode, problems])).toEqual([
      ['N16', []],
      ['N16', []],
    ]);
    const read = await ask('4.1.1', dormantMeter);
    expect([
      read.response?.responseCode,
      read.smets1?.kind === 'response' && read.smets1.isSuccess,
      read.problems,
    ]).toEqual(['I0', true, []]);
  });

  it('that nobody supplies is not migrated, and the reason names its MPAN', async () => {
    await control('/migrations', { uprn: '100090000014' });
    await trial.pass(30 * minutes);
    const { said: all } = await control('/migrations');
    expect(all).toContainEqual(
      expect.objectContaining({
        uprn: '100090000014',
        status: 'failed',
        reason: 'No Supplier is registered for 2000000000098; add a registration.',
      }),
    );
    expect((await control('/migrations', { uprn: 'nowhere' })).status).toBe(404);
  });

  it('tells its Supplier what its devices notice, by its S1SP', async () => {
    await trial.pass(0);
    expect((await control(`/devices/${meter}/events`, { alertCode: '8F3F' })).status).toBe(202);
    expect(trial.delivered().map(({ response, problems }) => [response.kind, response.alertCode, problems])).toEqual([
      ['smets1', '8F3F', []],
    ]);
    expect((await control('/devices/00-00-00-00-00-00-00-00/events', { alertCode: '8F3F' })).status).toBe(404);
  });
});
