/** Which ASN.1 payload a message carries, by its message code and direction. */
import type { CommandResponseAlert } from '../decodedMessage.ts';
import type { GroupingHeader } from '../header.ts';
import { peek, type Reader, remaining } from '../reader.ts';
import { type Asn1Value, readElement } from './readElement.ts';
import { type Element, payloads } from './schema.ts';

export interface Asn1Payload {
  readonly kind: 'asn1';
  /** What the payload is, e.g. `Join Device Command`. */
  readonly name: string;
  readonly value: Asn1Value;
}

type Candidates = Readonly<Partial<Record<CommandResponseAlert, readonly Element[]>>>;

const updateCredentials: Candidates = {
  command: [payloads.updateSecurityCredentialsCommand],
  response: [payloads.updateSecurityCredentialsResponse],
  alert: [payloads.updateSecurityCredentialsAlert],
};
const provideCredentials: Candidates = {
  command: [payloads.provideSecurityCredentialsCommand],
  response: [payloads.provideSecurityCredentialsResponse],
};
const joinDevice: Candidates = { command: [payloads.joinDeviceCommand], response: [payloads.joinResponse] };
const unjoinDevice: Candidates = { command: [payloads.unjoinDeviceCommand], response: [payloads.joinResponse] };

const byMessageCode: ReadonlyMap<number, Candidates> = new Map<number, Candidates>([
  [0x0008, provideCredentials],
  [0x011b, provideCredentials],
  [
    0x000a,
    {
      command: [payloads.issueSecurityCredentialsCommand],
      response: [payloads.issueSecurityCredentialsResponse, payloads.issueFailure],
    },
  ],
  [0x000b, { command: [payloads.certificate], response: [payloads.joinResponse] }],
  [
    0x000c,
    { command: [payloads.provideDeviceCertificateCommand], response: [payloads.certificate, payloads.joinResponse] },
  ],
  [0x000d, joinDevice],
  [0x000e, joinDevice],
  [0x00ab, joinDevice],
  [0x00af, joinDevice],
  [0x000f, unjoinDevice],
  [0x0010, unjoinDevice],
  [
    0x0012,
    {
      command: [payloads.activateFirmwareCommand],
      response: [payloads.commandAccepted, payloads.activateFirmwareResponse],
      alert: [payloads.activateFirmwareAlert],
    },
  ],
  [0x0013, { command: [payloads.readDeviceJoinDetailsCommand], response: [payloads.readDeviceJoinDetailsResponse] }],
  [0x007f, { command: [payloads.setTimeCommand], response: [payloads.setTimeResponse] }],
  [0x008c, { command: [payloads.gpfDeviceLogRestoreCommand], response: [payloads.gpfDeviceLogRestoreResponse] }],
  [0x00b2, { alert: [payloads.gpfDeviceLogBackupAlert] }],
  [0x00ca, { alert: [payloads.activateFirmwareAlert] }],
  [0x00cb, updateCredentials],
  ...Array.from({ length: 10 }, (_, mode): [number, Candidates] => [0x0100 + mode, updateCredentials]),
  [0x0124, updateCredentials],
  [0x0125, updateCredentials],
  [0x0126, updateCredentials],
  [0x0128, { alert: [payloads.firmwareTransferAlert] }],
  [0x0129, { command: [payloads.readFirmwareVersionCommand], response: [payloads.readFirmwareVersionResponse] }],
  [0x012b, { alert: [payloads.firmwareOutcomeAlert] }],
]);

/** Reads the ASN.1 elements of a payload: one as a rule; any others are read by their tags. */
export function readAsn1Payload(reader: Reader, header: GroupingHeader): Asn1Payload {
  const candidates = header.cra === undefined ? [] : (byMessageCode.get(header.messageCode ?? 0)?.[header.cra] ?? []);
  const format = candidates.find(({ tag }) => tag === peek(reader));
  const name = format?.name ?? 'ASN.1';
  const value = readElement(reader, `Payload.${name}`, format);
  for (let place = 1; remaining(reader) > 0; place += 1) readElement(reader, `Payload[${place}]`, undefined);
  return { kind: 'asn1', name, value };
}
