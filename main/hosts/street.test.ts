import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../shared/contract/client.ts';
import type { Workbench } from '../../shared/contract/contract.ts';
import { Street, StreetDeviceDetail } from '../../shared/street.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { type Composition, composeWorkbench } from './compose.ts';

const folder = mkdtempSync(join(tmpdir(), 'uept-street-'));
let composition: Composition;
let workbench: Workbench;
let control: string;

beforeAll(async () => {
  composition = composeWorkbench({ workspace: join(folder, 'a.uept'), report: () => {} });
  workbench = connect((name, input) => dispatch(composition.handlers, name, input));
  control = `${(await workbench['workbench.status']({})).target.baseUrl}/emulator/v1`;
});
afterAll(async () => {
  await composition.close();
  rmSync(folder, { recursive: true, force: true });
});

const esme = '00-DB-12-34-56-78-90-A0';

describe('the street of an emulator', () => {
  it('is its homes with their devices, and the WAN by region', async () => {
    const street = await workbench['emulator.street']({});
    expect(street.homes[0]?.devices).toContainEqual({
      deviceId: esme,
      deviceType: 'ESME',
      status: 'Commissioned',
      mpxns: ['2000000000013', '2000000000027'],
    });
    expect(street.regions).toEqual(
      ['South', 'SMETS1'].map((region) => ({ region, homes: 1, roundTripMs: expect.any(Number) })),
    );
  });

  it('shows a meter as it stands: registers, supply, credentials, who is registered', async () => {
    const meter = await workbench['emulator.device']({ deviceId: esme });
    expect(meter.registers).toContainEqual({ name: 'Supply', value: 'enabled', unit: '' });
    expect(Number(meter.registers.find(({ name }) => name.startsWith('Active import'))?.value)).toBeGreaterThan(0);
    expect(meter.credentials.map(({ role }) => role)).toContain('supplier');
    expect(meter.registrations.map(({ role }) => role)).toContain('MDR');
    await expect(workbench['emulator.device']({ deviceId: '00-00-00-00-00-00-00-00' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is the same over the control interface', async () => {
    const [street, meter] = await Promise.all(
      ['/street', `/devices/${esme}`].map(async (path) => (await fetch(control + path)).json()),
    );
    expect(Street.parse(street).homes).toHaveLength(2);
    expect(StreetDeviceDetail.parse(meter).deviceId).toBe(esme);
    expect((await fetch(`${control}/devices/none`)).status).toBe(404);
  });

  it('has faults that strike a region, each of which can be taken away', async () => {
    const [other, own] = ['North', 'South'];
    const fault = { kind: 'respond', code: 'E20' };
    await workbench['emulator.addFault']({ rule: { when: { region: other }, fault } });
    const both = await workbench['emulator.addFault']({ rule: { when: { region: own }, fault } });
    expect(both.faults.map(({ when }) => when)).toEqual([{ region: other }, { region: own }]);
    const left = await workbench['emulator.removeFault']({ place: 0 });
    expect(left.faults.map(({ when }) => when)).toEqual([{ region: own }]);
    await expect(workbench['emulator.removeFault']({ place: 7 })).rejects.toMatchObject({ code: 'not-found' });

    const { xml } = await workbench['request.build']({
      serviceReferenceVariant: '4.8.1',
      originator: '90-B3-D5-1F-30-01-00-09',
      target: esme,
      recent: true,
    });
    const { messages } = await workbench['request.send']({ xml });
    expect(messages.at(-1)?.responseCode).toBe('E20');
  });
});
