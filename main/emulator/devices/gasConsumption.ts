import { halfHourMs } from './halfHours.ts';
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
}

/** When the boiler runs for heating and for hot water, by half-hour of the day; each adds up to one. */
const heatingShape = shapeOf((hour) => (hour >= 6 && hour < 9 ? 3 : hour >= 16 && hour < 22.5 ? 2 : 0.15));
const hotWaterShape = shapeOf((hour) => (hour >= 6.5 && hour < 8.5 ? 5 : hour >= 18 && hour < 21 ? 3 : 0.2));

function shapeOf(weight: (hour: number) => number): readonly number[] {
  const weights = Array.from({ length: 48 }, (_, slot) => weight(slot / 2));
  const sum = weights.reduce((total, one) => total + one, 0);
  return weights.map((one) => one / sum);
}

/**
 * The gas of the half-hour that ends at a moment: hot water all year, heating as cold as the season and the day's chance
 * have it. Same model and moment, same answer.
 */
export function gasOfHalfHour({ seed, hotWater, heating }: GasModel, endMs: number): number {
  const startMs = endMs - halfHourMs;
  const day = Math.floor(startMs / dayMs);
  const slot = Math.floor((startMs - day * dayMs) / halfHourMs);
  const season = Math.cos((2 * Math.PI * (day - 17)) / 365.25);
  const cold = Math.max(0, 0.35 + 0.65 * season + 0.3 * (uniform(seed, day, 11) - 0.5));
  const water = hotWater * (hotWaterShape[slot] ?? 0) * (0.6 + 0.8 * uniform(seed, day, slot, 12));
  const warmth = heating * cold * (heatingShape[slot] ?? 0) * (0.8 + 0.4 * uniform(seed, day, slot, 13));
  return Math.round(water + warmth);
}

/** A gas meter's record of consumption, made on demand. Thousandths of a cubic metre. */
export interface GasConsumption {
  totalAt(moment: number): number;
  /** The first half-hour of the log that ends at or after a moment, and those that follow, up to now. */
  halfHours(fromMs: number, count: number, nowMs: number): { startMs: number; samples: number[] };
  /** As `halfHours`, by day. */
  days(fromMs: number, count: number, nowMs: number): { startMs: number; samples: number[] };
}

export function recordGas(model: GasModel, installedMs: number): GasConsumption {
  const start = Math.ceil(installedMs / halfHourMs) * halfHourMs;
  const sums = [0];
  const totalAt = (moment: number): number => {
    const wanted = Math.max(0, Math.floor((moment - start) / halfHourMs));
    for (let index = sums.length; index <= wanted; index += 1) {
      sums.push((sums[index - 1] ?? 0) + gasOfHalfHour(model, start + index * halfHourMs));
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
