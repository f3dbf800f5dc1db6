/** Device logs: 8.9 and 8.12.2. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { DeviceLogEntry } from '../../gbcs/data.ts';
import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import { type BodyBuilder, describe, part, present } from '../part.ts';
import { asn1Status } from './asn1.ts';

// Names of device types in the codec, where the MMC has others.
const deviceTypes: Readonly<Record<string, string>> = {
  'Type 2': 'Type2',
  'Communications Hub (Communications Hub Function)': 'CHF',
};

function logEntry({ deviceId, deviceType = '' }: DeviceLogEntry): JsonObject {
  return { DeviceID: deviceId, DeviceType: deviceTypes[deviceType] ?? deviceType };
}

/** CS07. */
export const joinDetails: BodyBuilder = ({ data }) =>
  data?.kind === 'deviceLog' ? part({ DeviceLogEntries: { LogEntry: data.entries.map(logEntry) } }) : undefined;

/** CCS05/CCS04 and CCS06. Which of the signal strengths the MMC's link quality is, is not known to us. */
export const hubDeviceLog: BodyBuilder = ({ data }) => {
  if (data?.kind !== 'deviceLog') return undefined;
  const entries = data.entries.map(({ deviceId, lastCommunication }) =>
    present({ DeviceID: deviceId, LastCommunicationsDateTime: lastCommunication }),
  );
  const left = data.entries.flatMap(({ deviceId, averageRssi }) =>
    averageRssi === undefined ? [] : [describe(`Average RSSI of ${deviceId}`, averageRssi)],
  );
  return part({ CHFDeviceLog: { CHFDeviceLogEntry: entries } }, left);
};

const octetString = (hex: string): string => hex.slice(4);

interface Backup {
  readonly current: JsonObject[];
  readonly historic: JsonObject[];
  readonly left: string[];
}

function readBackups({ fields }: DecodedMessage): Backup {
  const backup: Backup = { current: [], historic: [], left: [] };
  fields.forEach(({ path, hex, value }, at) => {
    const match = /^Payload\.Access Response\.Data\[(\d+)\]\.(?:Devices\[\d+\]\.)?(.+)$/.exec(path);
    if (match === null) return;
    const [, index = '', name = ''] = match;
    if (name === 'Device Id') {
      const key = fields[at + 1];
      const entry = present({
        DeviceID: value,
        DeviceSecurityDetails: key?.path.endsWith('Hashed Link Key') === true ? octetString(key.hex) : undefined,
      });
      (index === '0' ? backup.current : backup.historic).push(entry);
    } else if (name === 'Backup Time') backup.left.push(describe('Backup Time', value ?? hex));
    else if (name === 'Extended PAN Id') backup.left.push(describe('Extended PAN Id', octetString(hex)));
  });
  return backup;
}

/** CCS07; our reading: the first log is that of the devices connected now, the second of those before. */
export const hubDeviceLogs: BodyBuilder = (message) => {
  if (message.data?.kind !== 'deviceLog') return undefined;
  const { current, historic, left } = readBackups(message);
  return part(
    {
      CHFConnectedDeviceLog: {
        CHFCurrentConnectedDeviceLogEntry: current,
        CHFHistoricConnectedDeviceLogEntry: historic,
      },
    },
    left,
  );
};

/** GCS59. */
export const restoreDeviceLog: BodyBuilder = (message) => {
  if (message.data?.kind !== 'deviceLog') return undefined;
  const codes = message.fields.flatMap(({ path, hex }) =>
    path.endsWith('.Join Response Code') ? [Number.parseInt(hex.slice(4), 16)] : [],
  );
  const outcomes = message.data.entries.map((entry, index) => {
    const code = codes[index];
    return present({
      DeviceLogEntry: logEntry(entry),
      joinResponseCode: code === undefined ? undefined : asn1Status(code, 'join'),
    });
  });
  return { tree: { RestoreDeviceLogOutcome: outcomes }, uncovered: [], success: codes.every((code) => code === 0) };
};
