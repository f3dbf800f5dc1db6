import type { Premises } from '../fleet.ts';
import { regionOf } from './networks.ts';

/**
 * How long a command and its answer take over the SM WAN, by region, in virtual milliseconds. The figures are made up
 * to be plausible; they are no observation of any network, and not the target response times of SEC Appendix E.
 */
const roundTripMs: Readonly<Record<string, number>> = { North: 5200, Central: 3400, South: 3100, SMETS1: 2600 };

/** The round trip to the home's devices, the same for the same request every time. */
export function latencyOf(premises: Premises, originatorCounter: bigint): number {
  const region = regionOf(premises) ?? 'SMETS1';
  const jitter = Number(originatorCounter % 700n);
  return (roundTripMs[region] ?? 3100) + jitter;
}
