/** The share of messages that wait no longer than t in M/D/1 (Erlang 1909; Crommelin 1932). */
function shareThatWaits(t: number, utilisation: number, serviceMs: number): number {
  const rate = utilisation / serviceMs;
  let sum = 0;
  let factorial = 1;
  for (let k = 0; k <= Math.floor(t / serviceMs); k += 1) {
    if (k > 0) factorial *= k;
    const x = rate * (k * serviceMs - t);
    sum += (x ** k / factorial) * Math.exp(-x);
  }
  return (1 - utilisation) * sum;
}

/**
 * The time in an M/D/1 system (waiting and work) that a part of all messages stays at or below, in milliseconds.
 *
 * @param utilisation below 1; beyond 0.9 the alternating sum loses its figures
 */
export function timeInMd1(part: number, utilisation: number, serviceMs: number): number {
  let [low, high] = [0, serviceMs * 30];
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (shareThatWaits(middle, utilisation, serviceMs) < part) low = middle;
    else high = middle;
  }
  return serviceMs + low;
}

/** The mean time in an M/D/1 system, in milliseconds (Pollaczek and Khinchine). */
export const meanTimeInMd1 = (utilisation: number, serviceMs: number): number =>
  serviceMs + (serviceMs * utilisation) / (2 * (1 - utilisation));
