import type { Premises } from '../fleet.ts';
import { networkOf } from './networks.ts';

/**
 * How long a command and its answer take over the SM WAN, by region, in virtual milliseconds. The figures are made up
 * to be plausible; they are no observation of any network, and not the target response times of SEC Appendix E.
 */
const roundTripMs: Readonly<Record<string, number>> = { North: 5200, Central: 3400, South: 3100, SMETS1: 2600 };

const usualRoundTripMs = 3100;

/** The round trip in a region without what varies, in virtual milliseconds. */
export const roundTripOf = (region: string): number => roundTripMs[region] ?? usualRoundTripMs;

/** The round trip to the home's devices, the same for the same request every time. */
export function latencyOf(premises: Premises, originatorCounter: bigint): number {
  const jitter = Number(originatorCounter % 700n);
  return roundTripOf(networkOf(premises)) + jitter;
}
