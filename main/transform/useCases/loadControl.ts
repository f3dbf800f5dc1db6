/** Auxiliary load control: labels, calendars, states and boost button (ECS46 to ECS47, ECS61, ECS62). */
import { parseEui64 } from '../../gbcs/bytes.ts';
import { longUnsigned } from '../../gbcs/dlms/encode.ts';
import { type Encoded, sourced } from '../../gbcs/encoded.ts';
import type { DeviceType } from '../context.ts';
import { type Access, call, chosenBy, get, getRange, set } from '../dlms/access.ts';
import {
  arrayOfEncoded,
  boolean,
  dateTime,
  execution,
  octetString,
  reference,
  u16,
  type Value,
  visibleTextAt,
} from '../dlms/values.ts';
import {
  at,
  booleanOf,
  each,
  indexOf,
  integerOf,
  invalidValue,
  isPresent,
  optionalText,
  type Scope,
} from '../scope.ts';
import { dlms, type UseCaseDescription } from '../useCase.ts';
import { numberedDays, scheduleEntry } from './electricityCalendars.ts';

const switches = [1, 2, 3, 4, 5] as const;
const controlScripts = '0-0:10.0.103.255';
const limitScripts = '0-0:10.0.107.255';
const controllers: readonly DeviceType[] = ['ESME', 'SAPC'];
const noDevice = new Uint8Array(8);

/** One access for every element of a name, in the order of their indices. */
function forEach(names: string, access: (scope: Scope, index: number) => Access): (scope: Scope) => readonly Access[] {
  return (scope) =>
    [...each(scope, names)]
      .sort((one, other) => indexOf(one) - indexOf(other))
      .map((element) => chosenBy(element.path, access(element, indexOf(element))));
}

/** A value taken from a place that has been found already. */
const here =
  (place: Scope, value: Value): Value =>
  () =>
    value(place);

function switchIdentity(scope: Scope): Encoded {
  const text = optionalText(scope, 'HCALCS');
  const eui = text === undefined ? noDevice : parseEui64(text);
  if (eui === undefined) throw invalidValue(scope, 'HCALCS', 'an EUI-64');
  return sourced(octetString(eui), scope.path);
}

const switchSpecialDays = 'ALCSHCALCSSpecialDays.ALCSHCALCSSpecialDay';
const controllerSpecialDays = 'AuxiliaryControllerSpecialDayDefinitions.AuxiliaryControllerSpecialDayDefinition';

const switchScript = { activate: 1, deactivate: 2 } as const;

function switchSelector(scope: Scope): Encoded {
  const place = at(scope, 'ActivateDeactivateSwitch');
  const script = isPresent(place, 'ActivateSwitch') ? switchScript.activate : switchScript.deactivate;
  return sourced(longUnsigned(indexOf(place) * 0x100 + script), place.path);
}

// Selectors of auxiliary controllers: direction, controller, level in per cent; the top bit of the octet in a calendar.
const direction = { output: 0x1000, input: 0x2000 } as const;
const byCalendar = 0x80;

function controllerSelector(scope: Scope, flags: number): Encoded {
  const way = isPresent(scope, 'InputFromControlledLoad') ? direction.input : direction.output;
  const controller = indexOf(scope, '@auxiliaryControllerN');
  const level = integerOf(scope, 'CommandedStateLevel', 0, 100);
  return sourced(longUnsigned(way + controller * 0x100 + flags + level), scope.path);
}

interface Calendar {
  readonly entries: string;
  readonly specialDays: string;
  /** The attribute by which special days are numbered. */
  readonly attribute: string;
  readonly dates: string;
  readonly selector: (scope: Scope) => Encoded;
}

const switchCalendar: Calendar = {
  entries: 'ALCSHCALCSConnectionSchedule',
  specialDays: switchSpecialDays,
  attribute: '@index',
  dates: 'ALCSScheduleDatesAndTime',
  selector: switchSelector,
};

const controllerCalendar: Calendar = {
  entries: 'AuxiliaryControllerSchedule',
  specialDays: controllerSpecialDays,
  attribute: '@identifier',
  dates: 'AuxiliaryControllerSchedulePeriodAndTime',
  selector: (scope) => controllerSelector(at(scope, 'AuxiliaryControllerAction'), byCalendar),
};

function calendarEntries(calendar: Calendar): Value {
  return (scope) => {
    const specialDayCount = each(scope, calendar.specialDays).length;
    const entries = each(scope, calendar.entries).map((entry, place) =>
      scheduleEntry(entry, {
        index: place + 1,
        script: reference(controlScripts),
        selector: calendar.selector(entry),
        dates: at(entry, calendar.dates),
        hasWildcards: true,
        specialDayCount,
        specialDays: each(entry, 'SpecialDaysApplicability').map((day) => indexOf(day, calendar.attribute)),
      }),
    );
    return arrayOfEncoded(entries);
  };
}

function calendarAccesses(calendar: Calendar): readonly Access[] {
  return [
    set('11/0-1:11.0.3.255/2', numberedDays(calendar.specialDays, calendar.attribute, '')),
    set('10/0-1:12.0.2.255/2', calendarEntries(calendar)),
    set('9000/0-0:94.44.128.26/6', execution),
    set('9000/0-0:94.44.128.35/6', execution),
  ];
}

// The objects of the first switch end in 117, of the fifth in 121.
const stateObject = (index: number, part: number): string => `1/0-0:94.44.${116 + index}.${part}/2`;

function switchState(name: string, part: number, script: number): (scope: Scope) => readonly Access[] {
  return (scope) => {
    const place = at(scope, name);
    const index = indexOf(place);
    return [
      ...(part === 0 ? [] : [chosenBy(place.path, set(stateObject(index, part), here(place, u16('Duration'))))]),
      call(`9/${controlScripts}/1`, () => sourced(longUnsigned(index * 0x100 + script), place.path)),
    ];
  };
}

/** Sets a controller's level between two times. */
function controllerState(firstPart: number, scripts: string): (scope: Scope) => readonly Access[] {
  return (scope) => {
    const index = indexOf(scope, '@auxiliaryControllerN');
    return [
      chosenBy('@auxiliaryControllerN', set(stateObject(index, firstPart), dateTime('StartDateTime'))),
      chosenBy('@auxiliaryControllerN', set(stateObject(index, firstPart + 1), dateTime('EndDateTime'))),
      call(`9/${scripts}/1`, (place) => controllerSelector(place, 0)),
    ];
  };
}

const boostObject = (index: number): string => `1/0-0:94.44.6.${index}/2`;

/** Adds loads to the boost button, or removes them; a load that the request marks false is left as it is. */
function boost(name: string, isAdded: boolean) {
  return (scope: Scope): readonly Access[] =>
    each(scope, name)
      .filter((element) => booleanOf(element, ''))
      .sort((one, other) => indexOf(one) - indexOf(other))
      .map((element) =>
        chosenBy(
          element.path,
          set(boostObject(indexOf(element)), () => sourced(boolean(isAdded), element.path)),
        ),
      );
}

const labels = switches.map((index) => get(`1/0-0:94.44.0.${10 + index}/2`));
const identities = switches.map((index) => get(`1/0-0:94.44.0.${20 + index}/2`));

export const loadControl: readonly UseCaseDescription[] = [
  dlms(
    'ECS46a',
    0x0053,
    '6.14.1',
    forEach('ALCSHCALCSDescription', (element, index) =>
      set(`1/0-0:94.44.0.${10 + index}/2`, here(element, visibleTextAt('SwitchDescription'))),
    ),
  ),
  dlms('ECS46c', 0x0054, '6.14.2', (scope) => [
    ...forEach('SwitchTypeAndId', (element, index) =>
      set(`1/0-0:94.44.0.${20 + index}/2`, () => switchIdentity(element)),
    )(scope),
    ...calendarAccesses(switchCalendar),
  ]),
  dlms('ECS46d', 0x011a, '6.14.3', calendarAccesses(controllerCalendar), { deviceTypes: controllers }),
  dlms('ECS47Activate', 0x0055, '7.5', switchState('ActivateALCSHCALCS', 1, 0x11)),
  dlms('ECS47Deactivate', 0x0055, '7.6', switchState('DeactivateALCSHCALCS', 2, 0x12)),
  dlms('ECS47Reset', 0x0055, '7.8', switchState('ResetALCSHCALCS', 0, 0x20)),
  dlms('ECS47a', 0x011e, '7.13', controllerState(1, controlScripts), { deviceTypes: controllers }),
  dlms('ECS47e', 0x011f, '7.16', controllerState(3, limitScripts), { deviceTypes: controllers }),
  dlms('ECS61a', 0x00bb, '7.7', [
    ...labels,
    ...identities,
    get('11/0-0:11.0.3.255/2'),
    get('10/0-0:12.0.2.255/2'),
    ...switches.map((index) => get(`70/0-${index}:96.3.10.255/2`)),
  ]),
  dlms('ECS61c', 0x005e, '7.11', [
    get('1/0-0:94.44.7.255/2'),
    getRange('7/0-0:99.98.20.255/2'),
    ...switches.map((index) => get(boostObject(index))),
  ]),
  dlms('ECS61d', 0x011c, '7.14', [...labels, get('11/0-0:11.0.3.255/2'), get('10/0-0:12.0.2.255/2')], {
    deviceTypes: controllers,
  }),
  dlms('ECS61e', 0x011d, '7.15', [...identities, ...switches.map((index) => get(`1/0-0:94.44.0.${30 + index}/2`))], {
    deviceTypes: controllers,
  }),
  dlms('ECS62Add', 0x005f, '7.9', boost('AddToBoostButton', true)),
  dlms('ECS62Remove', 0x005f, '7.10', boost('RemoveFromBoostButton', false)),
];
