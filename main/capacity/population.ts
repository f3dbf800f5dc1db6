import type { Generation } from '../../shared/capacity.ts';
import type { Fleet, FleetDevice, Premises } from '../emulator/fleet.ts';
import { apportion } from './planArrivals.ts';
import type { LoadProfile } from './profile.ts';

/** One home of the population: what a load run needs to know of it. */
export interface Home {
  generation: Generation;
  deviceModelCombination: string;
  /** The meter's EUI-64. */
  meter: string;
  mpan: string;
}

const hexByte = (value: number): string => (value & 0xff).toString(16).padStart(2, '0').toUpperCase();

/** EUI-64s of a block of our own below the one of DCC's Reference Test Data Set; `kind` tells the devices of a home apart. */
const deviceId = (home: number, kind: number): string =>
  `00-DB-12-5C-${hexByte(home >> 16)}-${hexByte(home >> 8)}-${hexByte(home)}-${hexByte(kind)}`;

const homesMpan = (home: number): string => `21${String(home).padStart(11, '0')}`;

/**
 * Many homes out of one: each has the pattern's hub and meter with identifiers of its own. Those of SMETS1 answer by their
 * S1SP.
 *
 * @param commissioned the day from which the meters count; recent, or a thousand logs fill the memory
 */
export function makePopulation(
  pattern: Fleet,
  population: LoadProfile['population'],
  commissioned: string,
): { fleet: Fleet; homes: Home[] } {
  const [model] = pattern.premises;
  const counts = apportion(
    population.homes,
    population.models.map(({ share }) => share),
  );
  const kinds = spread(population.models, counts);
  const homes = kinds.map(
    ({ generation, deviceModelCombination }, home): Home => ({
      generation,
      deviceModelCombination,
      meter: deviceId(home, 0xa0),
      mpan: homesMpan(home),
    }),
  );
  const premises = kinds.map(
    ({ generation, region }, home): Premises => ({
      uprn: String(200_000_000_000 + home),
      postCode: model?.postCode ?? 'SO14 3AB',
      addressIdentifier: String(home + 1),
      coverage: 'High',
      devices: (model?.devices ?? []).flatMap((device): FleetDevice[] => {
        const version = generation === 'SMETS1' ? { smetsVersion: 'SMETS1 V1.2' } : {};
        if (device.deviceType === 'CHF')
          return [
            generation === 'SMETS1'
              ? { ...device, ...version, commissioned, deviceId: deviceId(home, 0xb0), cspRegion: 'SMETS1' }
              : { ...device, commissioned, deviceId: deviceId(home, 0xb0), cspRegion: region },
          ];
        // The streams ask nothing of what else is in the home.
        if (device.deviceType !== 'ESME') return [];
        const { exportMpan: _, ...meter } = device;
        return [{ ...meter, commissioned, ...version, deviceId: deviceId(home, 0xa0), importMpan: homesMpan(home) }];
      }),
    }),
  );
  const mpanOfPattern = model?.devices.flatMap((device) => (device.deviceType === 'ESME' ? device.importMpan : []))[0];
  const registered = pattern.registrations.filter(({ mpxn }) => mpxn === mpanOfPattern);
  return {
    homes,
    fleet: {
      ...pattern,
      name: `${homes.length} homes`,
      premises,
      registrations: homes.flatMap(({ mpan }) =>
        registered.map((registration) => ({ ...registration, mpxn: mpan, from: commissioned })),
      ),
    },
  };
}

/** The homes of a fleet that is there already: those with a meter. */
export const homesOf = (fleet: Fleet): Home[] =>
  fleet.premises.flatMap(({ devices }) => {
    const meter = devices.find((device) => device.deviceType === 'ESME');
    if (meter?.deviceType !== 'ESME') return [];
    const isSmets1 = meter.smetsVersion.startsWith('SMETS1');
    return [
      {
        generation: isSmets1 ? 'SMETS1' : 'SMETS2+',
        deviceModelCombination: `${meter.manufacturer} ${meter.model} ${meter.firmwareVersion}`,
        meter: meter.deviceId,
        mpan: meter.importMpan,
      },
    ];
  });

/** Mixes the kinds evenly, so that any stretch of the population has them in proportion. */
function spread<T>(kinds: readonly T[], counts: readonly number[]): T[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const placed = kinds.flatMap((kind, index) =>
    Array.from({ length: counts[index] ?? 0 }, (_, position) => ({
      kind,
      at: ((position + 0.5) * total) / (counts[index] ?? 1),
    })),
  );
  return placed.sort((a, b) => a.at - b.at).map(({ kind }) => kind);
}
