import type { StreamRate, Volume } from '../../shared/capacity.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { LoadProfile, Stream } from './profile.ts';

const hourSeconds = 3600;

/** The 24 hourly shares of a stream, summing to 1. @throws WorkbenchError `invalid-document` */
export function curveOf(stream: Stream, curves: Readonly<Record<string, { hours: readonly number[] }>>): number[] {
  const hours = typeof stream.curve === 'string' ? curves[stream.curve]?.hours : stream.curve;
  if (!hours) {
    throw new WorkbenchError(
      'invalid-document',
      `Stream ${stream.id}: there is no curve "${String(stream.curve)}"; there are ${Object.keys(curves).join(', ')}`,
    );
  }
  const sum = hours.reduce((total, share) => total + share, 0);
  if (sum === 0) {
    throw new WorkbenchError('invalid-document', `Stream ${stream.id}: every hour of its curve is 0; give one a share`);
  }
  return hours.map((share) => share / sum);
}

/** The volumes of a phase, each with where it comes from. @throws WorkbenchError `invalid-document` for an unknown name */
export function volumesOf(profile: LoadProfile, changes: Readonly<Record<string, number>>, phase: string): Volume[] {
  const unknown = Object.keys(changes).find((name) => !Object.hasOwn(profile.volumes, name));
  if (unknown !== undefined) {
    throw new WorkbenchError(
      'invalid-document',
      `Phase ${phase} changes a volume "${unknown}" that the profile does not have; there are ${Object.keys(profile.volumes).join(', ')}`,
    );
  }
  return Object.entries(profile.volumes).map(([name, { value, unit, provenance }]) => {
    const changed = changes[name];
    return changed === undefined
      ? { name, value, unit, provenance }
      : { name, value: changed, unit, provenance: `${provenance}; of phase ${phase}` };
  });
}

const show = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 6 });

function factorOf(stream: Stream, factor: Stream['perDay'][number], volumes: readonly Volume[]) {
  if (typeof factor === 'number') return { value: factor, text: show(factor) };
  const name = factor.replace(/^1 - /, '');
  const found = volumes.find((volume) => volume.name === name);
  if (!found) {
    throw new WorkbenchError(
      'invalid-document',
      `Stream ${stream.id}: perDay names a volume "${name}" that the profile does not have; there are ${volumes.map((volume) => volume.name).join(', ')}`,
    );
  }
  if (factor === name) return { value: found.value, text: `${name} ${show(found.value)}` };
  if (found.value > 1) {
    throw new WorkbenchError(
      'invalid-document',
      `Stream ${stream.id}: "1 - ${name}" needs ${name} to be a share of at most 1; it is ${show(found.value)}`,
    );
  }
  return { value: 1 - found.value, text: `(1 − ${name} ${show(found.value)})` };
}

/**
 * Derives the rate of a stream from the volume model, and shows how.
 *
 * @param run.scale the part of the volume that is run
 * @param run.daySeconds what the 24 hours are compressed to
 */
export function deriveRate(
  stream: Stream,
  volumes: readonly Volume[],
  curve: readonly number[],
  run: { scale: number; daySeconds: number },
): StreamRate {
  const factors = stream.perDay.map((factor) => factorOf(stream, factor, volumes));
  const perDay = factors.reduce((product, factor) => product * factor.value, 1);
  const planned = Math.round(perDay * run.scale);
  const compressedHour = (run.daySeconds / (24 * hourSeconds)) * hourSeconds;
  return {
    id: stream.id,
    title: stream.title,
    kind: stream.kind,
    traffic: stream.traffic,
    derivation: factors.map(({ text }) => text).join(' × '),
    perDay,
    planned,
    meanPerSecond: planned / run.daySeconds,
    peakPerSecond: (planned * Math.max(...curve)) / compressedHour,
    leftOut: null,
  };
}
