/** Calendars of gas meters as ZigBee publishes them: of tariffs and of non-disablement. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { JsonRecord, ZigbeeCommandData } from '../../gbcs/data.ts';
import { describe, indexed, numberOf, present, recordsOf, stringOf } from '../part.ts';
import { gasDate, weekdays } from './dates.ts';
import { fieldsOf } from './zigbeeAttributes.ts';

export interface GasCalendar {
  readonly days: readonly { readonly id: number | undefined; readonly switches: readonly JsonRecord[] }[];
  readonly weeks: readonly { readonly id: number | undefined; readonly days: readonly JsonObject[] }[];
  readonly seasons: readonly JsonObject[];
  readonly specialDays: readonly { readonly date: JsonObject; readonly day: number | undefined }[];
  readonly left: readonly string[];
}

/** Reads day and week profiles, seasons and special days out of a response's commands. */
export function gasCalendar(commands: readonly ZigbeeCommandData[]): GasCalendar {
  const left: string[] = [];
  const dated = (what: string, date: string | undefined): JsonObject | undefined => {
    const tree = date === undefined ? undefined : gasDate(date);
    if (tree === undefined) left.push(describe(what, date ?? ''));
    return tree;
  };
  const rows = (command: string): JsonRecord[] =>
    fieldsOf(commands, command).flatMap(({ entries }) => recordsOf(entries));
  return {
    days: fieldsOf(commands, 'Publish Day Profile').map((fields) => ({
      id: numberOf(fields.dayId),
      switches: recordsOf(fields.entries),
    })),
    weeks: fieldsOf(commands, 'Publish Week Profile').map((fields) => ({
      id: numberOf(fields.weekId),
      days: indexed(weekdays.map((day) => numberOf(fields[`dayIdRef${day}`]) ?? 0)),
    })),
    seasons: rows('Publish Seasons').map((row) =>
      present({
        SeasonStartDate: dated('Season start', stringOf(row.seasonStartDate)),
        ReferencedWeekName: numberOf(row.weekIdRef),
      }),
    ),
    specialDays: rows('Publish Special Days').flatMap((row) => {
      const date = dated('Special day', stringOf(row.specialDayDate));
      return date === undefined ? [] : [{ date, day: numberOf(row.dayIdRef) }];
    }),
    left,
  };
}
