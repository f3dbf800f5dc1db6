import { uniform } from './uniform.ts';

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
}

const bump = (hour: number, centre: number, width: number): number => Math.exp(-(((hour - centre) / width) ** 2));

/**
 * The half-hour that ends at a moment, by a model of a real home: base load, morning and evening peaks that shift from
 * day to day, more at the weekend and in winter, and export while the sun is above the horizon. Same model and moment,
 * same answer.
 *
 * @param endMs a multiple of 30 minutes, milliseconds since 1970-01-01T00:00:00Z
 */
export function halfHourEnding(model: HomeModel, endMs: number): HalfHour {
  const startMs = endMs - halfHourMs;
  const day = Math.floor(startMs / dayMs);
  const slot = Math.floor((startMs - day * dayMs) / halfHourMs);
  const hour = slot / 2 + 0.25;
  const weekday = (day + 4) % 7;
  const weekend = weekday === 0 || weekday === 6;
  const season = Math.cos((2 * Math.PI * (day - 17)) / 365.25);
  const shift = (uniform(model.seed, day, 1) - 0.5) * 1.5;
  const activity = 0.7 + 0.6 * uniform(model.seed, day, 2);

  const demand =
    model.baseLoad * (0.9 + 0.2 * uniform(model.seed, day, slot, 3)) +
    model.morningPeak * activity * bump(hour, (weekend ? 9.5 : 7.25) + shift, weekend ? 2.2 : 1.2) +
    model.eveningPeak * activity * bump(hour, 18.75 + shift, 2.4) * (1 + 0.25 * season) +
    (weekend ? 0.35 * model.morningPeak * bump(hour, 13.5, 2.5) : 0) +
    model.eveningPeak * 0.8 * (uniform(model.seed, day, slot, 4) > 0.93 ? 1 : 0);

  const daylight = 4.2 - 1.9 * season;
  const sky = 0.25 + 0.75 * uniform(model.seed, day, 5);
  const cloud = 0.75 + 0.25 * uniform(model.seed, day, slot, 6);
  const elevation = Math.cos(((hour - 12.5) / daylight) * (Math.PI / 2));
  const solar =
    Math.abs(hour - 12.5) < daylight ? model.solarPeak * sky * cloud * elevation * (0.75 - 0.25 * season) : 0;

  const net = demand - solar;
  return {
    activeImport: Math.round(Math.max(0, net) / 2),
    reactiveImport: Math.round((Math.max(0, demand) * 0.12) / 2),
    activeExport: Math.round(Math.max(0, -net) / 2),
    reactiveExport: Math.round((solar * 0.03) / 2),
  };
}
