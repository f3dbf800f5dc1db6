import { uniform } from './uniform.ts';
import { makeWeather, type Weather } from './weather.ts';

/** What the meters of a home have in common: the weather of its street, and whether anybody is in. */
export interface Habits {
  weather: Weather;
  /** Whether all are away on a day, counted in local time since 1970-01-01. */
  isAway(day: number): boolean;
}

/** What a meter measures: the home behind it, and when its supply failed in the past. The seed makes all else. */
export interface MeteredHome {
  seed: number;
  habits: Habits;
  cuts: readonly { fromMs: number; toMs: number }[];
}

/** A holiday in each half-year, of so many days. */
const halfYearDays = 183;
const shortestTrip = 4;
const longestTrip = 12;

/**
 * @param streetSeed the weather's
 * @param homeSeed that of the people in it
 */
export function makeHabits(streetSeed: number, homeSeed: number): Habits {
  return {
    weather: makeWeather(streetSeed),
    isAway(day) {
      const halfYear = Math.floor(day / halfYearDays);
      const length = Math.floor(shortestTrip + (longestTrip - shortestTrip + 1) * uniform(homeSeed, halfYear, 31));
      const first = halfYear * halfYearDays + Math.floor((halfYearDays - length) * uniform(homeSeed, halfYear, 32));
      return first <= day && day < first + length;
    },
  };
}
