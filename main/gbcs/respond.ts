/** What the answers to commands of any format have in common: the header, and how the device protects them (GBCS 6, 7.2). */
import dated from '../../fixtures/gbcs/datedResponses.json' with { type: 'json' };
import signed from '../../fixtures/gbcs/signedResponses.json' with { type: 'json' };
import { WorkbenchError } from '../../shared/errors.ts';
import type { GbcsKeys } from './keys.ts';
import type { Payload } from './payload.ts';
import { type ReadMessage, readMessage } from './readMessage.ts';
import { withSupplementaryKey } from './supplementaryKey.ts';
import { dateTimeOctets } from './times.ts';
import type { CompleteHeader } from './useCases/codec.ts';
import { formatMessageCode } from './useCaseTable.ts';
import { writeMessage } from './writeMessage.ts';

/** What a device brings to an answer besides the payload. */
export interface Device {
  /** Its own private keys, and the public points of those it knows. */
  readonly keys: GbcsKeys;
  /** Its clock, ISO 8601 UTC, for responses that carry it. */
  readonly time: string;
  /** The status octet of that date-time (IEC 62056-6-2, 4.1.6.1); FF, not specified, where it is absent. */
  readonly clockStatus?: number;
  /**
   * Its own counter towards an Unknown Remote Party, which goes into a response that is encrypted for one. Each value may
   * be used once, as it makes the key.
   */
  readonly supplementaryOriginatorCounter?: bigint;
}

/** Reads the command that is answered. Throws WorkbenchError 'invalid-document' where it is none. */
export function readCommand(bytes: Uint8Array, { keys }: Device): ReadMessage {
  const command = readMessage(bytes, keys, 'command');
  if (command.header.cra === 'command') return command;
  throw new WorkbenchError('invalid-document', `The message is no command but a ${command.header.cra}.`);
}

function clockOf({ time, clockStatus }: Device): Uint8Array | undefined {
  const dateTime = dateTimeOctets(time);
  if (dateTime !== undefined && clockStatus !== undefined) dateTime[dateTime.length - 1] = clockStatus;
  return dateTime;
}

function responseHeader(command: CompleteHeader, device: Device, isEncrypted: boolean): CompleteHeader {
  const { originator, recipient, originatorCounter, messageCode } = command;
  const { supplementaryRemotePartyId: party, supplementaryRemotePartyCounter: counter } = command;
  const own = device.supplementaryOriginatorCounter;
  const carriesTime = dated.messageCodes.includes(formatMessageCode(messageCode));
  const dateTime = carriesTime ? clockOf(device) : undefined;
  return {
    cra: 'response',
    messageCode,
    originatorCounter,
    originator: recipient,
    recipient: originator,
    ...(dateTime === undefined ? {} : { dateTime }),
    ...(party === undefined ? {} : { supplementaryRemotePartyId: party }),
    ...(counter === undefined ? {} : { supplementaryRemotePartyCounter: counter }),
    ...(isEncrypted && party !== undefined && own !== undefined ? { supplementaryOriginatorCounter: own } : {}),
  };
}

/**
 * The whole response to a command: signed by the device where the command was signed (a critical one), with the device's
 * MAC else.
 * @param isEncrypted whether some of the payload is encrypted
 * @param make the payload, once the response's header is known
 * Throws WorkbenchError 'credential-unavailable' where the device lacks a key.
 */
export function respond(
  command: ReadMessage,
  device: Device,
  isEncrypted: boolean,
  make: (header: CompleteHeader) => Payload,
): Uint8Array {
  const header = responseHeader(command.header, device, isEncrypted);
  const keys = withSupplementaryKey(device.keys, command.header);
  const isSigned =
    command.signature instanceof Uint8Array || signed.messageCodes.includes(formatMessageCode(header.messageCode));
  const payload = make(header);
  return writeMessage(
    { header, payload, ...(isSigned ? { signature: 'compute' } : { signature: 'none', mac: 'compute' }) },
    keys,
  );
}
