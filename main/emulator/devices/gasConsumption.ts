import type { Habits } from './habits.ts';
import { halfHourMs } from './halfHours.ts';
import type { Interruptions } from './interruptions.ts';
import { byTheClock } from './localTime.ts';
import { uniform } from './uniform.ts';

const dayMs = 48 * halfHourMs;
/** SMETS2 keeps thirteen months of half-hours. */
const logMs = 397 * dayMs;

/** A home's gas, in thousandths of a cubic metre a day. */
export interface GasModel {
  seed: number;
  hotWater: number;
  /** On the coldest day. */
  heating: number;
  habits: Habits;
}

/** When the boiler runs for heating and for hot water, by half-hour of the day; each adds up to one. */
const heatingShape = shapeOf((hour) => (hour >= 6 && hour < 9 ? 3 : hour >= 16 && hour < 22.5 ? 2 : 0.15));
const hotWaterShape = shapeOf((hour) => (hour >= 6.5 && hour < 8.5 ? 5 : hour >= 18 && hour < 21 ? 3 : 0.2));

function shapeOf(weight: (hour: number) => number): readonly number[] {
  const weights = Array.from({ length: 48 }, (_, slot) => weight(slot / 2));
  const sum = weights.reduce((total, one) => total + one, 0);
  return weights.map((one) => one / sum);
}

/** Mean temperatures of a day: above the one nobody heats, at the other heating takes all that it can. */
const warmEnough = 15.5;
const coldest = -2.5;
/** What heating takes while all are away, to keep pipes from freezing. */
const awayPart = 0.15;

/**
 * The gas of the half-hour that ends at a moment: hot water all year, heating by how cold the day is, by the clocks on the
 * wall. Same model and moment, same answer.
 *
 * @param part of the half-hour in which the home is supplied, 0 to 1
 */
export function gasOfHalfHour({ seed, hotWater, heating, habits }: GasModel, endMs: number, part = 1): number {
  const local = byTheClock(endMs - halfHourMs);
  const day = Math.floor(local / dayMs);
  const slot = Math.floor((local - day * dayMs) / halfHourMs);
  const isAway = habits.isAway(day);
  const { temperature } = habits.weather(day);
  const cold = Math.min(1, Math.max(0, (warmEnough - temperature) / (warmEnough - coldest))) * (isAway ? awayPart : 1);
  const water = isAway ? 0 : hotWater * (hotWaterShape[slot] ?? 0) * (0.6 + 0.8 * uniform(seed, day, slot, 12));
  const warmth = heating * cold * (heatingShape[slot] ?? 0) * (0.8 + 0.4 * uniform(seed, day, slot, 13));
  return Math.round((water + warmth) * part);
}

/** A gas meter's record of consumption, made on demand. Thousandths of a cubic metre. */
export interface GasConsumption {
  totalAt(moment: number): number;
  /** The first half-hour of the log that ends at or after a moment, and those that follow, up to now. */
  halfHours(fromMs: number, count: number, nowMs: number): { startMs: number; samples: number[] };
  /** As `halfHours`, by day. */
  days(fromMs: number, count: number, nowMs: number): { startMs: number; samples: number[] };
}

/**
 * @param installedMs when the meter began to count, milliseconds since 1970-01-01T00:00:00Z
 * @param interruptions when nothing was taken: its valve was closed, or the boiler had no electricity
 */
export function recordGas(
  model: GasModel,
  installedMs: number,
  interruptions: Pick<Interruptions, 'suppliedPart'>,
): GasConsumption {
  const start = Math.ceil(installedMs / halfHourMs) * halfHourMs;
  const sums = [0];
  const totalAt = (moment: number): number => {
    const wanted = Math.max(0, Math.floor((moment - start) / halfHourMs));
    for (let index = sums.length; index <= wanted; index += 1) {
      const end = start + index * halfHourMs;
      const part = interruptions.suppliedPart(end - halfHourMs, end);
      sums.push((sums[index - 1] ?? 0) + gasOfHalfHour(model, end, part));
    }
    return sums[wanted] ?? 0;
  };
  const series = (stepMs: number) => (fromMs: number, count: number, nowMs: number) => {
    const first = Math.ceil(Math.max(fromMs, start + stepMs, nowMs - logMs) / stepMs) * stepMs;
    const last = Math.floor(nowMs / stepMs) * stepMs;
    const available = last < first ? 0 : Math.floor((last - first) / stepMs) + 1;
    const ends = Array.from({ length: Math.min(count, available) }, (_, index) => first + index * stepMs);
    return { startMs: first, samples: ends.map((end) => totalAt(end) - totalAt(end - stepMs)) };
  };
  return { totalAt, halfHours: series(halfHourMs), days: series(dayMs) };
}
