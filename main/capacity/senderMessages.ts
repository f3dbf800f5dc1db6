import type { Arrival } from './planArrivals.ts';
import type { Home } from './population.ts';
import type { PreparedRequest } from './prepareRequest.ts';
import type { SynchronousOutcome, UserKeys } from './sender.ts';

/** What a sender's thread starts with. */
export interface SenderTask {
  baseUrl: string;
  users: UserKeys[];
  homes: Home[];
  /** By stream and entry; undefined where it is no request of a User. */
  requests: (PreparedRequest | undefined)[][];
  /** Milliseconds since 1970: the base of the Originator Counters. */
  counterBase: number;
}

/** To a sender's thread. */
export type ToSender =
  /** @param zeroMs the beginning of the day, by the clock of `monotonicMs` */
  { kind: 'begin'; zeroMs: number; arrivals: (Arrival & { arrival: number })[] } | { kind: 'stop' } | { kind: 'close' };

/** From a sender's thread; moments are milliseconds from the beginning of the day. */
export type FromSender =
  | { kind: 'ready' }
  | { kind: 'progress'; dispatched: { arrival: number; lateMs: number }[]; outcomes: SynchronousOutcome[] }
  | { kind: 'sample'; queued: number; utilisation: number }
  | { kind: 'done' };
