/** Configuration and supply of an ESME: load limit, billing calendar, clock, identities, supply. */
import { octets } from '../../gbcs/bytes.ts';
import { longUnsigned } from '../../gbcs/dlms/encode.ts';
import { type Encoded, fixed, sourced } from '../../gbcs/encoded.ts';
import { dateTimeOctets } from '../../gbcs/times.ts';
import { dateOctets, millisecondsAt, neverDateTime, type WildcardDate } from '../dates.ts';
import { type Access, call, get, set } from '../dlms/access.ts';
import {
  arrayOfEncoded,
  bitString,
  boolean,
  booleanFor,
  clockTime,
  constant,
  emptyArray,
  enumeration,
  execution,
  octetString,
  structureOfEncoded,
  textAt,
  textOctets,
  u16,
  u32,
  type Value,
  zero,
} from '../dlms/values.ts';
import { TransformFault } from '../result.ts';
import {
  at,
  booleanOf,
  integerOf,
  isPresent,
  needContext,
  noteUndetermined,
  optionalText,
  type Scope,
  textOf,
} from '../scope.ts';
import { dlms, type UseCaseDescription } from '../useCase.ts';

const has = (names: string) => (scope: Scope) => isPresent(scope, names);

const unspecified = 0xff;
const monthsOfYear = 12;

/** The dates on which a billing period starts. */
function billingDates(scope: Scope): readonly WildcardDate[] {
  const open: WildcardDate = { year: undefined, month: unspecified, dayOfMonth: unspecified, dayOfWeek: unspecified };
  if (isPresent(scope, 'Daily')) return [open];
  if (isPresent(scope, 'Weekly')) return [{ ...open, dayOfWeek: integerOf(scope, 'Weekly', 1, 7) }];
  if (isPresent(scope, 'Monthly')) return [{ ...open, dayOfMonth: integerOf(scope, 'Monthly', 1, 28) }];
  for (const [name, interval] of Object.entries({ Quarterly: 3, SixMonthly: 6, Yearly: 12 })) {
    if (!isPresent(scope, name)) continue;
    const start = integerOf(scope, `${name}.BillingPeriodStartMonth`, 1, monthsOfYear);
    const dayOfMonth = integerOf(scope, `${name}.DayOfMonth`, 1, 28);
    return Array.from({ length: monthsOfYear / interval }, (_, period) => ({
      ...open,
      month: ((start - 1 + period * interval) % monthsOfYear) + 1,
      dayOfMonth,
    }));
  }
  throw new TransformFault('missing-value', `The request lacks how often ${scope.path} recurs.`, scope.path);
}

const billingCalendar: Value = (scope) => {
  const calendar = at(scope, 'ElectricityBillingCalendar');
  const rows = billingDates(calendar).map((date) =>
    structureOfEncoded([clockTime('BillingTime')(calendar), sourced(octetString(dateOctets(date)), calendar.path)]),
  );
  return arrayOfEncoded(rows);
};

const midnight = octetString(octets(0, 0, 0, 0));
const everyDay = octetString(octets(0xff, 0xff, 0xff, 0xff, 0xff));

/** Resets the block counters at every midnight, or never. */
const dailyReset: Value = (scope) => {
  const names = 'DailyTariffBlockCounterMatrixReset';
  const isReset = booleanOf(scope, names);
  const rows = isReset ? arrayOfEncoded([structureOfEncoded([fixed(midnight), fixed(everyDay)])]).bytes : emptyArray;
  return sourced(rows, at(scope, names).path);
};

/** The earliest and the latest time between which the clock may be set. */
const presetTime: Value = (scope) => {
  const start = millisecondsAt(scope, 'CurrentDateTime');
  const tolerance = integerOf(scope, 'TolerancePeriod', 0, 86_400) * 1000;
  const octetsOf = (milliseconds: number) =>
    octetString(dateTimeOctets(new Date(milliseconds).toISOString()) ?? neverDateTime);
  return structureOfEncoded([
    fixed(octetString(neverDateTime)),
    sourced(octetsOf(start), at(scope, 'CurrentDateTime').path),
    sourced(octetsOf(start + tolerance), at(scope, 'TolerancePeriod').path),
  ]);
};

const presetClock = 5;

function demandEntry(scope: Scope, index: number, time: string): Encoded {
  return structureOfEncoded([
    fixed(longUnsigned(index)),
    fixed(boolean(true)),
    fixed(octetString(octets(0x00, 0x00, 0x0a, 0x80, 0x64, 0xff))),
    fixed(longUnsigned(index + 1)),
    clockTime(`MaximumDemandTimePeriodSchedule.${time}`)(scope),
    fixed(longUnsigned(0xffff)),
    fixed(bitString(7, () => true)),
    fixed(bitString(0, () => false)),
    fixed(octetString(octets(0x00, 0x00, 0x01, 0xff, 0xff))),
    fixed(everyDay),
  ]);
}

const demandSchedule: Value = (scope) =>
  arrayOfEncoded([demandEntry(scope, 0, 'StartTime'), demandEntry(scope, 1, 'EndTime')]);

const demandRegisters = [
  ['MaxDemandActivePowerImportValue', '1-0:1.6.0.255'],
  ['MaxDemandConfigTimeActivePowerImportValue', '1-0:1.6.1.255'],
  ['MaxDemandActivePowerExportValue', '1-0:2.6.0.255'],
] as const;

const importMpans: Value = (scope) => {
  const text = textOf(scope, 'ImportMPANs.ImportMPAN');
  // A second element's number follows the first's without a separator.
  const secondary = optionalText(scope, 'ImportMPANs.SecondaryImportMPAN') ?? '';
  return sourced(octetString(textOctets(text + secondary)), at(scope, 'ImportMPANs').path);
};

const customerIdentificationNumber: Value = (scope) => {
  noteUndetermined(scope, 'Value', 'the Customer Identification Number is made up by the DCC', true);
  const digits = needContext(scope.build.context.customerIdentificationNumber?.(), 'A Customer Identification Number');
  return fixed(octetString(textOctets(digits)));
};

const powerThresholds: Value = (scope) =>
  arrayOfEncoded([u32('LowMediumPowerThreshold')(scope), u32('MediumHighPowerThreshold')(scope)]);

const supplyScript = (script: number): readonly Access[] => [
  call('9/0-0:10.0.106.255/1', constant(longUnsigned(script))),
];

const eventLogs = (name: string) => (scope: Scope) => optionalText(scope, 'ESMEEventLogType') === name;
const isMonthly = has('ElectricityBillingCalendar.Monthly');

export const electricityConfiguration: readonly UseCaseDescription[] = [
  dlms('ECS15c', 0x00c1, '3.3', [call('7/0-17:99.98.2.255/1', zero)], { applies: eventLogs('ALCS') }),
  dlms('ECS15a', 0x0024, '3.3', [call('7/0-0:99.98.0.255/1', zero)], {
    applies: (scope) => eventLogs('ESME')(scope) || !isPresent(scope, 'ESMEEventLogType'),
  }),
  dlms('ECS28a', 0x0043, '6.4.1', [
    set('9000/0-0:94.44.0.3/4', booleanFor('LoadLimitSupplyState', { Disable: true, Unchanged: false })),
    set('9000/0-0:94.44.128.7/4', u32('LoadLimitPowerThreshold')),
    set('9000/0-0:94.44.128.6/4', u32('LoadLimitPeriod')),
    set('9000/0-0:94.44.128.8/4', u32('LoadLimitRestorationPeriod')),
    ...['94.44.0.3', '94.44.128.7', '94.44.128.6', '94.44.128.8'].map((object) =>
      set(`9000/0-0:${object}/6`, execution),
    ),
  ]),
  dlms('ECS30a', 0x00d7, '6.8', [set('22/0-0:15.0.0.255/4', billingCalendar)], { since: '2.0' }),
  dlms('ECS30', 0x0046, '6.8', [set('22/0-0:15.0.0.255/4', billingCalendar)], { applies: isMonthly }),
  dlms('ECS34', 0x0047, '6.12', [set('21/0-0:16.0.0.255/2', powerThresholds)]),
  dlms('ECS37', 0x004a, '6.18.1', [set('10/0-0:12.0.0.255/2', demandSchedule)]),
  dlms('ECS38', 0x004b, '7.12', [set('1/0-0:94.44.0.1/2', u16('RandomisedOffsetLimit'))]),
  dlms('ECS39a', 0x004c, '6.20.1', [set('1/0-0:94.44.34.11/2', importMpans)]),
  dlms('ECS39b', 0x004d, '6.20.2', [set('1/1-0:0.0.2.255/2', textAt('ExportMPAN'))]),
  dlms('ECS42', 0x004f, '7.1', supplyScript(51)),
  dlms('ECS43', 0x0050, '7.2', supplyScript(52)),
  dlms('ECS44', 0x0051, '7.3', supplyScript(54)),
  dlms('ECS48', 0x00db, '6.26', [set('22/0-0:15.1.0.255/4', dailyReset)]),
  dlms('ECS50', 0x0058, '9.1', [set('1/0-3:96.13.1.255/2', customerIdentificationNumber)]),
  dlms('ECS57', 0x005a, '6.18.2', (scope) =>
    demandRegisters
      .filter(([name]) => isPresent(scope, name))
      .map(([name, register]) => call(`4/${register}/1`, () => sourced(zero(scope).bytes, name))),
  ),
  ...[
    ['ECS70Commission', '8.1.1'],
    ['ECS70', '6.11'],
  ].map(([name = '', service = '']) =>
    dlms(name, 0x0062, service, [
      set('8/0-0:1.0.0.255/9', constant(enumeration(presetClock))),
      call('8/0-0:1.0.0.255/5', presetTime),
      call('8/0-0:1.0.0.255/4', zero),
      get('8/0-0:1.0.0.255/2'),
      get('8/0-0:1.0.0.255/4'),
    ]),
  ),
  dlms('ECS81', 0x0068, '6.25', [
    set('1/0-0:94.44.0.4/2', booleanFor('SupplyTamperState', { Locked: true, Unchanged: false })),
  ]),
];
