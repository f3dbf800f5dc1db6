import { concatenate, octets } from './bytes.ts';
import { addMac, addSignature, encodeSigned, withMac, withoutSignature } from './encodeMessage.ts';
import type { GbcsKeys } from './keys.ts';
import type { Message } from './message.ts';
import { writePayload } from './writePayload.ts';

function withSignature({ header, payload, signature }: Message, keys: GbcsKeys): Uint8Array {
  const signed = encodeSigned(header, writePayload(payload, header, keys));
  if (signature === undefined) return signed;
  if (signature === 'compute') return addSignature(header, signed, keys);
  if (signature === 'none') return withoutSignature(signed);
  return concatenate(signed, octets(signature.length), signature);
}

/**
 * Writes a whole message, from DD where it has a MAC and else from DF. What `readMessage` gives comes back octet for
 * octet; a message of one's own needs the header, the payload and how it is protected.
 * Throws WorkbenchError 'invalid-argument' where a value does not fit its type, 'credential-unavailable' where a key is
 * needed that is not at hand.
 */
export function writeMessage(message: Message, keys: GbcsKeys): Uint8Array {
  const protectedOctets = withSignature(message, keys);
  const { header, mac } = message;
  if (mac === undefined) return protectedOctets;
  return mac === 'compute' ? addMac(header, protectedOctets, keys) : withMac(protectedOctets, mac);
}
