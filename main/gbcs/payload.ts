/** Reads the payload of a message: DLMS COSEM, GBZ or ASN.1, told apart by its first octets. */
import { type Asn1Payload, readAsn1Payload } from './asn1/payloads.ts';
import {
  type AccessRequest,
  type AccessResponse,
  readAccessRequest,
  readAccessResponse,
} from './dlms/accessService.ts';
import { type DataNotification, readDataNotification } from './dlms/dataNotification.ts';
import type { GroupingHeader } from './header.ts';
import { peek, type Reader, remaining } from './reader.ts';
import { attributesAskedBy } from './useCaseAttributes.ts';
import { type GbzAlert, type GbzPayload, readGbzAlert, readGbzPayload } from './zigbee/components.ts';

export type Payload =
  | AccessRequest
  | AccessResponse
  | DataNotification
  | GbzPayload
  | GbzAlert
  | Asn1Payload
  | { readonly kind: 'empty' };

const dlmsTags = { accessRequest: 0xd9, accessResponse: 0xda, dataNotification: 0x0f } as const;
const gbzProfile = [0x01, 0x09] as const;

export function readPayload(reader: Reader, header: GroupingHeader): Payload {
  if (remaining(reader) === 0) return { kind: 'empty' };
  switch (peek(reader)) {
    case dlmsTags.accessRequest:
      return readAccessRequest(reader, 'Payload.Access Request');
    case dlmsTags.accessResponse:
      return readAccessResponse(reader, 'Payload.Access Response', attributesAskedBy(header.messageCode ?? 0));
    case dlmsTags.dataNotification:
      return readDataNotification(reader, 'Payload.Data Notification', header);
    default:
  }
  if (peek(reader) === gbzProfile[0] && peek(reader, 1) === gbzProfile[1]) {
    return header.cra === 'alert' ? readGbzAlert(reader, header) : readGbzPayload(reader);
  }
  return readAsn1Payload(reader, header);
}
