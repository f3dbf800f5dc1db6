/** Why a home draws nothing: the network's supply has failed, or its meter has disconnected it. */
type Cause = 'power' | 'supply';

interface Interruption {
  cause: Cause;
  fromMs: number;
  /** Infinity while it lasts. */
  toMs: number;
}

/** When a meter had nothing to measure. Times are milliseconds since 1970-01-01T00:00:00Z. */
export interface Interruptions {
  /** Something goes off or comes back; what is so already stays as it is. */
  set(cause: Cause, isOff: boolean, nowMs: number): void;
  isOff(nowMs: number): boolean;
  /** The part of a period in which the home was supplied, 0 to 1. */
  suppliedPart(fromMs: number, toMs: number): number;
  /** Whether the network's supply was away for the whole of a period: an electricity meter logs nothing then. */
  isWithoutPower(fromMs: number, toMs: number): boolean;
}

/** @param cuts when the network's supply failed in the past */
export function makeInterruptions(cuts: readonly { fromMs: number; toMs: number }[] = []): Interruptions {
  const all: Interruption[] = cuts.map((cut) => ({ cause: 'power', ...cut }));
  const lasting = (cause: Cause): Interruption | undefined =>
    all.find((one) => one.cause === cause && one.toMs === Number.POSITIVE_INFINITY);
  return {
    set(cause, isOff, nowMs) {
      const now = lasting(cause);
      if (isOff && now === undefined) all.push({ cause, fromMs: nowMs, toMs: Number.POSITIVE_INFINITY });
      if (!isOff && now !== undefined) now.toMs = nowMs;
    },
    isOff: (nowMs) => all.some(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs),
    suppliedPart(fromMs, toMs) {
      const within = all.filter((one) => one.fromMs < toMs && one.toMs > fromMs).sort((a, b) => a.fromMs - b.fromMs);
      let off = 0;
      let counted = fromMs;
      for (const one of within) {
        const end = Math.min(one.toMs, toMs);
        off += Math.max(0, end - Math.max(one.fromMs, counted));
        counted = Math.max(counted, end);
      }
      return 1 - off / (toMs - fromMs);
    },
    isWithoutPower: (fromMs, toMs) =>
      all.some((one) => one.cause === 'power' && one.fromMs <= fromMs && toMs <= one.toMs),
  };
}
