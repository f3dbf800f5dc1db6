/** Puts a payload into a GBCS message, and adds MAC and signature to it (GBCS 7.2, 4.3). */
import { WorkbenchError } from '../../shared/errors.ts';
import { concatenate, formatEui64, lengthOctets, octets, uint16Octets, uint64Octets } from './bytes.ts';
import { authenticatedHeader, computeMac, computeSignature } from './cryptography.ts';
import type { CommandResponseAlert } from './decodedMessage.ts';
import { accessControlBrokerOf, type GbcsKeys } from './keys.ts';
import type { CompleteHeader } from './useCases/codec.ts';
import { keyName, macKeyOf } from './verify.ts';

const craFlags: Readonly<Record<CommandResponseAlert, number>> = { command: 1, response: 2, alert: 3 };

function otherInformation(header: CompleteHeader): Uint8Array {
  const parts = [uint16Octets(header.messageCode)];
  if (header.supplementaryRemotePartyId !== undefined) parts.push(header.supplementaryRemotePartyId);
  if (header.supplementaryRemotePartyCounter !== undefined)
    parts.push(uint64Octets(header.supplementaryRemotePartyCounter));
  if (header.supplementaryOriginatorCounter !== undefined)
    parts.push(uint64Octets(header.supplementaryOriginatorCounter));
  if (header.supplementaryCertificate !== undefined) parts.push(header.supplementaryCertificate);
  return concatenate(...parts);
}

function withLength(bytes: Uint8Array): Uint8Array {
  return concatenate(lengthOctets(bytes.length), bytes);
}

/** The message from the general-signing tag DF to the end of the payload: a Pre-Command without its signature length. */
export function encodeSigned(header: CompleteHeader, payload: Uint8Array): Uint8Array {
  return concatenate(
    octets(0xdf, 0x09, craFlags[header.cra]),
    uint64Octets(header.originatorCounter),
    withLength(header.originator),
    withLength(header.recipient),
    header.dateTime === undefined ? octets(0) : withLength(header.dateTime),
    withLength(otherInformation(header)),
    withLength(payload),
  );
}

/**
 * Adds the originator's digital signature.
 * @param signed from DF to the end of the payload
 * Throws WorkbenchError 'credential-unavailable' where the originator's private key is not known.
 */
export function addSignature(header: CompleteHeader, signed: Uint8Array, keys: GbcsKeys): Uint8Array {
  const privateKey = keys.digitalSignaturePrivateKey(keyName(header.originator));
  if (privateKey === undefined) {
    throw new WorkbenchError(
      'credential-unavailable',
      `The Digital Signature private key of ${formatEui64(header.originator)} is needed to sign the message.`,
    );
  }
  return concatenate(signed, withLength(computeSignature(privateKey, signed.subarray(1))));
}

/** Adds the signature length 00 of a message that is not signed. */
export function withoutSignature(signed: Uint8Array): Uint8Array {
  return concatenate(signed, octets(0));
}

/**
 * Wraps a message with its MAC: the Access Control Broker's for a Command, the originator's for the others.
 * @param protectedOctets from DF to the end of the signature, its length included
 * Throws WorkbenchError 'credential-unavailable' where the key cannot be agreed.
 */
export function addMac(header: CompleteHeader, protectedOctets: Uint8Array, keys: GbcsKeys): Uint8Array {
  const key = macKeyOf(keys, header);
  if (key === undefined) {
    const [one, other] =
      header.cra === 'command'
        ? [accessControlBrokerOf(keys), keyName(header.recipient)]
        : [keyName(header.originator), keyName(header.recipient)];
    throw new WorkbenchError(
      'credential-unavailable',
      `The MAC needs the Key Agreement private key of ${one} or of ${other}, and the other's public one.`,
      { detail: { parties: [one, other] } },
    );
  }
  return withMac(protectedOctets, computeMac(key, header.originator, protectedOctets));
}

/** Wraps a message with a MAC that is known already. */
export function withMac(protectedOctets: Uint8Array, mac: Uint8Array): Uint8Array {
  return concatenate(
    octets(0xdd, 0, 0, 0, 0, 0, 0),
    withLength(concatenate(authenticatedHeader, protectedOctets, mac)),
  );
}
