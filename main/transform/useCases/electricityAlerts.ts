/** Which alerts an ESME sends, sounds and logs: ECS25. */
import { sourced } from '../../gbcs/encoded.ts';
import { set } from '../dlms/access.ts';
import { bitString, type Value } from '../dlms/values.ts';
import { at, choiceOf, isPresent, type Scope } from '../scope.ts';
import { dlms, type UseCaseDescription } from '../useCase.ts';

const has = (names: string) => (scope: Scope) => isPresent(scope, names);

/** The settings of one kind of alert, by the object that holds them. */
const alertBehaviours = [
  ['ECS25a', 0x00ac, 'ElectricitySupplierAlerts', '0-30:97.98.11.255'],
  ['ECS25a1', 0x00ea, 'ElectricitySupplierHANAlertSettings', '0-30:97.98.12.255'],
  ['ECS25a2', 0x00eb, 'ElectricitySupplierAlarmSettings', '0-30:97.98.13.255'],
  ['ECS25a3', 0x00ec, 'ElectricitySupplierLoggingSettings', '0-30:97.98.14.255'],
  ['ECS25b', 0x00b0, 'ElectricityNetworkOperatorAlerts', '0-33:97.98.11.255'],
  ['ECS25b3', 0x00ed, 'ElectricityNetworkOperatorLoggingSettings', '0-33:97.98.14.255'],
] as const;

const alertCount = 256;

/**
 * Two bit strings in one: which alerts are set, then which of those are enabled. An alert's place is the low octet of
 * its code, counted from the end.
 */
function alertSettings(names: string): Value {
  return (scope) => {
    const place = at(scope, names);
    const settings = new Map<number, boolean>();
    for (const group of Object.keys(typeof place.tree === 'object' ? place.tree : {})) {
      const alerts = at(place, group);
      for (const name of Object.keys(typeof alerts.tree === 'object' ? alerts.tree : {})) {
        const code = Number.parseInt(name.slice(1), 16) & 0xff;
        settings.set(code, choiceOf(alerts, name, { Enable: true, Disable: false }));
      }
    }
    const bits = bitString(alertCount * 2, (bit) => {
      const setting = settings.get(alertCount - 1 - (bit % alertCount));
      return bit < alertCount ? setting !== undefined : setting === true;
    });
    return sourced(bits, place.path);
  };
}

export const electricityAlerts: readonly UseCaseDescription[] = [
  ...alertBehaviours.map(([name, code, setting, object]) =>
    dlms(name, code, '6.22', [set(`1/${object}/2`, alertSettings(setting))], { applies: has(setting) }),
  ),
];
