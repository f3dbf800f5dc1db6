/** Which ASN.1 payload a message carries, by its message code and direction. */
import type { CommandResponseAlert } from '../decodedMessage.ts';
import type { GroupingHeader } from '../header.ts';
import { peek, type Reader, remaining } from '../reader.ts';
import { type Asn1Element, type Asn1Value, plainElement } from './element.ts';
import { readElement } from './readElement.ts';
import { type Element, payloads } from './schema.ts';

export interface Asn1Payload {
  readonly kind: 'asn1';
  /** One as a rule. */
  readonly elements: readonly Asn1Element[];
}

/** What a payload is, e.g. `Join Device Command`. */
export function asn1Name({ elements: [first] }: Asn1Payload): string {
  return (first !== undefined && 'format' in first ? first.format?.name : undefined) ?? 'ASN.1';
}

/** What a payload's element means. */
export function asn1Value({ elements: [first] }: Asn1Payload): Asn1Value {
  return first === undefined ? null : plainElement(first);
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

/** The formats a use case's messages of one direction have; none where the codec does not know them. */
export function formatsOf(messageCode: number, cra: CommandResponseAlert): readonly Element[] {
  return byMessageCode.get(messageCode)?.[cra] ?? [];
}

/** Reads the ASN.1 elements of a payload: one as a rule; any others are read by their tags. */
export function readAsn1Payload(reader: Reader, header: GroupingHeader): Asn1Payload {
  const candidates = header.cra === undefined ? [] : formatsOf(header.messageCode ?? 0, header.cra);
  const format = candidates.find(({ tag }) => tag === peek(reader));
  const name = format?.name ?? 'ASN.1';
  const elements = [readElement(reader, `Payload.${name}`, format)];
  while (remaining(reader) > 0) elements.push(readElement(reader, `Payload[${elements.length}]`, undefined));
  return { kind: 'asn1', elements };
}
