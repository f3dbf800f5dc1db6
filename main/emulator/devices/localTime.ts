const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** 01:00 UTC on the last Sunday of a month of 31 days, when the clocks change (Summer Time Act 1972). */
function lastSundayOf(year: number, month: number): number {
  const last = Date.UTC(year, month, 31);
  return last - new Date(last).getUTCDay() * dayMs + hourMs;
}

const changes = new Map<number, { forward: number; back: number }>();
function changesOf(year: number): { forward: number; back: number } {
  const known = changes.get(year) ?? { forward: lastSundayOf(year, 2), back: lastSundayOf(year, 9) };
  changes.set(year, known);
  return known;
}

/** A moment by the clocks on the wall, as if these were UTC: people live by them, and meters do not (SMETS2: UTC). */
export function byTheClock(ms: number): number {
  const { forward, back } = changesOf(new Date(ms).getUTCFullYear());
  return forward <= ms && ms < back ? ms + hourMs : ms;
}
