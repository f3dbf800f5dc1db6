/** Reads of a GSME and of a Gas Proxy Function. */
import { writeCommand, type ZigbeeComponent } from '../../gbcs/zigbee/writeCommand.ts';
import type { DeviceType } from '../context.ts';
import { secondsAt } from '../dates.ts';
import { at, type Scope, textOf } from '../scope.ts';
import { gbz, type UseCaseDescription } from '../useCase.ts';
import { issuerEventId, read, timeAt, toClient, toServer } from './gasCommands.ts';

const gasDevices: readonly DeviceType[] = ['GSME', 'GPF'];
const onEither = { deviceTypes: gasDevices };
const protectedOnEither = { deviceTypes: gasDevices, isProtected: true };

// Snapshot causes of ZigBee: one bit each.
const snapshotCause = {
  general: 0x0000_0001,
  endOfBillingPeriod: 0x0000_0002,
  changeOfTariffOrMode: 0x0000_6008,
} as const;
const billingSnapshotCount = 12;
const dailySnapshotCount = 31;

type SnapshotKind = 'metering' | 'prepayment';
const snapshotCommands = { metering: 0x06, prepayment: 0x07 } as const;

/** Asks for as many snapshots of the period as the log holds, one by one. */
function snapshots(scope: Scope, kind: SnapshotKind, cause: number, count: number): readonly ZigbeeComponent[] {
  return Array.from({ length: count }, (_, offset) =>
    writeCommand(toServer(kind, snapshotCommands[kind]), {
      'Earliest Start Time': timeAt(scope, 'ReadLogPeriod.StartDateTime'),
      'Latest End Time': timeAt(scope, 'ReadLogPeriod.EndDateTime'),
      'Snapshot Offset': offset,
      'Snapshot Cause': cause,
    }),
  );
}

interface Samples {
  readonly id: number;
  readonly interval: number;
}

const halfHourly: Samples = { id: 0, interval: 1800 };
const daily: Samples = { id: 1, interval: 86_400 };

/** Asks for every sample from the first time of the period to the last, both included. */
function samples(scope: Scope, { id, interval }: Samples): ZigbeeComponent {
  const from = secondsAt(scope, 'ReadLogPeriod.StartDateTime');
  const to = secondsAt(scope, 'ReadLogPeriod.EndDateTime');
  const count = Math.max(0, Math.floor((to - from) / interval) + 1);
  return writeCommand(toServer('metering', 0x08), {
    'Sample Id': id,
    'Earliest Sample Time': timeAt(scope, 'ReadLogPeriod.StartDateTime'),
    'Sample Type': 0,
    'Number of Samples': { value: Math.min(count, 0xffff), path: at(scope, 'ReadLogPeriod.EndDateTime').path },
  });
}

// The network data log: four hours, six minutes apart, both ends included; it is read whole.
const networkLog = { id: 2, earliest: 1, count: 41, interval: 360 } as const;

const calendarType = { tariff: 0, nonDisablement: 3 } as const;
const currentCalendar = 0xffff_ffff;
const nonDisablementCalendar = 0xffff_fffe;

function calendarReads(type: number, calendar: number): readonly ZigbeeComponent[] {
  const which = { 'Provider Id': 0, 'Issuer Calendar Id': calendar };
  return [
    writeCommand(toServer('calendar', 0x01), { ...which, 'Start Day Id': 1, 'Number of Days': 0 }),
    writeCommand(toServer('calendar', 0x02), { ...which, 'Start Week Id': 1, 'Number of Weeks': 0 }),
    writeCommand(toServer('calendar', 0x03), which),
    writeCommand(toServer('calendar', 0x04), {
      ...which,
      'Start Time': 0,
      'Number of Events': 0,
      'Calendar Type': type,
    }),
  ];
}

const billingPeriod = (): readonly ZigbeeComponent[] => [
  writeCommand(toServer('price', 0x0b), {
    'Earliest Start Time': 0,
    'Minimum Issuer Event Id': 0xffff_ffff,
    'Number of Commands': 1,
    'Tariff Type': 0,
  }),
];

const summation = 0x0000;
const multiplier = 0x0301;
const divisor = 0x0302;
const unit = 0x0300;
const balances = (): readonly ZigbeeComponent[] => [read('metering', 0x0a00), read('prepayment', 0x0001)];

const logs = { Event: 0x13, GSMEEvent: 0x13, Security: 0x04, GSMESecurity: 0x04 } as const;
type Log = keyof typeof logs;

const isLog =
  (...names: readonly Log[]) =>
  (scope: Scope): boolean =>
    names.some((name) => name === textOf(scope, 'LogToRead'));

function eventLog(scope: Scope, log: number): readonly ZigbeeComponent[] {
  return [
    writeCommand(toServer('events', 0x00), {
      'Event Control / Log Id': { value: log, path: at(scope, 'LogToRead').path },
      'Event Id': 0,
      'Start Time': timeAt(scope, 'ReadLogPeriod.StartDateTime'),
      'End Time': timeAt(scope, 'ReadLogPeriod.EndDateTime'),
      'Number of Events': 0,
      'Event Offset': 0,
    }),
  ];
}

export const gasReads: readonly UseCaseDescription[] = [
  gbz('GCS13a', 0x0074, '4.1.1', () => [read('metering', divisor, multiplier, unit, summation)], protectedOnEither),
  gbz(
    'GCS13b',
    0x00b8,
    '4.1.4',
    () => [read('metering', 0x0700, 0x0701, 0x0702, 0x0703, divisor, multiplier, unit)],
    protectedOnEither,
  ),
  gbz(
    'GCS13c',
    0x00b6,
    '4.1.2',
    () => [read('metering', divisor, multiplier, unit, 0x0100, 0x0102, 0x0104, 0x0106)],
    protectedOnEither,
  ),
  gbz(
    'GCS14',
    0x0075,
    '4.3',
    () => [read('price', 0x0617, 0x0616), read('prepayment', 0x0005, 0x0002, 0x0001, 0x0231, 0x0211, 0x0221)],
    protectedOnEither,
  ),
  gbz(
    'GCS15b',
    0x00c3,
    '4.4.2',
    (scope) => [
      ...snapshots(scope, 'prepayment', snapshotCause.changeOfTariffOrMode, billingSnapshotCount),
      ...snapshots(scope, 'metering', snapshotCause.changeOfTariffOrMode, billingSnapshotCount),
    ],
    protectedOnEither,
  ),
  gbz(
    'GCS15c',
    0x0076,
    '4.4.3',
    (scope) => [
      ...snapshots(scope, 'metering', snapshotCause.endOfBillingPeriod, billingSnapshotCount),
      ...snapshots(scope, 'prepayment', snapshotCause.endOfBillingPeriod, billingSnapshotCount),
    ],
    protectedOnEither,
  ),
  gbz(
    'GCS15d',
    0x00c4,
    '4.4.4',
    (scope) => [
      writeCommand(
        toServer('prepayment', 0x0a),
        {
          'Latest End Time': timeAt(scope, 'ReadLogPeriod.EndDateTime'),
          'Number of Debts': 10,
          'Debt Type': 2,
        },
        timeAt(scope, 'ReadLogPeriod.StartDateTime'),
      ),
    ],
    onEither,
  ),
  gbz(
    'GCS15e',
    0x00c5,
    '4.4.5',
    (scope) => [
      writeCommand(
        toServer('prepayment', 0x08),
        { 'Latest End Time': timeAt(scope, 'ReadLogPeriod.EndDateTime'), 'Number of Records': 5 },
        timeAt(scope, 'ReadLogPeriod.StartDateTime'),
      ),
    ],
    onEither,
  ),
  gbz(
    'GCS16a',
    0x0077,
    '4.6.1',
    (scope) => snapshots(scope, 'metering', snapshotCause.general, dailySnapshotCount),
    protectedOnEither,
  ),
  gbz(
    'GCS16b',
    0x0096,
    '4.14',
    (scope) => snapshots(scope, 'prepayment', snapshotCause.general, dailySnapshotCount),
    protectedOnEither,
  ),
  gbz('GCS17', 0x0078, '4.8.1', (scope) => [samples(scope, halfHourly)], protectedOnEither),
  gbz(
    'GCS18',
    0x0079,
    '4.10',
    () => [
      writeCommand(toServer('metering', 0x08), {
        'Sample Id': networkLog.id,
        'Earliest Sample Time': networkLog.earliest,
        'Sample Type': 0,
        'Number of Samples': networkLog.count,
      }),
    ],
    onEither,
  ),
  gbz('GCS20r', 0x00f1, '6.2.10', () => [writeCommand(toClient('deviceManagement', 0x05), { 'Event Id': 0x81ff })]),
  gbz('GCS21a', 0x007b, '6.2.8', () => [
    read('price', 0x0306, 0x0305, 0x0304, 0x0303, 0x0302),
    read('metering', 0x0b13, 0x0b12, 0x0b11, 0x0b10, 0x0b14, 0x0b15),
  ]),
  gbz(
    'GCS21b',
    0x00b5,
    '4.13',
    () => [
      read(
        'prepayment',
        0x0239,
        0x0006,
        0x0216,
        0x0226,
        0x0040,
        0x0010,
        0x0011,
        0x0031,
        0x0021,
        0x0022,
        0x0217,
        0x0227,
      ),
      read('price', 0x0617),
      ...calendarReads(calendarType.nonDisablement, nonDisablementCalendar),
    ],
    onEither,
  ),
  gbz('GCS21k', 0x00da, '6.2.3', billingPeriod, { ...onEither, since: '2.0' }),
  gbz('GCS21d', 0x009d, '6.2.3', billingPeriod, onEither),
  gbz('GCS21m', 0x00fb, '6.2.4', () => [read('basic', 0x0004, 0x0005), read('metering', 0x0608, 0x0607)], {
    since: '3.2',
  }),
  gbz(
    'GCS21e',
    0x009e,
    '6.2.4',
    () => [read('basic', 0x0004, 0x0005, 0x0003), read('metering', 0x0608, 0x0607)],
    onEither,
  ),
  gbz(
    'GCS21f',
    0x009f,
    '4.11.1',
    () => [
      read(
        'price',
        0x0203,
        0x0202,
        0x0100,
        0x0101,
        0x0102,
        0x0615,
        0x0400,
        0x0401,
        0x0402,
        0x0403,
        0x0410,
        0x0420,
        0x0430,
        0x0440,
        0x0616,
        0x0617,
        0x0301,
      ),
      ...calendarReads(calendarType.tariff, currentCalendar),
      writeCommand(toServer('price', 0x00), { 'Command Options': 0 }),
    ],
    onEither,
  ),
  gbz('GCS21j', 0x00bf, '6.2.9', () => [read('prepayment', 0x0000)], onEither),
  gbz('GCS31', 0x0080, '14.1', (scope) => [
    writeCommand(toServer('metering', 0x07), {
      'Issuer Event Id': issuerEventId(scope),
      'Start Sampling Time': 0,
      'Sample Type': 0,
      'Sample Request Interval': networkLog.interval,
      'Max Number of Samples': networkLog.count,
    }),
  ]),
  gbz('GCS33', 0x0082, '7.4', () => [read('metering', 0x0205, 0x0014)]),
  gbz('GCS38', 0x0084, '11.2', () => [read('metering', 0x0206)]),
  gbz('GCS46', 0x0089, '6.2.7', () => [read('metering', 0x0307)], onEither),
  gbz('GCS60a', 0x012a, '4.18', balances, { ...onEither, since: '4.0' }),
  gbz('GCS60', 0x008d, '4.18', balances, onEither),
  gbz('GCS61', 0x00a0, '4.17', (scope) => [samples(scope, daily)], { deviceTypes: ['GPF', 'GSME'], isProtected: true }),
  gbz('CS10a', 0x0014, '6.13', (scope) => eventLog(scope, logs.Event), {
    ...onEither,
    applies: isLog('Event', 'GSMEEvent'),
  }),
  gbz('CS10b', 0x00a1, '6.13', (scope) => eventLog(scope, logs.Security), {
    ...onEither,
    applies: isLog('Security', 'GSMESecurity'),
  }),
  gbz('CS11', 0x0015, '3.3', () => [writeCommand(toServer('events', 0x01), { 'Log Id': 3 })], onEither),
];
