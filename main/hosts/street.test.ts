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
      condition: 'working',
    });
    expect(street.regions).toEqual(
      ['South', 'SMETS1'].map((region) => ({ region, homes: 1, roundTripMs: expect.any(Number), isOut: false })),
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

describe('a street that is changed while the emulator runs', () => {
  const newMeter = '00-DB-12-34-56-78-AA-A0';
  const newHub = '00-DB-12-34-56-78-AA-A2';
  const premises = {
    uprn: '100090000777',
    postCode: 'SO14 9ZZ',
    addressIdentifier: '77',
    devices: [
      { deviceId: newHub, deviceType: 'CHF', cspRegion: 'North', commissioned: '2026-01-05' },
      { deviceId: newMeter, deviceType: 'ESME', importMpan: '2000000000777', commissioned: '2026-01-05' },
    ],
  };
  const codeOf = async (deviceId: string): Promise<string | null | undefined> => {
    const { xml } = await workbench['request.build']({
      serviceReferenceVariant: '11.2',
      target: deviceId,
      originator: '90-B3-D5-1F-30-01-00-00',
    });
    const { messages } = await workbench['request.send']({ xml, waitMs: 20_000 });
    return messages.at(-1)?.responseCode;
  };

  it('has a home more, whose meter answers; once it is broken, no more; repaired, again', async () => {
    await workbench['workbench.open']({ campaign: 'import-supplier-uept' });
    await workbench['emulator.clock']({ speed: 100 });
    await workbench['emulator.addHome']({ premises });
    const street = await workbench['emulator.street']({});
    expect(street.homes.at(-1)).toMatchObject({ uprn: premises.uprn, region: 'North' });
    expect((await workbench['workbench.status']({})).devices.map(({ deviceId }) => deviceId)).toContain(newMeter);
    // The hub is of no supply point, so that any User may read its firmware.
    expect(await codeOf(newHub)).toBe('I0');
    await workbench['emulator.changeDevice']({ deviceId: newHub, change: { broken: true } });
    expect(await codeOf(newHub)).toBe('E21');
    await workbench['emulator.changeDevice']({ deviceId: newHub, change: { broken: false, status: 'Suspended' } });
    expect(await codeOf(newHub)).toBe('E5');
    await workbench['emulator.changeDevice']({ deviceId: newHub, change: { status: 'Commissioned' } });
    expect(await codeOf(newHub)).toBe('I0');
    await workbench['emulator.removeDevice']({ deviceId: newHub });
    expect(await codeOf(newHub)).toBe('E19');
  });

  it('is not changed by what is no home, no device or there already', async () => {
    await expect(workbench['emulator.addHome']({ premises })).rejects.toMatchObject({ code: 'conflict' });
    await expect(workbench['emulator.addHome']({ premises: { uprn: 'x' } })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
    const deviceId = newMeter;
    await expect(workbench['emulator.changeDevice']({ deviceId, change: { status: 'Lost' } })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
    await expect(workbench['emulator.removeDevice']({ deviceId: newHub })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the DCC’s networks and registrations, changed while the emulator runs', () => {
  const mpxn = '2000000000013';
  const home = async () => (await workbench['emulator.street']({})).homes.find(({ region }) => region === 'South');

  it('are told to be out, and a home without power or coverage, until they are back', async () => {
    const { uprn } = (await home()) ?? { uprn: '' };
    await workbench['emulator.changeNetwork']({ region: 'South', outage: true });
    await workbench['emulator.changeNetwork']({ uprn, power: false, coverage: false });
    expect((await workbench['emulator.street']({})).regions).toContainEqual(
      expect.objectContaining({ region: 'South', isOut: true }),
    );
    expect(await home()).toMatchObject({ hasPower: false, hasCoverage: false });
    await workbench['emulator.changeNetwork']({ region: 'South', outage: false });
    await workbench['emulator.changeNetwork']({ uprn, power: true, coverage: true });
    expect(await home()).toMatchObject({ hasPower: true, hasCoverage: true });
    const orders = [{ region: 'Atlantis', outage: true }, { uprn: '1', power: false }, { uprn }];
    const refused = await Promise.allSettled(orders.map((order) => workbench['emulator.changeNetwork'](order)));
    expect(refused.map((one) => (one.status === 'rejected' ? one.reason.code : one.status))).toEqual([
      'invalid-argument',
      'not-found',
      'invalid-argument',
    ]);
  });

  it('say who holds a role for an MPxN, and refuse one who cannot', async () => {
    const registered = async () =>
      (await workbench['emulator.device']({ deviceId: esme })).registrations.filter(
        (one) => one.mpxn === mpxn && one.role === 'MDR' && one.to === null,
      );
    const { organisations } = await workbench['emulator.get']({});
    const retriever = organisations.find(({ roles }) => roles.includes('MDR'))?.eui64 ?? '';
    const other = organisations.find(({ roles }) => !roles.includes('MDR'))?.eui64 ?? '';
    await workbench['emulator.changeRegistration']({ mpxn, role: 'MDR', organisation: null });
    expect(await registered()).toEqual([]);
    await workbench['emulator.changeRegistration']({ mpxn, role: 'MDR', organisation: retriever });
    expect(await registered()).toHaveLength(1);
    await expect(
      workbench['emulator.changeRegistration']({ mpxn, role: 'MDR', organisation: other }),
    ).rejects.toMatchObject({ code: 'invalid-argument', message: expect.stringContaining('with the role MDR') });
  });
});
