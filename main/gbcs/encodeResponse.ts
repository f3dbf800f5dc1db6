import { WorkbenchError } from '../../shared/errors.ts';
import { fromHex } from './bytes.ts';
import type { ResponseData } from './data.ts';
import type { DecodedMessage } from './decodedMessage.ts';
import { codecOrThrow, euiOrThrow } from './encodeCommand.ts';
import { addMac, encodeSigned, withoutSignature } from './encodeMessage.ts';
import type { GbcsKeys } from './keys.ts';
import { withSupplementaryKey } from './supplementaryKey.ts';
import { dateTimeOctets } from './times.ts';
import type { CompleteHeader, UseCaseCodec } from './useCases/codec.ts';

export interface ResponseInput {
  /** The command that is answered, as decoded. */
  readonly command: DecodedMessage;
  /** What the device answers; without it, `failure` is needed. */
  readonly data?: ResponseData;
  /** A Data-Access-Result or Action-Result other than 0, e.g. 1 for a hardware fault. */
  readonly failure?: number;
  /**
   * The device's own counter towards an Unknown Remote Party: goes into the message where the answer is encrypted for
   * one. Each value may be used once, as it makes the key.
   */
  readonly supplementaryOriginatorCounter?: bigint;
  /** The time of a reading, ISO 8601 UTC, for use cases that carry it in the grouping header (ECS17a, ECS17b). */
  readonly dateTime?: string;
}

const certificateField = 'Grouping Header.Other Information.Supplementary Remote Party Key Agreement Certificate';

/** The keys at hand with the one that the command of an Unknown Remote Party brings along. */
function withKeyOf(command: DecodedMessage, keys: GbcsKeys, header: CompleteHeader): GbcsKeys {
  const { supplementaryRemotePartyId } = header;
  const field = command.fields.find(({ path }) => path === certificateField);
  const supplementaryCertificate = field === undefined ? undefined : fromHex(field.hex);
  if (supplementaryRemotePartyId === undefined || supplementaryCertificate === undefined) return keys;
  return withSupplementaryKey(keys, { supplementaryRemotePartyId, supplementaryCertificate });
}

function responseHeader(input: ResponseInput, codec: UseCaseCodec): CompleteHeader {
  const { command, data } = input;
  const party = command.supplementaryRemotePartyId;
  const counter = command.supplementaryRemotePartyCounter;
  const time = input.dateTime ?? (data?.kind === 'registers' ? data.time : undefined);
  const dateTime = codec.hasDateTime && data !== undefined && time !== undefined ? dateTimeOctets(time) : undefined;
  const isEncryptedForParty = party !== undefined && codec.isProtected && data !== undefined;
  const ownCounter = input.supplementaryOriginatorCounter;
  return {
    cra: 'response',
    messageCode: codec.messageCode,
    originatorCounter: BigInt(command.originatorCounter),
    originator: euiOrThrow(command.recipient, 'recipient'),
    recipient: euiOrThrow(command.originator, 'originator'),
    ...(dateTime === undefined ? {} : { dateTime }),
    ...(party === undefined ? {} : { supplementaryRemotePartyId: euiOrThrow(party, 'supplementaryRemotePartyId') }),
    ...(counter === undefined ? {} : { supplementaryRemotePartyCounter: BigInt(counter) }),
    ...(isEncryptedForParty && ownCounter !== undefined ? { supplementaryOriginatorCounter: ownCounter } : {}),
  };
}

/**
 * Builds a device's response to a non-critical Command, with the device's MAC: the whole message, from DD.
 * Sensitive data is encrypted for the Supplementary Remote Party where the command has one, else for its originator.
 * Needs the device's Key Agreement private key and the other parties' public points.
 * Throws WorkbenchError 'invalid-argument' or 'credential-unavailable'.
 */
export function encodeResponse(input: ResponseInput, keys: GbcsKeys): Uint8Array {
  const codec = codecOrThrow(input.command.useCase);
  const header = responseHeader(input, codec);
  const payload = responsePayload(input, codec, header, keys);
  return addMac(header, withoutSignature(encodeSigned(header, payload)), keys);
}

function responsePayload(
  input: ResponseInput,
  codec: UseCaseCodec,
  header: CompleteHeader,
  keys: GbcsKeys,
): Uint8Array {
  if (input.failure !== undefined && input.failure !== 0) return codec.encodeFailure(header, input.failure);
  if (input.data === undefined) {
    throw new WorkbenchError('invalid-argument', 'A response needs "data", or a "failure" other than 0.');
  }
  return codec.encodeResponse(header, input.data, withKeyOf(input.command, keys, header));
}
