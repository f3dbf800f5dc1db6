/** Auxiliary load control and the boost button: 7.7 and 7.11. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { AttributeReading, JsonRecord } from '../../gbcs/data.ts';
import { type BodyBuilder, numberOf, part, recordsOf, stringOf, text, timeOf } from '../part.ts';
import { byCosemTable } from './cosemAttributes.ts';
import { electricityDate } from './dates.ts';
import { bitsOf, daysOfWeek, specialDays } from './prepaymentConfiguration.ts';

const noDevice = '00-00-00-00-00-00-00-00';

/** Which of five switches an object is of, and what it says of it. */
function switchOf(object: string): readonly [index: number, what: 'description' | 'device' | 'state'] | undefined {
  const description = /^0-0:94\.44\.0\.1([1-5])$/.exec(object)?.[1];
  if (description !== undefined) return [Number(description), 'description'];
  const device = /^0-0:94\.44\.0\.2([1-5])$/.exec(object)?.[1];
  if (device !== undefined) return [Number(device), 'device'];
  const state = /^0-([1-5]):96\.3\.10\.255$/.exec(object)?.[1];
  return state === undefined ? undefined : [Number(state), 'state'];
}

function placeSwitch(switches: Map<number, JsonObject>, { object = '', value }: AttributeReading): boolean {
  const found = switchOf(object);
  if (found === undefined || (typeof value !== 'string' && typeof value !== 'boolean')) return false;
  const [index, what] = found;
  const tree = switches.get(index) ?? { '@Index': text(index) };
  switches.set(index, tree);
  if (what === 'description') tree.Description = text(value);
  else if (what === 'state') tree.State = text(value);
  else tree.TypeAndIdentifier = value === noDevice ? { ALCS: '' } : { HCALCS: text(value) };
  return true;
}

const activate = 1;

/** A row of the switches' calendar: the script's first octet is the switch, its second 1 on or 2 off. */
function schedule(row: JsonRecord): JsonObject | undefined {
  const selector = numberOf(row.selector);
  const start = electricityDate(stringOf(row.beginDate) ?? '');
  const end = electricityDate(stringOf(row.endDate) ?? '');
  const time = stringOf(row.switchTime);
  if (selector === undefined || start === undefined || end === undefined || time === undefined) return undefined;
  const action = (selector & 0xff) === activate ? 'ActivateSwitch' : 'DeactivateSwitch';
  const special = bitsOf(stringOf(row.specialDays) ?? '').map((bit) => ({ '@index': text(bit + 1) }));
  return {
    ActivateDeactivateSwitch: { '@index': text(selector >>> 8), [action]: '' },
    SpecialDaysApplicability: special,
    DaysOfWeekApplicability: daysOfWeek(stringOf(row.weekdays)),
    ALCSScheduleDatesAndTime: { SwitchTime: time, StartDate: start, EndDate: end },
  };
}

export const auxiliaryLoadControl: BodyBuilder = (message) => {
  const switches = new Map<number, JsonObject>();
  const builder = byCosemTable('auxiliaryLoadControl', (tree, reading) => {
    if (placeSwitch(switches, reading)) return true;
    if (reading.object === '0-0:11.0.3.255') {
      const days = specialDays(reading.value);
      tree.ALCSHCALCSSpecialDays = { ALCSHCALCSSpecialDay: days };
      return days.length === recordsOf(reading.value).length;
    }
    if (reading.object !== '0-0:12.0.2.255') return false;
    const rows = recordsOf(reading.value).map(schedule);
    tree.ALCSScheduler = rows.filter((row) => row !== undefined);
    return !rows.includes(undefined);
  });
  const read = builder(message);
  return read && part({ ...read.tree, AuxiliaryLoadControlSwitch: [...switches.values()] }, read.uncovered);
};

export const boostButton = byCosemTable('boostButton', (tree, { object, value }) => {
  if (object !== '0-0:99.98.20.255') return false;
  const rows = recordsOf(value);
  const entries = rows.flatMap((row) => {
    const start = timeOf(row.start);
    const end = timeOf(row.end);
    return start === undefined || end === undefined ? [] : [{ BoostEnd: end, BoostStart: start }];
  });
  tree.EventLogEntry = entries;
  return entries.length === rows.length;
});
