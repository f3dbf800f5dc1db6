/**
 * Shapes of COSEM attributes, methods and selectors that GBCS use cases carry. Classes are those of IEC 62056-6-2; the
 * columns of logs are our reading of the Reference Test Data Set.
 */
import type { AccessSpecification } from './accessService.ts';
import { protectionParametersShape } from './protectedAttributes.ts';
import type { Shape, ShapeReading } from './shape.ts';

function part(name: string, as?: ShapeReading): Shape {
  return as === undefined ? { name } : { name, as };
}

function row(...members: readonly Shape[]): Shape {
  return { members };
}

function named(shape: Shape, name: string): Shape {
  return { ...shape, name };
}

const unnamed: Shape = {};
const scalerUnit = row(part('Scaler'), part('Unit', 'unit'));
const dateTime: Shape = { as: 'dateTime' };

const attributeReference = [part('Class Id'), part('Logical Name', 'obis'), part('Attribute')];

/** Profile Generic, selector 1: entries by the range of a restricting object, which is a time. */
const rangeSelector = row(
  named(row(...attributeReference, part('Data Index')), 'Restricting Object'),
  part('From', 'time'),
  part('To', 'time'),
  part('Selected Values'),
);

const protectedAttributesRequest = row(
  {
    name: 'Object List',
    element: row(
      ...attributeReference,
      part('Data Index'),
      named(row(part('Restriction Type'), named(row(part('From'), part('To')), 'Restriction Value')), 'Restriction'),
    ),
  },
  named(protectionParametersShape, 'Protection Parameters'),
);

const time = part('Time', 'time');
const importRegisters = [
  part('Tariff TOU Register Matrix'),
  part('Tariff Block 1 Register Matrix'),
  part('Tariff Block 2 Register Matrix'),
  part('Tariff Block 3 Register Matrix'),
  part('Tariff Block 4 Register Matrix'),
];
const twinImportRegisters = [
  part('Secondary Active Import'),
  part('Tariff TOU Register Matrix'),
  part('Secondary Tariff TOU Register Matrix'),
  ...importRegisters.slice(1),
];
const prepaymentRegisters = [
  part('Meter Balance'),
  part('Emergency Credit Balance'),
  part('Time Debt Register 1'),
  part('Time Debt Register 2'),
  part('Payment Debt Register'),
  part('Accumulated Debt Register'),
];

/** A log of import registers, with more columns for a twin-element meter. */
function importLog(...more: readonly Shape[]): Shape {
  const members = (registers: readonly Shape[]) => [time, part('Active Import'), ...registers, ...more];
  return { members: members(importRegisters), twinMembers: members(twinImportRegisters) };
}

const event = row(time, part('Event Code', 'eventCode'), part('Other Data'));

const logRows: Readonly<Record<string, Shape>> = {
  '0-0:98.1.0.255': importLog(),
  '0-0:98.1.1.255': row(time, ...prepaymentRegisters.slice(0, 5)),
  '0-0:98.1.2.255': importLog(...prepaymentRegisters),
  '0-0:98.1.4.255': row(time, part('Amount')),
  '0-0:98.1.5.255': row(time, part('Amount')),
  '0-0:98.1.8.255': row(time, ...prepaymentRegisters),
  '0-0:98.1.9.255': importLog(),
  '0-0:98.1.10.255': row(time, part('Active Export')),
  '0-0:99.1.0.255': row(time, part('Active Import'), part('Secondary Active Import')),
  '0-0:99.1.1.255': row(time, part('Active Export'), part('Reactive Export')),
  '0-0:99.1.2.255': row(time, part('Reactive Import')),
  '0-0:99.1.3.255': row(time, part('Consumption')),
  '0-0:99.98.0.255': event,
  '0-0:99.98.1.255': event,
  '0-0:99.98.4.255': event,
  '0-0:99.98.20.255': row(part('Start', 'time'), part('End', 'time')),
  '0-0:94.44.10.3': event,
  '0-17:99.98.2.255': row(time, part('Command'), part('Outcome'), part('Command Time', 'time')),
};

const season = row(part('Season Name', 'text'), part('Start', 'dateTime'), part('Week Profile'));
const week = row(
  part('Week Profile'),
  ...['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((day) => part(day)),
);
const day = row(part('Day Id'), {
  name: 'Schedule',
  element: row(part('Start', 'clockTime'), part('Script', 'obis'), part('Selector')),
});
const specialDay = row(part('Index'), part('Date', 'date'), part('Day Id'));
const scheduleEntry = row(
  part('Index'),
  part('Enable'),
  part('Script', 'obis'),
  part('Selector'),
  part('Switch Time', 'clockTime'),
  part('Validity Window'),
  part('Weekdays'),
  part('Special Days'),
  part('Begin Date', 'date'),
  part('End Date', 'date'),
);
const unitCharge = row(
  named(row(part('Commodity Scale'), part('Price Scale')), 'Scaling'),
  named(row(...attributeReference), 'Commodity Reference'),
  { name: 'Charge Table', element: row(part('Index'), part('Charge Per Unit')) },
);
const activeDevice = row(
  part('Device Id', 'eui64'),
  part('Status'),
  part('Max RSSI'),
  part('Average RSSI'),
  part('Min RSSI'),
  part('Max LQI'),
  part('Average LQI'),
  part('Min LQI'),
  part('Last Communication', 'dateTime'),
  part('Number Of Hops'),
  part('Transmission Failures'),
  part('Transmission Successes'),
  part('Application Version'),
  part('Stack Version'),
);
const linkKeys: Shape = { name: 'Devices', element: row(part('Device Id', 'eui64'), part('Hashed Link Key')) };

const attributeShapes: Readonly<Record<string, Shape>> = {
  '3/3': scalerUnit,
  '4/3': scalerUnit,
  '4/5': dateTime,
  '8/2': dateTime,
  '9000/3': scalerUnit,
  '9000/5': scalerUnit,
  '9000/6': dateTime,
  '10/2': { element: scheduleEntry },
  '11/2': { element: specialDay },
  '20/3': { element: season },
  '20/4': { element: week },
  '20/5': { element: day },
  '20/7': { element: season },
  '20/8': { element: week },
  '20/9': { element: day },
  '20/10': dateTime,
  '22/4': { element: row(part('Time', 'clockTime'), part('Date', 'date')) },
  '104/4': { element: activeDevice },
  '111/2': row(part('Payment Mode'), part('Account Status')),
  '111/11': { element: row(part('Credit Reference', 'obis'), part('Charge Reference', 'obis'), part('Collection')) },
  '111/13': dateTime,
  '113/5': unitCharge,
  '113/6': unitCharge,
  '113/7': dateTime,
};

const methodShapes: Readonly<Record<string, Shape>> = {
  '8/5': row(part('Preset Time'), part('Validity Interval Start'), part('Validity Interval End')),
  '30/1': protectedAttributesRequest,
  '104/1': row(part('Device Id', 'eui64'), part('Key Type'), part('Link Key'), part('Device Type')),
  '104/2': { as: 'eui64' },
  '104/4': row(part('Backup Time', 'dateTime'), part('Extended PAN Id'), linkKeys),
  '104/5': row(part('Extended PAN Id'), linkKeys),
};

const textObjects: ReadonlySet<string> = new Set([
  '0-2:96.13.1.255',
  '0-3:96.13.1.255',
  '0-0:96.13.0.255',
  '0-0:96.13.1.255',
  '0-0:94.44.34.11',
  '1-0:0.0.2.255',
  '0-0:96.1.4.255',
  '0-0:96.1.6.255',
]);
const eui64Objects = /^0-0:(96\.1\.1\.255|94\.44\.0\.2[1-5])$/;

function dataShape(instance: string): Shape {
  if (textObjects.has(instance)) return { as: 'text' };
  if (instance === '0-0:94.44.34.30') return row(...prepaymentRegisters);
  return eui64Objects.test(instance) ? { as: 'eui64' } : unnamed;
}

export function selectorShape(classId: number, selector: number): Shape {
  return classId === 7 && selector === 1 ? rangeSelector : unnamed;
}

/** The shape of an attribute's value, or of a method's parameters; without names where it is not known. */
export function attributeShape(specification: AccessSpecification | undefined): Shape {
  if (specification === undefined) return unnamed;
  const { action, classId, instance, id } = specification;
  if (action === 'action') return methodShapes[`${classId}/${id}`] ?? unnamed;
  if (classId === 7 && id === 2) return { element: logRows[instance] ?? row(time) };
  if ((classId === 1 || classId === 9000) && (id === 2 || id === 4)) return dataShape(instance);
  return attributeShapes[`${classId}/${id}`] ?? unnamed;
}
