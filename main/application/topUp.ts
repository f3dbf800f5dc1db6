import { WorkbenchError } from '../../shared/errors.ts';
import { parseEui64 } from '../gbcs/bytes.ts';
import type { GbcsKeys } from '../gbcs/keys.ts';
import { makeUtrn, type TopUpAmount } from '../gbcs/utrnMac.ts';
import type { EvidenceStore } from './ports.ts';

/** The Service Reference Variant of a top up: its counters are a sequence of their own. */
export const topUpVariant = '2.2';

const written = /^utrn (\d+) (pounds|pence)$/;

/** Whether a name in a value asks for a top up code: `utrn 20 pounds`. */
export const isTopUpCode = (name: string): boolean => written.test(name);

/**
 * The Originator Counter of a top up: the counter of the UTRN in its upper half, zeros in its lower (GBCS 14, as DCC's
 * published gbcs-parser reads it). Seconds since 1970 or one more than the last, so that it fits and rises.
 */
export const nextTopUpCounter = (
  store: Pick<EvidenceStore, 'nextOriginatorCounter'>,
  originator: string,
  target: string,
  nowMs: number,
): bigint => store.nextOriginatorCounter(originator, `${target} top up`, Math.floor(nowMs / 1000)) << 32n;

/**
 * The UTRN of an amount for the meter and counter of a request.
 *
 * @param name as it stands in the value
 * @throws WorkbenchError `credential-unavailable` without the supplier's prepayment key or the meter's public one
 */
export function topUpCode(
  name: string,
  request: { originator: string; target: string; counter: bigint },
  keys: GbcsKeys,
): string {
  const [, value, unit] = written.exec(name) ?? [];
  const [originator, target] = [parseEui64(request.originator), parseEui64(request.target)];
  if (value === undefined || originator === undefined || target === undefined)
    throw new WorkbenchError('invalid-document', `"${name}" is no top up code; write \${utrn 20 pounds}`);
  const amount: TopUpAmount = { unit: unit as TopUpAmount['unit'], value: Number(value) };
  return makeUtrn({ originator, target, originatorCounter: request.counter }, amount, keys);
}
