import type { JsonObject } from '../duis/jsonTree.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import { present } from './part.ts';

// Status of a COSEM date-time (IEC 62056-6-2, 4.1.6.1): invalid, doubtful, of another clock; FF: not specified.
const invalidBit = 0x01;
const doubtfulBit = 0x02;
const otherClockBit = 0x04;
const notSpecified = 0xff;

export function clockStatus(status: number): 'reliable' | 'invalid' | 'unreliable' {
  if ((status & invalidBit) !== 0) return 'invalid';
  return (status & doubtfulBit) !== 0 ? 'unreliable' : 'reliable';
}

function timestamp(message: DecodedMessage): JsonObject | string | undefined {
  if (message.dateTime === undefined) return undefined;
  const octets = message.fields.find(({ path }) => path === 'Grouping Header.Date Time')?.hex ?? '';
  const status = Number.parseInt(octets.slice(-2), 16);
  if (Number.isNaN(status) || status === notSpecified) return message.dateTime;
  return {
    '@isFromGSME': String((status & otherClockBit) !== 0),
    '@ClockStatus': clockStatus(status),
    '#text': message.dateTime,
  };
}

export interface Service {
  readonly serviceReference?: string;
  readonly serviceReferenceVariant?: string;
}

/** The MMC's Header: the Grouping Header, and the service where it is known. */
export function headerTree(message: DecodedMessage, service: Service): JsonObject {
  return present({
    BusinessOriginatorID: message.originator,
    BusinessTargetID: message.recipient,
    OriginatorCounter: message.originatorCounter,
    SupplementaryRemotePartyID: message.supplementaryRemotePartyId,
    SupplementaryRemotePartyCounter: message.supplementaryRemotePartyCounter,
    SupplementaryOriginatorCounter: message.supplementaryOriginatorCounter,
    GBCSHexadecimalMessageCode: message.messageCode,
    ServiceReference: service.serviceReference,
    ServiceReferenceVariant: service.serviceReferenceVariant,
    Timestamp: timestamp(message),
  });
}
