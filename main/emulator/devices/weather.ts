import { uniform } from './uniform.ts';

/** The weather of one day over a street. */
export interface DayWeather {
  /** Mean of the day, degrees Celsius. */
  temperature: number;
  /** How much of the sun gets through, 0 to 1. */
  sunshine: number;
}

/** Day by day, days since 1970-01-01 (UTC). */
export type Weather = (day: number) => DayWeather;

/** 1 on the coldest day of an average year, the 18th of January; -1 half a year on. */
export const seasonOf = (day: number): number => Math.cos((2 * Math.PI * (day - 17)) / 365.25);

/** Means of southern England, degrees Celsius (our reading of the Met Office's averages for 1991 to 2020). */
const yearMean = 10.5;
const seasonSwing = 6.5;
/** How far a cold or warm spell goes, and a single day within it. */
const spellSwing = 4.5;
const daySwing = 1.5;
/** Days from one spell to the next; the sky changes sooner. */
const spellDays = 6;
const skyDays = 3;

/** Noise from -1 to 1 that goes smoothly from one random value to the next. */
function smoothNoise(seed: number, day: number, days: number, salt: number): number {
  const knot = Math.floor(day / days);
  const part = (1 - Math.cos(Math.PI * (day / days - knot))) / 2;
  return 2 * (uniform(seed, knot, salt) * (1 - part) + uniform(seed, knot + 1, salt) * part) - 1;
}

/** The weather that all homes of a street have in common. Same seed and day, same weather. */
export function makeWeather(seed: number): Weather {
  return (day) => ({
    temperature:
      yearMean -
      seasonSwing * seasonOf(day) +
      spellSwing * smoothNoise(seed, day, spellDays, 21) +
      daySwing * (2 * uniform(seed, day, 22) - 1),
    sunshine: 0.15 + 0.85 * (0.3 * (smoothNoise(seed, day, skyDays, 23) + 1) + 0.4 * uniform(seed, day, 24)),
  });
}
