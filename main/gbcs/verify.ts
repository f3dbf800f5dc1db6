/** Verdicts on a message's MAC, signature and encrypted data, as far as the keys at hand go. */
import { toHex } from './bytes.ts';
import {
  agreeSharedSecret,
  computeMac,
  decryptData,
  deriveKey,
  keyPurpose,
  signatureIsValid,
  tagsAreEqual,
} from './cryptography.ts';
import type { Verdict } from './decodedMessage.ts';
import type { GroupingHeader } from './header.ts';
import { accessControlBrokerOf, type GbcsKeys } from './keys.ts';

export function keyName(eui: Uint8Array): string {
  return toHex(eui).toLowerCase();
}

/**
 * The shared secret of two parties, from whichever private key is known: 32 octets, or undefined where neither private
 * key, or not the other's public point, is known. Points that are not of the curve count as unknown.
 */
function sharedSecretOf(keys: GbcsKeys, one: string, other: string): Uint8Array | undefined {
  return half(keys, one, other) ?? half(keys, other, one);
}

function half(keys: GbcsKeys, own: string, other: string): Uint8Array | undefined {
  const privateKey = keys.keyAgreementPrivateKey(own);
  const publicPoint = privateKey === undefined ? undefined : keys.keyAgreementPublicPoint(other);
  if (privateKey === undefined || publicPoint === undefined) return undefined;
  try {
    return agreeSharedSecret(privateKey, publicPoint);
  } catch {
    return undefined;
  }
}

const macPurposes = {
  command: keyPurpose.commandMac,
  response: keyPurpose.responseMac,
  alert: keyPurpose.alertMac,
} as const;

// Between devices of one home no Access Control Broker takes part: PCS, PECS and HECS use cases.
const betweenDevices: ReadonlySet<number> = new Set([0x0090, 0x009b, 0x0116, 0x0117, 0x0118, 0x0119]);

/**
 * The key of a message's MAC: 16 octets. The Access Control Broker adds it to Commands, whoever their originator;
 * Responses, Alerts and Commands between devices carry the originator's, for their recipient.
 */
export function macKeyOf(keys: GbcsKeys, header: GroupingHeader): Uint8Array | undefined {
  const { cra, originator, originatorCounter, recipient } = header;
  if (cra === undefined || originator === undefined || originatorCounter === undefined || recipient === undefined) {
    return undefined;
  }
  const secret =
    cra === 'command' && !betweenDevices.has(header.messageCode ?? 0)
      ? sharedSecretOf(keys, keyName(recipient), accessControlBrokerOf(keys))
      : sharedSecretOf(keys, keyName(originator), keyName(recipient));
  if (secret === undefined) return undefined;
  return deriveKey(secret, { purpose: macPurposes[cra], originator, originatorCounter, recipient });
}

export function judgeMac(
  keys: GbcsKeys | undefined,
  header: GroupingHeader,
  protectedOctets: Uint8Array,
  mac: Uint8Array,
): Verdict {
  const key = keys === undefined ? undefined : macKeyOf(keys, header);
  if (key === undefined || header.originator === undefined) return 'unknown';
  return tagsAreEqual(computeMac(key, header.originator, protectedOctets), mac) ? 'valid' : 'invalid';
}

export function judgeSignature(
  keys: GbcsKeys | undefined,
  header: GroupingHeader,
  signedOctets: Uint8Array,
  signature: Uint8Array,
): Verdict {
  const originator = header.originator;
  const point = originator === undefined ? undefined : keys?.digitalSignaturePublicPoint(keyName(originator));
  if (point === undefined) return 'unknown';
  return signatureIsValid(point, signedOctets, signature) ? 'valid' : 'invalid';
}

/** The key of a message's encrypted data: for the Supplementary Remote Party, with its counter, where there is one. */
export function dataKeyOf(keys: GbcsKeys, header: GroupingHeader): Uint8Array | undefined {
  const { originator, originatorCounter } = header;
  const recipient = header.supplementaryRemotePartyId ?? header.recipient;
  if (originator === undefined || originatorCounter === undefined || recipient === undefined) return undefined;
  const secret = sharedSecretOf(keys, keyName(originator), keyName(recipient));
  if (secret === undefined) return undefined;
  return deriveKey(secret, {
    purpose: keyPurpose.dataEncryption,
    originator,
    originatorCounter: header.supplementaryOriginatorCounter ?? originatorCounter,
    recipient,
  });
}

export interface Decryption {
  readonly verdict: 'valid' | 'invalid' | 'unknown';
  readonly plaintext?: Uint8Array;
}

export function decrypt(
  keys: GbcsKeys | undefined,
  header: GroupingHeader,
  ciphertext: Uint8Array,
  tag: Uint8Array,
): Decryption {
  const key = keys === undefined ? undefined : dataKeyOf(keys, header);
  if (key === undefined || header.originator === undefined) return { verdict: 'unknown' };
  const plaintext = decryptData(key, header.originator, ciphertext, tag);
  return plaintext === undefined ? { verdict: 'invalid' } : { verdict: 'valid', plaintext };
}
