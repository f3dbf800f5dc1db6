import type { ObservedResponse } from '../checks/observation.ts';

/** Asynchronous messages by what they answer, and who waits for them. */
export interface Inbox {
  /** Files a message under a key: a Request ID, or `schedule:` and a DSPScheduleID. */
  file(key: string, message: ObservedResponse): void;
  list(key: string): readonly ObservedResponse[];
  /** Lets go of what lies under a key, when nobody will look for it any more. */
  forget(key: string): void;
  /** Says which step what is filed under a key belongs to, from now until it is given back. */
  claim(key: string, place: Place): () => void;
  claimant(key: string): Place | undefined;
  /**
   * Waits until at least `count` messages lie under a key, or the signal aborts. Resolves with what is there then.
   */
  wait(key: string, count: number, signal: AbortSignal): Promise<readonly ObservedResponse[]>;
}

/** A step of a run. */
export interface Place {
  campaignId: string;
  runId: string;
  position: number;
}

/** An empty inbox. */
export function makeInbox(): Inbox {
  const filed = new Map<string, ObservedResponse[]>();
  const waiting = new Map<string, Set<() => void>>();
  const claims = new Map<string, Place>();
  const list = (key: string): readonly ObservedResponse[] => filed.get(key) ?? [];
  return {
    file(key, message) {
      const there = filed.get(key);
      if (there) there.push(message);
      else filed.set(key, [message]);
      for (const look of [...(waiting.get(key) ?? [])]) look();
    },
    list,
    forget: (key) => void filed.delete(key),
    claim(key, place) {
      claims.set(key, place);
      return () => void claims.delete(key);
    },
    claimant: (key) => claims.get(key),
    wait(key, count, signal) {
      return new Promise((resolve) => {
        const looks = waiting.get(key) ?? new Set();
        waiting.set(key, looks);
        const finish = (): void => {
          looks.delete(look);
          if (looks.size === 0) waiting.delete(key);
          signal.removeEventListener('abort', finish);
          resolve([...list(key)]);
        };
        const look = (): void => {
          if (list(key).length >= count) finish();
        };
        looks.add(look);
        signal.addEventListener('abort', finish);
        if (signal.aborted) finish();
        else look();
      });
    },
  };
}
