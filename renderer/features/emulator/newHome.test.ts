import { describe, expect, it } from 'vitest';
import type { Street } from '../../../shared/street.ts';
import { homeOrder, proposeHome, registrationsOf } from './newHome.ts';

const device = (deviceId: string, deviceType: string, mpxns: string[]) => ({
  deviceId,
  deviceType,
  status: 'Commissioned',
  mpxns,
  condition: 'working' as const,
});
const street: Street = {
  homes: [
    {
      address: '12, SO14 3AB',
      uprn: '100090000001',
      region: 'South',
      hasPower: true,
      hasCoverage: true,
      isDormant: false,
      devices: [
        device('00-DB-12-34-56-78-00-A0', 'ESME', ['2000000000013', '2000000000027']),
        device('00-DB-12-34-56-78-01-A1', 'GSME', ['3000000001']),
      ],
    },
  ],
  regions: [],
  queue: { due: 0, preCommands: 0, heldBack: 0 },
  schedules: [],
};

describe('a home that is to be built', () => {
  it('is proposed with numbers that nobody on the street has, in its post code and region', () => {
    expect(proposeHome(street, [])).toMatchObject({
      uprn: '100090000002',
      postCode: 'SO14 3AB',
      region: 'South',
      devicePrefix: '00-DB-12-34-56-78-02',
      importMpan: '2000000000028',
      exportMpan: '2000000000029',
      mprn: '3000000002',
    });
  });

  it('has the hub, and the devices that were asked for, commissioned on the day of the clock', () => {
    const plan = { ...proposeHome(street, []), addressIdentifier: '14', gas: false, solar: true };
    const commissioned = '2026-03-03';
    expect(homeOrder(plan, '2026-03-03T10:00:00Z')).toEqual({
      uprn: '100090000002',
      postCode: 'SO14 3AB',
      addressIdentifier: '14',
      coverage: 'High',
      devices: [
        { deviceId: '00-DB-12-34-56-78-02-A2', deviceType: 'CHF', cspRegion: 'South', commissioned },
        {
          deviceId: '00-DB-12-34-56-78-02-A0',
          deviceType: 'ESME',
          importMpan: '2000000000028',
          exportMpan: '2000000000029',
          home: { solarPeak: 3600 },
          commissioned,
        },
        { deviceId: '00-DB-12-34-56-78-02-A4', deviceType: 'PPMID', commissioned },
      ],
    });
  });

  it('is proposed no number of an installation that is not in the street yet', () => {
    const standing = { status: 'dormant', reason: null, requestedAt: null, endedAt: null } as const;
    const dormant = {
      ...standing,
      uprn: '100090000009',
      address: '9, SO14 3AB',
      mpxns: ['2000000000099', '3000000009'],
      deviceIds: ['00-DB-12-34-56-78-02-A0'],
    };
    expect(proposeHome(street, [dormant])).toMatchObject({
      devicePrefix: '00-DB-12-34-56-78-03',
      importMpan: '2000000000100',
      mprn: '3000000010',
    });
  });

  it('of the first generation waits for its migration, on no network of a CSP', () => {
    const plan = { ...proposeHome(street, []), smets1: true, gas: false, display: false };
    const facts = { commissioned: '2026-03-03', smetsVersion: 'SMETS1 V1.2' };
    expect(homeOrder(plan, '2026-03-03T10:00:00Z')).toEqual({
      uprn: '100090000002',
      postCode: 'SO14 3AB',
      addressIdentifier: '',
      migration: 'dormant',
      devices: [
        { deviceId: '00-DB-12-34-56-78-02-A2', deviceType: 'CHF', cspRegion: 'SMETS1', ...facts },
        { deviceId: '00-DB-12-34-56-78-02-A0', deviceType: 'ESME', importMpan: '2000000000028', ...facts },
      ],
    });
  });

  it('has those registered for it who hold the roles in the street', () => {
    const plan = { ...proposeHome(street, []), electricity: false };
    const organisations = [
      { eui64: 'A', roles: ['IS', 'GS'] },
      { eui64: 'B', roles: ['MDR'] },
    ];
    expect(registrationsOf(plan, organisations)).toEqual([
      { mpxn: '3000000002', role: 'GS', organisation: 'A' },
      { mpxn: '3000000002', role: 'MDR', organisation: 'B' },
    ]);
  });
});
