/** The moments at which the servers of a component are free again: a binary heap, so that the earliest is at hand. */
export interface EarliestFirst {
  earliest(): number;
  /** Puts a later moment in place of the earliest. */
  replaceEarliest(moment: number): void;
  /** How much lies beyond a moment, summed over all. */
  sumBeyond(moment: number): number;
}

export function makeEarliestFirst(size: number): EarliestFirst {
  const heap = new Float64Array(size).fill(Number.NEGATIVE_INFINITY);
  const at = (index: number): number => heap[index] ?? Number.POSITIVE_INFINITY;
  return {
    earliest: () => at(0),
    replaceEarliest(moment) {
      let index = 0;
      for (;;) {
        const left = 2 * index + 1;
        const child = at(left + 1) < at(left) ? left + 1 : left;
        if (child >= size || at(child) >= moment) break;
        heap[index] = at(child);
        index = child;
      }
      heap[index] = moment;
    },
    sumBeyond: (moment) => heap.reduce((sum, free) => sum + Math.max(0, free - moment), 0),
  };
}
