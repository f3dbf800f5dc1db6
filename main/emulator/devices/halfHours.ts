import type { Habits } from './habits.ts';
import { byTheClock } from './localTime.ts';
import { uniform } from './uniform.ts';
import { seasonOf } from './weather.ts';

/** Seconds in a half-hour, the capture period of the SMETS2 profile data log. */
export const halfHourMs = 30 * 60 * 1000;
const dayMs = 48 * halfHourMs;

/** What a home takes and gives in one half-hour, in Wh and varh. */
export interface HalfHour {
  activeImport: number;
  reactiveImport: number;
  activeExport: number;
  reactiveExport: number;
}

/** A home's habits. Powers in W. */
export interface HomeModel {
  seed: number;
  baseLoad: number;
  morningPeak: number;
  eveningPeak: number;
  /** Peak output of solar panels; 0 for none. */
  solarPeak: number;
  habits: Habits;
}

const bump = (hour: number, centre: number, width: number): number => Math.exp(-(((hour - centre) / width) ** 2));

/** What is left of the base load while nobody is in. */
const awayPart = 0.75;
/** What the cold adds to the load, a part of the base load for each degree below that of comfort. */
const comfort = 15.5;
const coldPart = 0.02;

/** What the people in a home draw in the half-hour that begins at a moment, in W. */
function demandOf(model: HomeModel, startMs: number): number {
  const { seed, habits } = model;
  const local = byTheClock(startMs);
  const day = Math.floor(local / dayMs);
  const slot = Math.floor((local - day * dayMs) / halfHourMs);
  const hour = slot / 2 + 0.25;
  const base = model.baseLoad * (0.9 + 0.2 * uniform(seed, day, slot, 3));
  if (habits.isAway(day)) return base * awayPart;
  const weekday = (day + 4) % 7;
  const weekend = weekday === 0 || weekday === 6;
  const shift = (uniform(seed, day, 1) - 0.5) * 1.5;
  const activity = 0.7 + 0.6 * uniform(seed, day, 2);
  return (
    base * (1 + coldPart * Math.max(0, comfort - habits.weather(day).temperature)) +
    model.morningPeak * activity * bump(hour, (weekend ? 9.5 : 7.25) + shift, weekend ? 2.2 : 1.2) +
    model.eveningPeak * activity * bump(hour, 18.75 + shift, 2.4) * (1 + 0.25 * seasonOf(day)) +
    (weekend ? 0.35 * model.morningPeak * bump(hour, 13.5, 2.5) : 0) +
    model.eveningPeak * 0.8 * (uniform(seed, day, slot, 4) > 0.93 ? 1 : 0)
  );
}

/** What the panels of a home give in the half-hour that begins at a moment, in W. The sun keeps UTC, near enough. */
function solarOf({ seed, solarPeak, habits }: HomeModel, startMs: number): number {
  if (solarPeak === 0) return 0;
  const day = Math.floor(startMs / dayMs);
  const slot = Math.floor((startMs - day * dayMs) / halfHourMs);
  const hour = slot / 2 + 0.25;
  const season = seasonOf(day);
  const daylight = 4.2 - 1.9 * season;
  if (Math.abs(hour - 12.5) >= daylight) return 0;
  const cloud = 0.75 + 0.25 * uniform(seed, day, slot, 6);
  const elevation = Math.cos(((hour - 12.5) / daylight) * (Math.PI / 2));
  return solarPeak * habits.weather(day).sunshine * cloud * elevation * (0.75 - 0.25 * season);
}

/**
 * The half-hour that ends at a moment, by a model of a real home: base load, morning and evening peaks by the clocks on
 * the wall that shift from day to day, more at the weekend, in winter and in the cold, little while all are away, and
 * export while the sun is above the horizon. Same model and moment, same answer.
 *
 * @param endMs a multiple of 30 minutes, milliseconds since 1970-01-01T00:00:00Z
 * @param part of the half-hour in which the home is supplied, 0 to 1
 */
export function halfHourEnding(model: HomeModel, endMs: number, part = 1): HalfHour {
  const demand = demandOf(model, endMs - halfHourMs);
  const solar = solarOf(model, endMs - halfHourMs);
  const net = demand - solar;
  // Panels feed into a live network alone: what is off gives nothing either.
  const hours = part / 2;
  return {
    activeImport: Math.round(Math.max(0, net) * hours),
    reactiveImport: Math.round(demand * 0.12 * hours),
    activeExport: Math.round(Math.max(0, -net) * hours),
    reactiveExport: Math.round(solar * 0.03 * hours),
  };
}
