/** Voltage thresholds and periods of an ESME of one phase or of three: ECS29. */
import { type Access, set } from '../dlms/access.ts';
import { u32, type Value } from '../dlms/values.ts';
import { TransformFault } from '../result.ts';
import { each, isPresent, type Scope, textOf } from '../scope.ts';
import { dlms, type UseCaseDescription } from '../useCase.ts';
import { phases, resetVoltageCounters } from './electricityReads.ts';

type Phase = (typeof phases)[number];

const has = (names: string) => (scope: Scope) => isPresent(scope, names);

const voltageSettings: readonly Access[] = [
  ['RMSExtremeOverVoltage', 1],
  ['RMSExtremeUnderVoltage', 2],
  ['RMSVoltageSag', 3],
  ['RMSVoltageSwell', 4],
].flatMap(([name, limiter]) => [
  set(`71/0-0:17.0.${limiter}.255/4`, u32(`RMSVoltageSettings.${name}Threshold`)),
  set(`71/0-0:17.0.${limiter}.255/6`, u32(`RMSVoltageSettings.${name}MeasurementPeriod`)),
]);

type PhaseSetting = (phase: Phase, value: (name: string) => Value) => Access;

const measurementPeriod: PhaseSetting = (phase, value) =>
  set(`7/1-0:${phase}.24.0.255/4`, value('AverageRMSVoltageMeasurementPeriod'));
const overVoltage: PhaseSetting = (phase, value) =>
  set(`1/1-0:${phase}.35.0.4/2`, value('AverageRMSOverVoltageThreshold'));
const underVoltage: PhaseSetting = (phase, value) =>
  set(`1/1-0:${phase}.31.0.4/2`, value('AverageRMSUnderVoltageThreshold'));

const ofSinglePhase = (name: string): Value => u32(`SinglePhaseVoltageSettings.${name}`);

/** A setting of one of three phases, which the request names by number. */
function ofPhase(phase: Phase): (name: string) => Value {
  return (name) => (scope) => {
    const number = phases.indexOf(phase) + 1;
    const settings = each(scope, 'PolyPhaseVoltageSettings').find((entry) => textOf(entry, 'Phase') === String(number));
    if (settings === undefined) {
      throw new TransformFault('missing-value', `The request lacks phase ${number}.`, 'PolyPhaseVoltageSettings');
    }
    return u32(`PhaseVoltageSettings.${name}`)(settings);
  };
}

const forEveryPhase = (setting: PhaseSetting): readonly Access[] =>
  phases.map((phase) => setting(phase, ofPhase(phase)));

// The first phase has its thresholds the other way round from the second and the third where counters are reset.
const [first, second, third] = phases;
const polyphaseThresholds: readonly Access[] = [
  overVoltage(first, ofPhase(first)),
  underVoltage(first, ofPhase(first)),
  underVoltage(second, ofPhase(second)),
  overVoltage(second, ofPhase(second)),
  underVoltage(third, ofPhase(third)),
  overVoltage(third, ofPhase(third)),
];

const isPolyphaseRequest = has('PolyPhaseVoltageSettings');
const keepsCounters = has('RMSVoltageCountersNotReset');

export const electricityVoltage: readonly UseCaseDescription[] = [
  dlms(
    'ECS29d',
    0x00d2,
    '6.5',
    [
      ...phases.flatMap((phase) => [underVoltage(phase, ofPhase(phase)), overVoltage(phase, ofPhase(phase))]),
      ...forEveryPhase(measurementPeriod),
      ...voltageSettings,
    ],
    { applies: (scope) => isPolyphaseRequest(scope) && keepsCounters(scope) },
  ),
  dlms(
    'ECS29b',
    0x00ae,
    '6.5',
    [
      ...forEveryPhase(measurementPeriod),
      ...voltageSettings,
      ...polyphaseThresholds,
      ...phases.flatMap(resetVoltageCounters),
    ],
    { applies: isPolyphaseRequest },
  ),
  dlms(
    'ECS29c',
    0x00d1,
    '6.5',
    [
      underVoltage(first, ofSinglePhase),
      overVoltage(first, ofSinglePhase),
      measurementPeriod(first, ofSinglePhase),
      ...voltageSettings,
    ],
    { applies: keepsCounters },
  ),
  dlms('ECS29a', 0x0045, '6.5', [
    measurementPeriod(first, ofSinglePhase),
    ...voltageSettings,
    overVoltage(first, ofSinglePhase),
    underVoltage(first, ofSinglePhase),
    ...resetVoltageCounters(first),
  ]),
];
