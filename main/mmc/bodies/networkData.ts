/** Network data: 4.10. Voltages are as they stand in the message: it has no scaler for the profile. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { AttributeReading, JsonValue } from '../../gbcs/data.ts';
import { type BodyBuilder, describe, numberOf, part, place, present, recordsOf, timeOf } from '../part.ts';
import { phaseOf, phaseTree } from './configuration.ts';
import { byCosemTable } from './cosemAttributes.ts';
import { cubicMetres } from './values.ts';
import { commandsOf, fieldsOf } from './zigbeeAttributes.ts';

// The fourth part of an OBIS code of voltage.
const counters: Readonly<Record<string, string>> = { 32: 'AvgRMSUnderVoltageCounter', 36: 'AvgRMSOverVoltageCounter' };
const profileObject = '24';

function profileEntries(value: JsonValue): JsonObject[] {
  // The column of the voltage has no name, only its place.
  return recordsOf(value).map((row) => present({ Value: numberOf(row[1]), Timestamp: timeOf(row.time) }));
}

function placeVoltage(tree: JsonObject, { object, attribute, value, unit }: AttributeReading): boolean {
  const kind = /^1-0:\d+\.(\d+)\./.exec(object ?? '')?.[1] ?? '';
  const counter = counters[kind];
  const number = numberOf(value);
  if (counter !== undefined && number !== undefined) {
    place(tree, counter, present({ Value: number, Unit: unit }));
    return true;
  }
  if (kind !== profileObject) return false;
  if (attribute === 'Buffer') place(tree, 'AvgRMSVoltageProfileDataLog/LogEntry', profileEntries(value));
  else if (number !== undefined) place(tree, 'AvgRMSVoltageProfileDataLog/MeasurementPeriod', String(number));
  else return false;
  return true;
}

export const networkData = byCosemTable(
  'networkData',
  (tree, reading) => {
    const inside: JsonObject = {};
    if (!placeVoltage(inside, reading)) return false;
    for (const [name, value] of Object.entries(inside)) {
      if (typeof value !== 'object' || Array.isArray(value)) continue;
      for (const [inner, one] of Object.entries(value))
        place(tree, `Electricity/SinglePhaseESME/${name}/${inner}`, one);
    }
    return true;
  },
  { Electricity: {} },
);

export const networkDataPolyPhase: BodyBuilder = (message) => {
  const trees: JsonObject[] = [];
  const builder = byCosemTable('networkDataPolyPhase', (_, reading) => {
    const phase = phaseOf(reading.object);
    const inside: JsonObject = {};
    if (phase === undefined || !placeVoltage(inside, reading)) return false;
    const at = phaseTree(trees, phase);
    for (const [name, value] of Object.entries(inside)) {
      if (typeof value !== 'object' || Array.isArray(value)) continue;
      for (const [inner, one] of Object.entries(value)) place(at, `VoltageOperationalData/${name}/${inner}`, one);
    }
    return true;
  });
  const read = builder(message);
  return read && part({ Electricity: { PolyPhaseESME: { PhaseVoltageOperationalData: trees } } }, read.uncovered);
};

/** GCS18: samples in their order. Their times are not in the message, and from which end they count is not sure. */
export const gasNetworkData: BodyBuilder = (message) => {
  const commands = commandsOf(message);
  const [fields] = fieldsOf(commands ?? [], 'Get Sampled Data Response');
  if (commands === undefined || fields === undefined) return undefined;
  const { entries, numberOfSamples: _, ...others } = fields;
  const samples = recordsOf(entries).flatMap(({ sample }) =>
    typeof sample === 'number' ? [{ Value: cubicMetres(sample) }] : [],
  );
  return part(
    { Gas: { NetworkDataLog: { LogEntry: samples } } },
    Object.entries(others).map(([name, value]) => describe(name, value)),
  );
};
