import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import { type FleetDevice, isSmets1, type Premises } from '../fleet.ts';

/** The regions that a network serves; SMETS1 hubs are on none of these. */
export const regions = ['North', 'Central', 'South'] as const;
export type Region = (typeof regions)[number];

/** Why a device cannot be reached. */
export type Obstacle = 'noCoverage' | 'outage' | 'noPower' | 'offHan';

/** How a device behaves: as it should, reached and never answering, or joined to no hub any more. */
export type DeviceCondition = 'working' | 'silent' | 'offHan';

/** CSP North, CSP Central & South and the homes at their ends: what stands between the DSP and a device. */
export interface Networks {
  obstacle(device: Pick<EmulatedDevice, 'description' | 'premises'>): Obstacle | undefined;
  /** Whether a device that is reached keeps silent. */
  isSilent(deviceId: string): boolean;
  conditionOf(deviceId: string): DeviceCondition;
  isOut(region: Region): boolean;
  hasCoverage(premises: Premises): boolean;
  /** Since when a home is without power, milliseconds since 1970; undefined where it has it. */
  powerCutAt(uprn: string): number | undefined;
  setOutage(region: Region, isOut: boolean): void;
  setCoverage(uprn: string, has: boolean): void;
  /** @param cutAtMs when the power failed; undefined where it is back */
  setPower(uprn: string, cutAtMs: number | undefined): void;
  setCondition(deviceId: string, condition: DeviceCondition): void;
  /** Runs something once, as soon as no obstacle is left; returns how to take it back. */
  whenReached(device: EmulatedDevice, run: () => void): () => void;
  describe(): {
    outages: Region[];
    withoutCoverage: string[];
    withoutPower: string[];
    conditions: Record<string, DeviceCondition>;
  };
}

const hubOf = (premises: Premises): FleetDevice | undefined =>
  premises.devices.find(({ deviceType }) => deviceType === 'CHF');

/** What serves a home by its hub: the network of a region, or a SMETS1 Service Provider's own. */
export function networkOf(premises: Premises): Region | 'SMETS1' {
  const hub = hubOf(premises);
  return hub?.deviceType === 'CHF' ? hub.cspRegion : 'South';
}

/** The region whose network serves a home; a SMETS1 installation is on none. */
export function regionOf(premises: Premises): Region | undefined {
  const network = networkOf(premises);
  return network === 'SMETS1' ? undefined : network;
}

/** @param later runs what waited for a device, in its turn */
export function makeNetworks(premises: readonly Premises[], later: (run: () => void) => void): Networks {
  const outages = new Set<Region>();
  const uncovered = new Set(premises.filter(({ coverage }) => coverage === 'None').map(({ uprn }) => uprn));
  const cuts = new Map<string, number>();
  const conditions = new Map<string, DeviceCondition>();
  const waiting = new Set<{ device: EmulatedDevice; run: () => void }>();

  const obstacle: Networks['obstacle'] = ({ description, premises: home }) => {
    const region = regionOf(home);
    if (cuts.has(home.uprn)) return 'noPower';
    if (region !== undefined && uncovered.has(home.uprn)) return 'noCoverage';
    if (region !== undefined && outages.has(region)) return 'outage';
    return conditions.get(description.deviceId) === 'offHan' && !isHub(description) ? 'offHan' : undefined;
  };
  const lookAgain = (): void => {
    for (const one of [...waiting]) {
      if (obstacle(one.device) !== undefined) continue;
      waiting.delete(one);
      later(one.run);
    }
  };
  const put = <Member>(set: Set<Member>, member: Member, isIn: boolean): void => {
    if (isIn) set.add(member);
    else set.delete(member);
    lookAgain();
  };
  return {
    obstacle,
    isSilent: (deviceId) => conditions.get(deviceId) === 'silent',
    conditionOf: (deviceId) => conditions.get(deviceId) ?? 'working',
    isOut: (region) => outages.has(region),
    hasCoverage: ({ uprn }) => !uncovered.has(uprn),
    powerCutAt: (uprn) => cuts.get(uprn),
    setOutage: (region, isOut) => put(outages, region, isOut),
    setCoverage: (uprn, has) => put(uncovered, uprn, !has),
    setPower(uprn, cutAtMs) {
      if (cutAtMs === undefined) cuts.delete(uprn);
      else cuts.set(uprn, cutAtMs);
      lookAgain();
    },
    setCondition(deviceId, condition) {
      conditions.set(deviceId, condition);
      lookAgain();
    },
    whenReached(device, run) {
      const one = { device, run };
      waiting.add(one);
      return () => void waiting.delete(one);
    },
    describe: () => ({
      outages: [...outages],
      withoutCoverage: [...uncovered],
      withoutPower: [...cuts.keys()],
      conditions: Object.fromEntries([...conditions].filter(([, condition]) => condition !== 'working')),
    }),
  };
}

const isHub = (device: FleetDevice): boolean => device.deviceType === 'CHF' && !isSmets1(device);
