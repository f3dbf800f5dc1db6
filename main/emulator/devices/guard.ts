import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import { decodeMessage } from '../../gbcs/decodeMessage.ts';
import type { GbcsKeys } from '../../gbcs/keys.ts';

/** The counters that a device has seen, by originator; top ups have counters of their own (GBCS 4.3, 14). */
export interface CounterFloors {
  /** The last one accepted from this originator. */
  last(originator: string): bigint | undefined;
  accept(originator: string, counter: bigint): void;
  /** Starts over from a floor that came with new credentials. */
  restart(originator: string, floor: bigint): void;
}

export function makeCounterFloors(): CounterFloors {
  const counters = new Map<string, bigint>();
  return {
    last: (originator) => counters.get(originator),
    accept: (originator, counter) => void counters.set(originator, counter),
    restart: (originator, floor) => void counters.set(originator, floor),
  };
}

const topUps = new Set(['CS01a', 'CS01b']);

/** Why a device does not act on a message. */
export type Refusal = 'unreadable' | 'badMac' | 'badSignature' | 'replayed';

/**
 * What every device checks before it acts: that it can read the command, the MAC, the signature of a critical one, and
 * that its counter is above the last one from its originator (GBCS 4.3).
 */
export function checkCommand(
  bytes: Uint8Array,
  keys: GbcsKeys,
  floors: CounterFloors,
): { command: DecodedMessage } | { refusal: Refusal } {
  const decoded = decodeMessage(bytes, keys);
  if (!decoded.ok || decoded.message.cra !== 'command') return { refusal: 'unreadable' };
  const command = decoded.message;
  if (command.mac !== 'valid') return { refusal: 'badMac' };
  // Without keys to check a signature, the command is not obeyed.
  if (command.signature !== 'valid' && command.signature !== 'absent') return { refusal: 'badSignature' };
  const counter = BigInt(command.originatorCounter);
  const sequence = topUps.has(command.useCase) ? `${command.originator} top up` : command.originator;
  if (counter <= (floors.last(sequence) ?? -1n)) return { refusal: 'replayed' };
  floors.accept(sequence, counter);
  return { command };
}
