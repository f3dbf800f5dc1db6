/** Makes UTRNs, and checks those that others made (GBCS 14, as DCC's published gbcs-parser reads it). */
import { WorkbenchError } from '../../shared/errors.ts';
import { concatenate, formatEui64, octets, uint32Octets, uint64Octets } from './bytes.ts';
import { agreeSharedSecret, computeTag, deriveKey, keyPurpose } from './cryptography.ts';
import type { Verdict } from './decodedMessage.ts';
import type { GbcsKeys } from './keys.ts';
import {
  formatUtrn,
  greatestValue,
  hasRightCheckDigit,
  isUtrnOfCounter,
  readUtrn,
  topUpCounterOf,
  utrnHead,
} from './utrn.ts';
import { keyName } from './verify.ts';

/** Whom a top up is from and for, and which one it is. */
export interface TopUp {
  /** The supplier, eight octets. */
  readonly originator: Uint8Array;
  /** The meter, eight octets. */
  readonly target: Uint8Array;
  /** The top up counter in its upper half, zeros in its lower. */
  readonly originatorCounter: bigint;
}

const valueClasses = { pence: 0, pounds: 1 } as const;

export interface TopUpAmount {
  readonly unit: keyof typeof valueClasses;
  /** From 0 to 8191. */
  readonly value: number;
}

function agree(privateKey: Uint8Array | undefined, publicPoint: Uint8Array | undefined): Uint8Array | undefined {
  if (privateKey === undefined || publicPoint === undefined) return undefined;
  try {
    return agreeSharedSecret(privateKey, publicPoint);
  } catch {
    // A point that is not of the curve counts as unknown.
    return undefined;
  }
}

/** The secret of the supplier's prepayment key and the meter's Key Agreement key, from whichever private one is known. */
function sharedSecretOf(keys: GbcsKeys, supplier: string, meter: string): Uint8Array | undefined {
  return (
    agree(keys.prepaymentPrivateKey?.(supplier), keys.keyAgreementPublicPoint(meter)) ??
    agree(keys.keyAgreementPrivateKey(meter), keys.prepaymentPublicPoint?.(supplier))
  );
}

const associatedDataPrefix = octets(0x11, 0, 0, 0, 0, 0);
const utrnFlag = octets(0x01);
const macOffset = 12;

/** The last four octets of the tag over head and parties, as a number; undefined where the keys are not at hand. */
function macOf(head: number, { originator, target, originatorCounter }: TopUp, keys: GbcsKeys): number | undefined {
  const secret = sharedSecretOf(keys, keyName(originator), keyName(target));
  if (secret === undefined) return undefined;
  const context = { purpose: keyPurpose.commandMac, originator, originatorCounter, recipient: target };
  const counter = uint64Octets(originatorCounter);
  const covered = concatenate(associatedDataPrefix, originator, target, utrnFlag, counter, uint32Octets(head));
  const tag = computeTag(deriveKey(secret, context), originator, covered);
  return new DataView(tag.buffer, tag.byteOffset).getUint32(macOffset);
}

/**
 * The 20 digits that top up a meter.
 * Throws WorkbenchError 'invalid-argument' where the value is out of range, 'credential-unavailable' where neither the
 * supplier's prepayment private key nor the meter's Key Agreement one is known, or the other's public point is not.
 */
export function makeUtrn(topUp: TopUp, { unit, value }: TopUpAmount, keys: GbcsKeys): string {
  if (!Number.isInteger(value) || value < 0 || value > greatestValue) {
    throw new WorkbenchError(
      'invalid-argument',
      `The value of a top up is a whole number from 0 to ${greatestValue}, not ${value}. Larger ones go in pounds.`,
    );
  }
  const counter = topUpCounterOf(topUp.originatorCounter);
  const head = utrnHead({ counter, valueClass: valueClasses[unit], value });
  const mac = macOf(head, topUp, keys);
  if (mac !== undefined) return formatUtrn(head, mac);
  throw new WorkbenchError(
    'credential-unavailable',
    `A UTRN needs the prepayment Key Agreement private key of ${formatEui64(topUp.originator)} and the public one of ${formatEui64(topUp.target)}, or the reverse.`,
  );
}

export interface UtrnVerdict {
  readonly checkDigit: 'valid' | 'invalid';
  /** Whether it holds the counter of the top up. */
  readonly counter: 'valid' | 'invalid';
  readonly mac: Exclude<Verdict, 'absent'>;
}

/** What is right and wrong about a UTRN; undefined where the text cannot be one. */
export function checkUtrn(text: string, topUp: TopUp, keys?: GbcsKeys): UtrnVerdict | undefined {
  const parts = readUtrn(text);
  if (parts === undefined) return undefined;
  const mac = keys === undefined ? undefined : macOf(utrnHead(parts), topUp, keys);
  const verdict = (isRight: boolean) => (isRight ? 'valid' : 'invalid');
  return {
    checkDigit: verdict(hasRightCheckDigit(text)),
    counter: verdict(isUtrnOfCounter(parts, topUp.originatorCounter)),
    mac: mac === undefined ? 'unknown' : verdict(mac === Number.parseInt(parts.mac, 16)),
  };
}
