import type { GbzReply } from '../../../gbcs/answerGbz.ts';
import type { ZigbeeRecord } from '../../../gbcs/zigbee/values.ts';
import { type ClusterCommand, type ClusterCommands, notFound } from './clusterCommand.ts';
import type { GasMeter } from './gasMeter.ts';
import { keep } from './keep.ts';
import { isoTime, momentOf, numberIn } from './times.ts';

const dayMs = 86_400_000;
/** Which log a sample number stands for (RTDS: GCS17, GCS61, GCS18). */
const sample = { halfHourly: 0, daily: 1, network: 2 } as const;
/** Seconds from one sample to the next; FFFF stands for a day (RTDS, GCS61). */
const interval = { halfHour: 1800, day: 0xffff } as const;

const sampled = (id: number, requestInterval: number, startMs: number, samples: readonly number[]): GbzReply => ({
  command: 0x07,
  isEncrypted: true,
  fields: {
    'Sample Id': id,
    'Sample Start Time': isoTime(startMs),
    'Sample Type': 0,
    'Sample Request Interval': requestInterval,
    'Number of Samples': samples.length,
    entries: samples.map((Sample) => ({ Sample })),
  },
});

/** Network data: what was taken in each interval since sampling began, spread evenly over its half-hours. */
function networkSamples({ consumption, sampling }: GasMeter, nowMs: number): GbzReply {
  if (sampling === undefined) return notFound;
  const stepMs = sampling.intervalSeconds * 1000;
  const count = Math.min(sampling.count, Math.max(0, Math.floor((nowMs - sampling.fromMs) / stepMs)));
  const samples = Array.from({ length: count }, (_, index) => {
    const end = sampling.fromMs + (index + 1) * stepMs;
    const halfHour = consumption.totalAt(end) - consumption.totalAt(end - 1_800_000);
    return Math.round((halfHour * sampling.intervalSeconds) / 1800);
  });
  return count === 0 ? notFound : sampled(sample.network, sampling.intervalSeconds, sampling.fromMs, samples);
}

const getSampledData: ClusterCommand = (meter, fields, { nowMs }) => {
  const id = numberIn(fields, 'Sample Id');
  if (id === sample.network) return networkSamples(meter, nowMs);
  const from = momentOf(fields['Earliest Sample Time'], 0) ?? nowMs;
  const count = numberIn(fields, 'Number of Samples');
  const isDaily = id === sample.daily;
  const { startMs, samples } = isDaily
    ? meter.consumption.days(from, count, nowMs)
    : meter.consumption.halfHours(from, count, nowMs);
  if (samples.length === 0) return notFound;
  return sampled(
    isDaily ? sample.daily : sample.halfHourly,
    isDaily ? interval.day : interval.halfHour,
    startMs,
    samples,
  );
};

/** What makes a snapshot (ZigBee Smart Energy, Snapshot Cause); the daily one is the General bit. */
const dailyCause = 0x01;
const billingCause = 0x02;
/** Current Summation Delivered, tiers and blocks (RTDS: GCS15b, GCS16a). */
const withBlocks = 6;
const tierCount = 4;
/** Four tiers in the upper, five block counters in the lower digits (RTDS: 20). */
const tiersAndBlocks = 20;

/** When snapshots of a cause were taken in a period: each midnight, the first of a month, or when tariff or mode changed. */
export function snapshotTimes(meter: GasMeter, fields: ZigbeeRecord, nowMs: number): number[] {
  const from = momentOf(fields['Earliest Start Time'], 0) ?? nowMs;
  const to = Math.min(momentOf(fields['Latest End Time'], nowMs) ?? nowMs, nowMs);
  const cause = numberIn(fields, 'Snapshot Cause');
  const changed = meter.changes.filter((change) => (change.cause & cause) !== 0).map(({ timeMs }) => timeMs);
  if (changed.length > 0) return changed.filter((time) => from <= time && time <= to);
  const times: number[] = [];
  for (let time = Math.ceil(Math.max(from, nowMs - 397 * dayMs) / dayMs) * dayMs; time <= to; time += dayMs) {
    const isMonthStart = new Date(time).getUTCDate() === 1;
    if (cause === dailyCause || (cause === billingCause && isMonthStart)) times.push(time);
  }
  return times;
}

const getSnapshot: ClusterCommand = (meter, fields, { nowMs }) => {
  const { consumption } = meter;
  const times = snapshotTimes(meter, fields, nowMs);
  const offset = numberIn(fields, 'Snapshot Offset');
  const time = times[offset];
  if (time === undefined) return notFound;
  const total = consumption.totalAt(time);
  // One rate is in force: all stands in the first tier.
  const tiers = [total, ...Array.from({ length: tierCount - 1 }, () => 0)];
  return {
    command: 0x06,
    isEncrypted: true,
    fields: {
      'Snapshot Id': offset,
      'Snapshot Time': isoTime(time),
      'Snapshots Found': Math.min(times.length, 0xff),
      'Command Index': 0,
      'Number of Commands': 1,
      'Snapshot Cause': numberIn(fields, 'Snapshot Cause'),
      'Snapshot Payload Type': withBlocks,
      'Current Summation Delivered': total,
      'Number of Tiers in Use': tierCount,
      entries: tiers.map((value) => ({ 'Tariff TOU Register Matrix': value })),
      'Number of Tiers and Block Thresholds in Use': tiersAndBlocks,
      moreEntries: Array.from({ length: tierCount }, () => ({ 'Tariff TOU Block Counter Matrix': 0 })),
    },
  };
};

const startSampling: ClusterCommand = (meter, fields, { nowMs }) => {
  meter.sampling = {
    fromMs: momentOf(fields['Start Sampling Time'], nowMs) ?? nowMs,
    intervalSeconds: Math.max(1, numberIn(fields, 'Sample Request Interval')),
    count: numberIn(fields, 'Max Number of Samples'),
  };
  return { command: 0x0d, fields: { 'Sample Id': sample.network } };
};

const supplyStatus = '0702/0014';
/** Supply Status where the valve is open (ZigBee Smart Energy: 0 off, 1 armed, 2 on). */
const supplyOn = 2;

const changeSupply: ClusterCommand = ({ attributes, interruptions }, fields, { nowMs }) => {
  const proposed = numberIn(fields, 'Proposed Supply Status');
  attributes.put(supplyStatus, proposed);
  interruptions.set('supply', proposed !== supplyOn, nowMs);
  const {
    'Provider Id': provider = 0,
    'Issuer Event Id': event = 0,
    'Implementation Date Time': time = 'now',
  } = fields;
  return {
    command: 0x0c,
    fields: {
      'Provider Id': provider,
      'Issuer Event Id': event,
      'Implementation Date Time': time,
      'Supply Status': proposed,
    },
  };
};

export const metering: ClusterCommands = {
  fromClient: {
    6: getSnapshot,
    7: startSampling,
    8: getSampledData,
    11: changeSupply,
    13: keep({
      'Supply Tamper State': '0702/0607',
      'Supply Depletion State': '0702/0608',
      'Supply Uncontrolled Flow State': '0702/0609',
    }),
    14: keep({
      'Uncontrolled Flow Threshold': '0702/0B10',
      'Unit of Measure': '0702/0B11',
      Multiplier: '0702/0B12',
      Divisor: '0702/0B13',
      'Stabilisation Period': '0702/0B14',
      'Measurement Period': '0702/0B15',
    }),
  },
};
