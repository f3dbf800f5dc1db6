import type { AttestedOutcome } from '../../shared/contract/shapes/runs.ts';

/** What a person says that they did or saw. */
export interface Attestation {
  outcome: AttestedOutcome;
  note: string;
  /** How many files are kept with it. */
  attachments: number;
}

/** Steps that wait for a person, and how they are answered. */
export interface Attestations {
  /** Waits until somebody attests a step, or the signal aborts; undefined then. */
  wait(runId: string, position: number, signal: AbortSignal): Promise<Attestation | undefined>;
  isAwaited(runId: string, position: number): boolean;
  /** Lets the step that waits go on. @returns whether one did */
  give(runId: string, position: number, attestation: Attestation): boolean;
}

const keyOf = (runId: string, position: number): string => `${runId}:${position}`;

export function makeAttestations(): Attestations {
  const waiting = new Map<string, (attestation: Attestation | undefined) => void>();
  return {
    wait(runId, position, signal) {
      const key = keyOf(runId, position);
      return new Promise((resolve) => {
        const finish = (attestation: Attestation | undefined): void => {
          waiting.delete(key);
          signal.removeEventListener('abort', stop);
          resolve(attestation);
        };
        const stop = (): void => finish(undefined);
        waiting.set(key, finish);
        signal.addEventListener('abort', stop);
        if (signal.aborted) stop();
      });
    },
    isAwaited: (runId, position) => waiting.has(keyOf(runId, position)),
    give(runId, position, attestation) {
      const finish = waiting.get(keyOf(runId, position));
      finish?.(attestation);
      return finish !== undefined;
    },
  };
}
