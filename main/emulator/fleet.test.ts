import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Fleet, mpxnsOf } from './fleet.ts';

const folder = new URL('../../fixtures/fleets/', import.meta.url);
const fleets = readdirSync(folder).map((file) => ({
  file,
  fleet: Fleet.parse(parse(readFileSync(new URL(file, folder), 'utf8'))),
}));

describe('a bundled fleet', () => {
  it.each(fleets)(
    'has each device once, and registers known organisations for its supply points: $file',
    ({ fleet }) => {
      const devices = fleet.premises.flatMap((premises) => premises.devices);
      const ids = devices.map(({ deviceId }) => deviceId);
      expect(new Set(ids).size).toBe(ids.length);
      const mpxns = new Set(devices.flatMap(mpxnsOf));
      const organisations = new Set(fleet.organisations.map(({ eui64 }) => eui64));
      const stray = fleet.registrations.filter(
        ({ mpxn, organisation }) => !mpxns.has(mpxn) || !organisations.has(organisation),
      );
      expect(stray).toEqual([]);
    },
  );

  it('is a street of twenty homes, and a laboratory with every type of device', () => {
    const named = (file: string) => fleets.find((one) => one.file === file)?.fleet.premises ?? [];
    expect(named('street.yaml')).toHaveLength(20);
    const types = new Set(named('test-lab.yaml').flatMap(({ devices }) => devices.map(({ deviceType }) => deviceType)));
    expect([...types].sort()).toEqual(['CAD', 'CHF', 'ESME', 'GPF', 'GSME', 'HCALCS', 'IHD', 'PPMID', 'SAPC']);
  });
});
