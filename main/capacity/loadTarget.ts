import type { ComponentName } from '../emulator/components/componentModel.ts';
import type { StageSnapshot } from '../emulator/components/stage.ts';
import type { ResolveCertificate } from '../smki/xmlSignature.ts';
import type { Arrival } from './planArrivals.ts';
import type { Home } from './population.ts';
import type { LoadUser } from './prepareRequest.ts';
import type { UserKeys } from './sender.ts';

/** A User of the target that streams can send as. */
export interface TargetUser extends LoadUser {
  roles: string[];
  keys: UserKeys;
}

/** An arrival that the emulator makes itself. */
export type BackgroundArrival = Arrival & { arrival: number };

/** How a message that the emulator made itself ended inside it. */
export interface BackgroundEnd {
  arrival: number;
  /** Milliseconds from the beginning of the day. */
  atMs: number;
  /** `I0`, or what became of it: `refused by DCO`. */
  code: string;
}

/** The target's components and its thread, at a moment. */
export interface TargetSample {
  components: Record<ComponentName, StageSnapshot> | undefined;
  /** Share of the last second in which its thread was at work; undefined where it is no thread of ours. */
  utilisation: number | undefined;
}

/** The side of the emulator that makes load of its own. */
export interface BackgroundLoad {
  /** @param plan.zeroMs the beginning of the day, by the clock of `monotonicMs` */
  begin(plan: { zeroMs: number; counterBase: number; arrivals: BackgroundArrival[] }): void;
  stop(): void;
  /** Hears how late each was made, and how those ended that reach no User. */
  listen(listener: {
    dispatched(made: { arrival: number; lateMs: number }[]): void;
    ended(ends: BackgroundEnd[]): void;
  }): void;
}

/** An emulator, ready to be loaded. */
export interface LoadTarget {
  baseUrl: string;
  users: TargetUser[];
  homes: Home[];
  accessControlBroker: string;
  resolveCertificate: ResolveCertificate;
  /** Where it delivers to: a port that the run is to listen on, or any, of which it is then told. */
  receiveResponseService: { host?: string; port?: number; path?: string };
  setRespondTo(url: string): void;
  /** Undefined where it runs on its own and can only be sent to. */
  background: BackgroundLoad | undefined;
  onSample(listener: (sample: TargetSample) => void): void;
  /** For the report: what it is and how it came to be. */
  description: Record<string, string>;
  close(): Promise<void>;
}
