/** The Communications Hub Function: device log, logs, firmware and Sub GHz settings. */
import { parseEui64 } from '../../gbcs/bytes.ts';
import { type Encoded, fixed, sourced } from '../../gbcs/encoded.ts';
import type { DeviceType } from '../context.ts';
import { call, get, getRange, set } from '../dlms/access.ts';
import {
  arrayOfEncoded,
  bitString,
  boolean,
  constant,
  enumeration,
  hundredths,
  nothing,
  octetString,
  structureOfEncoded,
  u8,
  u16,
  unsigned,
  type Value,
} from '../dlms/values.ts';
import { at, invalidValue, isPresent, needContext, noteUndetermined, type Scope, textOf } from '../scope.ts';
import { dlms, type UseCaseDescription } from '../useCase.ts';
import { deviceTypeNumber } from './deviceTypes.ts';

const hub: readonly DeviceType[] = ['CHF'];
const onHub = { deviceTypes: hub };
const deviceLog = '104/0-0:30.3.0.255';

function eui64At(names: string): Value {
  return (scope) => {
    const eui = parseEui64(textOf(scope, names));
    if (eui === undefined) throw invalidValue(scope, names, 'an EUI-64');
    return sourced(octetString(eui), at(scope, names).path);
  };
}

/** The kind of the Device that joins the home area network. */
const joiningDeviceType: Value = (scope) => {
  const eui = textOf(scope, 'DeviceID');
  noteUndetermined(scope, 'Device Type', 'the kind of the joining Device stands in the DCC’s inventory');
  const device = needContext(scope.build.context.device(eui.toUpperCase()), `The kind of the Device ${eui}`);
  return fixed(enumeration(deviceTypeNumber(device.deviceType)));
};

const installCode: Value = (scope) => {
  const names = 'AddDeviceToCHFWhitelist.InstallCode';
  const text = textOf(scope, names);
  if (!/^([0-9a-f]{2})+$/i.test(text)) throw invalidValue(scope, names, 'hexadecimal octets');
  return sourced(octetString(new Uint8Array(Buffer.from(text, 'hex'))), at(scope, names).path);
};

const joinedDevice: Value = (scope) =>
  structureOfEncoded([eui64At('DeviceID')(scope), joiningDeviceType(scope), installCode(scope), fixed(enumeration(0))]);

/** The log of the hub that is replaced, from the DCC's backup. */
const restoredLog: Value = (scope) => {
  const old = textOf(scope, 'OldCHFID');
  noteUndetermined(scope, 'Trust Centre Backup', 'the log of the former Communications Hub is kept by the DCC');
  const backup = needContext(scope.build.context.deviceLogBackup?.(old.toUpperCase()), `The device log of ${old}`);
  const rows = backup.devices.map(({ deviceId, linkKeyHash }) =>
    structureOfEncoded([
      fixed(octetString(needContext(parseEui64(deviceId), `An EUI-64 in the device log of ${old}`))),
      fixed(octetString(needContext(linkKeyHash, `The hash of the link key of ${deviceId}`))),
    ]),
  );
  const network = needContext(backup.extendedPanId, `The extended PAN ID of ${old}`);
  return structureOfEncoded([fixed(octetString(network)), arrayOfEncoded(rows)]);
};

/** The four pages of Sub GHz channels: the page number stands in the top five bits, a channel each in the others. */
const channelPages = [
  ['LowerBandSubGHzChannels0To26', 28, 0],
  ['LowerBandSubGHzChannels27To34', 29, 27],
  ['LowerBandSubGHzChannels35To61', 30, 35],
  ['UpperBandSubGHzChannels0To26', 31, 0],
] as const;

const pageBits = 5;
const maskBits = 32;

function channelMask(scope: Scope, name: string, page: number, firstChannel: number): Encoded {
  const place = at(scope, name);
  const channels = Object.keys(typeof place.tree === 'object' ? place.tree : {})
    .filter((channel) => /^Channel\d+$/.test(channel))
    .map((channel) => Number(channel.slice('Channel'.length)) - firstChannel);
  const bits = bitString(maskBits, (bit) =>
    bit < pageBits ? ((page >> (pageBits - 1 - bit)) & 1) === 1 : channels.includes(maskBits - 1 - bit),
  );
  return sourced(bits, place.path);
}

const subGhzSettings: Value = (scope) =>
  structureOfEncoded([
    ...channelPages.map(([name, page, firstChannel]) => channelMask(scope, name, page, firstChannel)),
    hundredths('NormalLimitedDutyCycleThreshold')(scope),
    hundredths('LimitedCriticalDutyCycleThreshold')(scope),
    u8('MaximumSubGHzChannelChangesPerWeek')(scope),
    u16('GSMECurfew')(scope),
    u8('ChannelQuieterThreshold')(scope),
    u8('ChannelNoisierThreshold')(scope),
    hundredths('NonGSMEPoorCommsPercentageThreshold')(scope),
    u8('NonGSMEPoorCommsMeasurementPeriods')(scope),
    u16('LocalCHNoiseMeasurementPeriod')(scope),
    hundredths('LocalCHFailurePercentage')(scope),
    hundredths('LocalCHRetryPercentage')(scope),
  ]);

const isRequest = (type: string) => (scope: Scope) => textOf(scope, 'RequestType') === type;
const isLog = (log: string) => (scope: Scope) => textOf(scope, 'LogToRead') === log;

export const communicationsHub: readonly UseCaseDescription[] = [
  dlms(
    'CCS01',
    0x0001,
    '8.11',
    [
      call(`${deviceLog}/1`, joinedDevice),
      set(`${deviceLog}/3`, u16('AddDeviceToCHFWhitelist.JoinTimePeriod')),
      set(`${deviceLog}/2`, constant(boolean(true))),
    ],
    { ...onHub, applies: isRequest('Add') },
  ),
  dlms('CCS02', 0x0002, '8.11', [call(`${deviceLog}/2`, eui64At('DeviceID'))], {
    ...onHub,
    applies: isRequest('Remove'),
  }),
  dlms('CCS03', 0x0003, '8.12.1', [call(`${deviceLog}/5`, restoredLog)], onHub),
  dlms('CCS07', 0x00fe, '8.9', [call(`${deviceLog}/4`, nothing), call('104/0-0:30.3.1.255/4', nothing)], {
    ...onHub,
    applies: (scope) => isPresent(scope, 'ReadSecurityDetails'),
  }),
  dlms('CCS06', 0x010f, '8.9', [get(`${deviceLog}/4`)], { ...onHub, since: '2.0' }),
  dlms('CCS05CCS04', 0x0004, '8.9', [get(`${deviceLog}/4`)], onHub),
  dlms('ECS26n', 0x00fa, '6.2.4', [get('1/0-0:96.1.4.255/2'), get('1/0-0:96.1.6.255/2')], { ...onHub, since: '3.2' }),
  dlms(
    'ECS26i',
    0x0092,
    '6.2.4',
    [get('1/0-0:96.1.1.255/2'), get('1/0-0:96.1.4.255/2'), get('1/0-0:96.1.6.255/2')],
    onHub,
  ),
  dlms('ECS35c', 0x0093, '6.13', [getRange('7/0-0:99.98.0.255/2')], { ...onHub, applies: isLog('Event') }),
  dlms('ECS35d', 0x0094, '6.13', [getRange('7/0-0:99.98.1.255/2')], { ...onHub, applies: isLog('Security') }),
  dlms('DBCH01', 0x010a, '6.31', [get('1/0-0:94.44.10.2/2')], onHub),
  dlms('DBCH02', 0x010b, '6.32', [getRange('7/0-0:94.44.10.3/2')], onHub),
  dlms('DBCH03', 0x010c, '6.30', [get('1/0-0:94.44.10.0/2')], onHub),
  dlms('DBCH04', 0x010d, '6.28', [set('1/0-0:94.44.10.0/2', subGhzSettings)], onHub),
  dlms('DBCH05', 0x010e, '6.29', [set('1/0-0:94.44.10.1/2', constant(unsigned(0)))], onHub),
];
