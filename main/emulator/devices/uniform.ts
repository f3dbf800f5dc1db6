/** A uniform number from 0 to 1 that depends on nothing but its arguments (a 32-bit integer hash, splitmix style). */
export function uniform(seed: number, ...salts: readonly number[]): number {
  let state = seed | 0;
  for (const salt of salts) {
    state = Math.imul(state ^ (salt | 0), 0x9e3779b1);
    state ^= state >>> 15;
    state = Math.imul(state, 0x85ebca6b);
    state ^= state >>> 13;
    state = Math.imul(state, 0xc2b2ae35);
    state ^= state >>> 16;
  }
  return (state >>> 0) / 2 ** 32;
}
