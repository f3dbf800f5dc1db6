import { parseEui64 } from '../../gbcs/bytes.ts';
import { octetString } from '../../gbcs/dlms/encode.ts';
import { readValue } from '../../gbcs/dlms/readValue.ts';
import type { GbcsKeys } from '../../gbcs/keys.ts';
import type { Payload } from '../../gbcs/payload.ts';
import { dateTimeOctets } from '../../gbcs/times.ts';
import { writeMessage } from '../../gbcs/writeMessage.ts';
import { isoTime } from './zigbee/times.ts';

/** Something that a device noticed, and tells a remote party of. */
export interface DeviceAlert {
  /** Four hexadecimal digits (GBCS Table 16.2). */
  code: string;
  /** EUI-64. */
  recipient: string;
  /** Of firmware that was received (8F72): the hash that the device calculated over it, SHA-256. */
  imageHash?: Uint8Array;
  /** Times that stand in the body, milliseconds since 1970: from when until when the supply failed. */
  times?: readonly number[];
}

/**
 * Message Codes: the generic critical alert is signed, the generic non-critical one has a MAC (Reference Test Data Set: GCA,
 * GNCA).
 */
const messageCodes = { critical: 0x1000, nonCritical: 0x1001 } as const;
/** Alerts with a use case of their own, by the format of the device (Reference Test Data Set: ECS80, FDRA). */
const ownMessageCodes: Readonly<Record<string, Readonly<Record<'dlms' | 'gbz', number>>>> = {
  '8F36': { dlms: 0x0067, gbz: messageCodes.critical },
  '8F72': { dlms: 0x00ce, gbz: 0x00cf },
};

/** Alerts from 8F00 on are critical (GBCS Table 16.2). */
const isCritical = (code: string): boolean => code >= '8F00';

const dateTime = (ms: number): Uint8Array => dateTimeOctets(isoTime(ms)) ?? new Uint8Array();

function payloadOf({ code, times = [], imageHash }: DeviceAlert, format: 'dlms' | 'gbz', nowMs: number): Payload {
  const alertCode = Number.parseInt(code, 16);
  if (format === 'gbz') {
    const head = { kind: 'gbzAlert', alertCode, time: isoTime(nowMs), components: [] } as const;
    // An alert with content of its own counts one component (Reference Test Data Set).
    return imageHash === undefined ? { ...head, count: 0 } : { ...head, count: 1, calculatedImageHash: imageHash };
  }
  const contents = [...times.map(dateTime), ...(imageHash === undefined ? [] : [imageHash])];
  const body = contents.map((one) => readValue(octetString(one)));
  return { kind: 'dataNotification', alertCode, time: dateTime(nowMs), body };
}

/**
 * The whole GBCS message of an alert.
 *
 * @param counter the device's own, which never repeats
 */
export function makeDeviceAlert(
  alert: DeviceAlert,
  device: { deviceId: string; format: 'dlms' | 'gbz'; counter: bigint; keys: GbcsKeys },
  nowMs: number,
): Uint8Array {
  const isSigned = isCritical(alert.code);
  const header = {
    cra: 'alert',
    messageCode:
      ownMessageCodes[alert.code]?.[device.format] ?? (isSigned ? messageCodes.critical : messageCodes.nonCritical),
    originatorCounter: device.counter,
    originator: parseEui64(device.deviceId) ?? new Uint8Array(8),
    recipient: parseEui64(alert.recipient) ?? new Uint8Array(8),
  } as const;
  const payload = payloadOf(alert, device.format, nowMs);
  return writeMessage(
    { header, payload, ...(isSigned ? { signature: 'compute' } : { signature: 'none', mac: 'compute' }) },
    device.keys,
  );
}
