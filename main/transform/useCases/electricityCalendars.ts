/** Switching tables, special days and schedules of an ESME. */

import { concatenate, octets } from '../../gbcs/bytes.ts';
import { longUnsigned, octetString } from '../../gbcs/dlms/encode.ts';
import { type Encoded, fixed, sourced } from '../../gbcs/encoded.ts';
import { dateOctets, electricityDate } from '../dates.ts';
import {
  arrayOfEncoded,
  bitString,
  boolean,
  clockTime,
  list,
  plainDate,
  reference,
  structureOfEncoded,
  textAt,
  unsigned,
  type Value,
  wildcardDate,
} from '../dlms/values.ts';
import { TransformFault } from '../result.ts';
import { at, each, indexOf, integerOf, invalidValue, type Scope, textOf } from '../scope.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

// A season starts at midnight; deviation and clock status as everywhere in GBCS.
const startOfSeason = octets(0, 0, 0, 0, 0x80, 0x00, 0xff);

function nameOctets(scope: Scope, names: string): Encoded {
  return sourced(octetString(octets(integerOf(scope, names, 1, 255))), at(scope, names).path);
}

function seasonStart(scope: Scope): Encoded {
  const place = at(scope, 'SeasonStartDate');
  return sourced(octetString(concatenate(dateOctets(electricityDate(place)), startOfSeason)), place.path);
}

/** The seasons of a switching table. */
export function seasons(names: string): Value {
  return list(names, (scope) =>
    structureOfEncoded([textAt('SeasonName')(scope), seasonStart(scope), nameOctets(scope, 'ReferencedWeekName')]),
  );
}

/** Elements that carry their place in an `index` attribute, in that order. */
export function inOrder(scopes: readonly Scope[], attribute = '@index'): readonly Scope[] {
  return [...scopes].sort((one, other) => indexOf(one, attribute) - indexOf(other, attribute));
}

/** Elements numbered from 1 without a gap, in order. Throws a fault where they are not. */
export function numbered(scopes: readonly Scope[], count = scopes.length): readonly Scope[] {
  const ordered = inOrder(scopes);
  const wrong = ordered.find((scope, place) => indexOf(scope) !== place + 1) ?? ordered[count];
  if (wrong !== undefined) throw invalidValue(wrong, '@index', `the numbers from 1 to ${count}, once each`);
  if (ordered.length === count) return ordered;
  throw new TransformFault('missing-value', `The request has ${ordered.length} elements where ${count} are needed.`);
}

/** The weeks of a switching table: which day profile each day from Monday on follows. */
export function weeks(names: string): Value {
  return list(names, (scope) =>
    structureOfEncoded([
      nameOctets(scope, 'WeekName'),
      ...numbered(each(scope, 'ReferencedDayName'), weekdays.length).map((day) =>
        sourced(unsigned(integerOf(day, '', 1, 255)), day.path),
      ),
    ]),
  );
}

/** The tariff's scripts: each TOU register and each block register has a script of its own. */
export interface TariffScripts {
  readonly touBase: number;
  readonly blockBase?: number;
}

const tariffScriptTable = reference('0-0:10.0.100.255');

function tariffScript(scope: Scope, { touBase, blockBase }: TariffScripts): Encoded {
  const isBlock = blockBase !== undefined && at(scope, 'BlockTariffAction').tree !== undefined;
  const name = isBlock ? 'BlockTariffAction' : 'TOUTariffAction';
  const base = isBlock ? blockBase : touBase;
  return sourced(longUnsigned(base + integerOf(scope, name, 1, 48)), at(scope, name).path);
}

/** The days of a switching table: at which time which script runs. */
export function days(names: string, scripts: TariffScripts): Value {
  return list(names, (scope) => {
    const schedule = each(scope, 'ProfileSchedule').map((entry) =>
      structureOfEncoded([clockTime('StartTime')(entry), fixed(tariffScriptTable), tariffScript(entry, scripts)]),
    );
    const name = sourced(unsigned(integerOf(scope, 'DayName', 1, 255)), at(scope, 'DayName').path);
    return structureOfEncoded([name, arrayOfEncoded(schedule)]);
  });
}

/** Special days of a switching table, counted from 1, each with the day profile it follows. */
export function specialDays(names: string): Value {
  return list(names, (scope, index) =>
    structureOfEncoded([
      fixed(longUnsigned(index + 1)),
      wildcardDate('Date')(scope),
      sourced(unsigned(integerOf(scope, 'ReferencedDayName', 1, 255)), at(scope, 'ReferencedDayName').path),
    ]),
  );
}

/** Special days that schedules refer to by number. */
export function numberedDays(names: string, attribute: string, date: string): Value {
  return list(names, (scope) => {
    const number = indexOf(scope, attribute);
    return structureOfEncoded([
      sourced(longUnsigned(number), scope.path),
      wildcardDate(date)(scope),
      sourced(unsigned(number), scope.path),
    ]);
  });
}

/** One entry of a DLMS schedule (class 10), and where its parts are in the request. */
export interface ScheduleEntry {
  /** Counted as the use case counts. */
  readonly index: number;
  readonly script: Uint8Array;
  readonly selector: Encoded;
  /** Where SwitchTime, StartDate and EndDate are. */
  readonly dates: Scope;
  readonly hasWildcards: boolean;
  /** How many special days the command defines. */
  readonly specialDayCount: number;
  /** Which of them the entry applies to. */
  readonly specialDays: readonly number[];
}

const anyLength = 0xffff;

/** An entry of a schedule; `scope` is the place of its DaysOfWeekApplicability. */
export function scheduleEntry(scope: Scope, entry: ScheduleEntry): Encoded {
  const chosen = each(scope, 'DaysOfWeekApplicability.DayOfWeekApplicability').map((day) => textOf(day, 'DayOfWeekID'));
  const date = entry.hasWildcards ? wildcardDate : plainDate;
  return structureOfEncoded([
    fixed(longUnsigned(entry.index)),
    fixed(boolean(true)),
    fixed(entry.script),
    entry.selector,
    clockTime('SwitchTime')(entry.dates),
    fixed(longUnsigned(anyLength)),
    sourced(
      bitString(weekdays.length, (bit) => chosen.includes(weekdays[bit] ?? '')),
      at(scope, 'DaysOfWeekApplicability').path,
    ),
    sourced(
      bitString(entry.specialDayCount, (bit) => entry.specialDays.includes(bit + 1)),
      at(scope, 'SpecialDaysApplicability').path,
    ),
    date('StartDate')(entry.dates),
    date('EndDate')(entry.dates),
  ]);
}
