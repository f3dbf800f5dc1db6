import type { ServiceTime } from './componentModel.ts';

/** A standard normal number of two uniform ones (Box and Muller). */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** One service time in milliseconds. */
export function drawServiceTime(time: ServiceTime, random: () => number): number {
  switch (time.distribution) {
    case 'constant':
      return time.ms;
    case 'exponential':
      return -time.meanMs * Math.log(1 - random());
    case 'uniform':
      return time.fromMs + (time.toMs - time.fromMs) * random();
    case 'lognormal':
      return time.medianMs * Math.exp(time.spread * normal(random));
  }
}

/** What service times come to on average, in milliseconds. */
export function meanServiceTime(time: ServiceTime): number {
  switch (time.distribution) {
    case 'constant':
      return time.ms;
    case 'exponential':
      return time.meanMs;
    case 'uniform':
      return (time.fromMs + time.toMs) / 2;
    case 'lognormal':
      return time.medianMs * Math.exp(time.spread ** 2 / 2);
  }
}
