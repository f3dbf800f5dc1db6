import type { Asn1Answer } from '../../gbcs/answerAsn1.ts';
import { type Asn1Payload, asn1Name, asn1Value } from '../../gbcs/asn1/payloads.ts';
import { payloads } from '../../gbcs/asn1/schema.ts';
import { type Asn1Input, writeElement } from '../../gbcs/asn1/writeElement.ts';
import { fromHex, parseEui64 } from '../../gbcs/bytes.ts';
import type { GroupingHeader } from '../../gbcs/header.ts';
import { parseCertificate } from '../../smki/certificate.ts';
import { makeCertificationRequest } from './credentials/certificationRequest.ts';
import { provideCredentials } from './credentials/provideCredentials.ts';
import type { TrustAnchors } from './credentials/trustAnchors.ts';
import {
  listOf,
  millisecondsOf,
  type ReplacedCredential,
  recordOf,
  updateCredentials,
} from './credentials/updateCredentials.ts';
import type { DeviceLog } from './deviceLog.ts';
import type { FirmwareStore } from './firmware.ts';
import type { CounterFloors } from './guard.ts';
import { asn1Alert } from './outcomeAlert.ts';
import type { InstructionResult, Pending } from './pending.ts';
import { isoTime } from './zigbee/times.ts';

export type KeyUsageName = 'Digital Signature' | 'Key Agreement';

/** What a device brings to commands in ASN.1. */
export interface Asn1Device {
  anchors: TrustAnchors;
  floors: CounterFloors;
  pending: Pending;
  log: DeviceLog;
  firmware: FirmwareStore;
  /** The certificate (DER) that the device came with. */
  ownCertificate(usage: KeyUsageName): Uint8Array | undefined;
  /** Those that it was given since, by key usage. */
  newCertificates: Map<string, Uint8Array>;
  /** Credentials that were replaced since somebody asked. */
  replaced: ReplacedCredential[];
  /** Public points of keys that the device made and awaits certificates for, by key usage. */
  awaited: Map<string, Uint8Array>;
}

/** Response codes of GBCS 13. */
const response = { success: 0, failure: 1, invalidCertificate: 11 } as const;

type Act = (device: Asn1Device, asked: Asn1Payload, nowMs: number, header: GroupingHeader) => Asn1Answer;

const joinAnswer = (code: number): Asn1Answer => ({ format: payloads.joinResponse, value: code });
const usageIn = (asked: Asn1Payload): string => String(recordOf(asn1Value(asked))['Key Usage'] ?? '');
const isKeyUsage = (usage: string): usage is KeyUsageName => usage === 'Digital Signature' || usage === 'Key Agreement';
const eui = (deviceId: string): Uint8Array => parseEui64(deviceId) ?? new Uint8Array(8);

/** CS02c: a new key, whose certificate CS02d brings. */
const issueCredentials: Act = ({ awaited }, asked) => {
  const request = makeCertificationRequest();
  awaited.set(usageIn(asked), request.publicPoint);
  return { format: payloads.issueSecurityCredentialsResponse, value: request.der };
};

/** CS02d: takes a certificate for the key that it awaits one for. */
const takeCertificate: Act = ({ awaited, newCertificates }, { elements: [element] }) => {
  const der = element === undefined ? new Uint8Array() : writeElement(element).bytes;
  const { publicPoint, keyUsage } = parseCertificate(der);
  const usage = keyUsage.includes('keyAgreement') ? 'Key Agreement' : 'Digital Signature';
  if (!Buffer.from(awaited.get(usage) ?? []).equals(publicPoint)) return joinAnswer(response.invalidCertificate);
  awaited.delete(usage);
  newCertificates.set(usage, der);
  return joinAnswer(response.success);
};

/** CS02e: its own certificate. */
const provideCertificate: Act = ({ newCertificates, ownCertificate }, asked) => {
  const usage = usageIn(asked);
  const der = newCertificates.get(usage) ?? (isKeyUsage(usage) ? ownCertificate(usage) : undefined);
  return der === undefined ? joinAnswer(response.failure) : { format: payloads.certificate, value: der };
};

const join: Act = ({ log }, asked) => {
  const value = recordOf(asn1Value(asked));
  log.add({ deviceId: String(value['Entity Id']), deviceType: Number(value['Device Type']) });
  return joinAnswer(response.success);
};

const unjoin: Act = ({ log }, asked) =>
  joinAnswer(log.remove(String(asn1Value(asked))) ? response.success : response.failure);

const entryInput = ({ deviceId, deviceType }: { deviceId: string; deviceType: number }): Asn1Input => ({
  'Device Id': eui(deviceId),
  'Device Type': deviceType,
});

const readJoins: Act = ({ log }) => ({
  format: payloads.readDeviceJoinDetailsResponse,
  value: { 'Response Code': response.success, 'Device Log Entries': log.list().map(entryInput) },
});

const restoreLog: Act = ({ log }, asked) => {
  const entries = listOf(recordOf(asn1Value(asked))['Device Log Entries']).map((entry) => ({
    deviceId: String(recordOf(entry)['Device Id']),
    deviceType: Number(recordOf(entry)['Device Type']),
  }));
  for (const entry of entries) log.add(entry);
  const outcomes = entries.map((entry) => ({
    'Device Log Entry': entryInput(entry),
    'Join Response Code': response.success,
  }));
  return { format: payloads.gpfDeviceLogRestoreResponse, value: { 'Restore Outcomes': outcomes } };
};

const octetsIn = (value: unknown): Uint8Array => fromHex(String(value ?? '')) ?? new Uint8Array();

const activateNow = (firmware: FirmwareStore, hash: string) => {
  const code = firmware.activate(hash);
  return { 'Response Code': code, 'Firmware Version': octetsIn(firmware.version()) };
};

const firmwareAlert = 0x00ca;

/** The alert of a firmware activation that came to its time (GBCS CS06). */
const firmwareResult = (outcome: ReturnType<typeof activateNow>, counter: bigint): InstructionResult => ({
  isDone: outcome['Response Code'] === response.success,
  alert: ({ alertCode, dueMs }) =>
    asn1Alert(firmwareAlert, payloads.activateFirmwareAlert, {
      'Alert Code': alertCode,
      'Execution Date Time': isoTime(dueMs),
      'Originator Counter': counter,
      'Execution Outcome': outcome,
    }),
});

/** CS06: activates the image of a hash at once, or accepts the date on which it will. */
const activateFirmware: Act = ({ firmware, pending }, asked) => {
  const value = recordOf(asn1Value(asked));
  const hash = String(value['Manufacturer Image Hash'] ?? '');
  const time = value['Execution Date Time'];
  if (typeof time === 'string') {
    const due = millisecondsOf(time);
    pending.cancel('firmware');
    const counter = BigInt(String(value['Originator Counter'] ?? 0));
    if (!Number.isNaN(due)) pending.at('firmware', due, () => firmwareResult(activateNow(firmware, hash), counter));
    return { format: payloads.commandAccepted, value: null };
  }
  return { format: payloads.activateFirmwareResponse, value: activateNow(firmware, hash) };
};

const readFirmware: Act = ({ firmware }) => ({
  format: payloads.readFirmwareVersionResponse,
  value: { 'Firmware Version': octetsIn(firmware.version()), 'Response Code': response.success },
});

const reliable = 0;
const invalidTime = 1;

/** GCS28: the clock is set where it lies in the interval, which the virtual clock does (GBCS: reliable). */
const setTime: Act = (_device, asked, nowMs) => {
  const value = recordOf(asn1Value(asked));
  const [start, end] = ['Validity Interval Start', 'Validity Interval End'].map((name) =>
    millisecondsOf(String(value[name])),
  );
  const isWithin = start !== undefined && end !== undefined && start <= nowMs && nowMs <= end;
  return {
    format: payloads.setTimeResponse,
    value: {
      'Device Time': `${new Date(nowMs).toISOString().slice(0, 19)}Z`,
      'Device Time Status': isWithin ? reliable : invalidTime,
    },
  };
};

const acts: Readonly<Record<string, Act>> = {
  [payloads.updateSecurityCredentialsCommand.name]: (device, asked, _nowMs, header) =>
    updateCredentials(asked, header, device),
  [payloads.provideSecurityCredentialsCommand.name]: ({ anchors, floors }, asked) =>
    provideCredentials(asked, anchors, floors),
  [payloads.issueSecurityCredentialsCommand.name]: issueCredentials,
  [payloads.certificate.name]: takeCertificate,
  [payloads.provideDeviceCertificateCommand.name]: provideCertificate,
  [payloads.joinDeviceCommand.name]: join,
  [payloads.unjoinDeviceCommand.name]: unjoin,
  [payloads.readDeviceJoinDetailsCommand.name]: readJoins,
  [payloads.gpfDeviceLogRestoreCommand.name]: restoreLog,
  [payloads.activateFirmwareCommand.name]: activateFirmware,
  [payloads.readFirmwareVersionCommand.name]: readFirmware,
  [payloads.setTimeCommand.name]: setTime,
};

/** What a device does with a command in ASN.1; undefined where it has no such command, to which it keeps silent. */
export function answerAsn1Command(
  device: Asn1Device,
  asked: Asn1Payload,
  nowMs: number,
  header: GroupingHeader,
): Asn1Answer | undefined {
  return acts[asn1Name(asked)]?.(device, asked, nowMs, header);
}
