import { answerCommand } from '../../gbcs/answerCommand.ts';
import { parseEui64 } from '../../gbcs/bytes.ts';
import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import type { GbcsKeys } from '../../gbcs/keys.ts';
import type { Device } from '../../gbcs/respond.ts';
import { readUtrn, type Utrn } from '../../gbcs/utrn.ts';
import { checkUtrn } from '../../gbcs/utrnMac.ts';
import type { Settle } from './charging.ts';
import { topUpBalance } from './cosem/account.ts';
import { answerAccess, type CosemObjects, result } from './cosem/answerAccess.ts';
import { addEntry, logTime, plainOf } from './cosem/logs.ts';
import type { CreditWatch } from './credit.ts';
import type { Interruptions } from './interruptions.ts';

/** A device's part that answers commands of the access service. */
export interface AccessServer {
  objects: CosemObjects;
  answer(bytes: Uint8Array, command: DecodedMessage, device: Device, nowMs: number): Uint8Array;
  /** Charges its account for what was used until now; a meter alone has one. */
  settle?: Settle;
  /** Holds its account against its thresholds; a meter's alone. */
  credit?: CreditWatch;
  /** When it had nothing to measure; a meter's alone. */
  interruptions?: Interruptions;
}

/** What a top up code of a command is worth, in hundred-thousandths of the currency unit; undefined where it is refused. */
export type TopUpWorth = (code: string, command: DecodedMessage, keys: GbcsKeys) => number | undefined;

/** Hundred-thousandths of the currency unit in a penny and in a pound, by the class of a UTRN's value. */
const worthOfClass: Readonly<Record<number, number>> = { 0: 1000, 1: 100_000 };

export const worthOf = ({ value, valueClass }: Pick<Utrn, 'value' | 'valueClass'>): number =>
  value * (worthOfClass[valueClass] ?? 0);

/** By the UTRN's check digit, counter and MAC (GBCS 14). */
export const topUpWorth: TopUpWorth = (code, command, keys) => {
  const [originator, target] = [parseEui64(command.originator), parseEui64(command.recipient)];
  if (originator === undefined || target === undefined) return undefined;
  const topUp = { originator, target, originatorCounter: BigInt(command.originatorCounter) };
  const verdict = checkUtrn(code, topUp, keys);
  const parts = readUtrn(code);
  if (parts === undefined || verdict === undefined) return undefined;
  const isRight = verdict.checkDigit === 'valid' && verdict.counter === 'valid' && verdict.mac === 'valid';
  return isRight ? worthOf(parts) : undefined;
};

/** GBCS event code: UTRN not Authentic. */
const notAuthentic = 0x8f63;

/** As `topUpWorth`, for a meter that wants to hear of each code that is not authentic. */
export const topUpHeardBy =
  (hear: (code: string) => void): TopUpWorth =>
  (code, command, keys) => {
    const worth = topUpWorth(code, command, keys);
    if (worth === undefined) hear(notAuthentic.toString(16).toUpperCase());
    return worth;
  };

const tokenGateway = '115/0-0:19.40.0.255/1';
const securityLog = '7/0-0:99.98.1.255/2';

/** Answers a command from a device's objects; a token gateway checks top ups against the command that brings them. */
export function answerFromObjects(
  objects: CosemObjects,
  bytes: Uint8Array,
  command: DecodedMessage,
  device: Device,
  nowMs: number,
  topUp: TopUpWorth = topUpWorth,
): Uint8Array {
  const enter = (value: Uint8Array): number => {
    const code = plainOf(value);
    const worth = topUp(
      code instanceof Uint8Array ? Buffer.from(code).toString('latin1') : String(code),
      command,
      device.keys,
    );
    if (worth === undefined) {
      addEntry(objects.attributes, securityLog, [logTime(nowMs), notAuthentic]);
      return result.otherReason;
    }
    topUpBalance(objects.attributes, worth, nowMs);
    return result.success;
  };
  const methods = objects.attributes.get('7/0-0:98.1.5.255/2') === undefined ? {} : { [tokenGateway]: enter };
  const complete = { ...objects, methods: { ...objects.methods, ...methods } };
  return answerCommand(bytes, answerAccess(complete, nowMs), device);
}
