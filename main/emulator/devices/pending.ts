import type { Payload } from '../../gbcs/payload.ts';
import type { CompleteHeader } from '../../gbcs/useCases/codec.ts';

/** What became of an instruction, and how the alert that says so is filled. */
export interface InstructionResult {
  isDone: boolean;
  /** The payload of the device's alert and the Message Code that goes with it (GBCS, 8F66 and 8F67). */
  alert(head: AlertHead): { messageCode: number; payload: Payload };
}

/** What alerts of every format open with. */
export interface AlertHead {
  alertCode: number;
  /** When the instruction fell due, milliseconds since 1970. */
  dueMs: number;
  command: CompleteHeader;
}

/** What a device was told to do at a later time: it is done, and answers what became of it. */
type Act = () => InstructionResult;

/** An instruction that came to its time. */
export interface Outcome {
  command: CompleteHeader;
  dueMs: number;
  /** From 1, in the order of the command (XSD `InstructionNumber`). */
  instructionNumber: number;
  totalCommandInstructions: number;
  result: InstructionResult;
}

/** What a device has been told to do at a later time. */
export interface Pending {
  /** Numbers the instructions that are held while a command is answered. */
  during<Answer>(command: CompleteHeader, answer: () => Answer): Answer;
  /** Does it at a time (milliseconds since 1970); what was to be done under the same name is left undone. */
  at(name: string, dueMs: number, act: Act): void;
  cancel(name: string): void;
  /** The time of the next instruction, milliseconds since 1970; undefined where none waits. */
  nextDue(): number | undefined;
  /** Does all that is due by now, earliest first and those of one time in the order of their command. */
  doDue(nowMs: number): void;
  /** What became of the instructions that were done since this was asked last. */
  takeOutcomes(): Outcome[];
}

interface Held {
  command: { header: CompleteHeader; total: number };
  number: number;
  dueMs: number;
  act: Act;
}

export function makePending(): Pending {
  const waiting = new Map<string, Held>();
  let outcomes: Outcome[] = [];
  let current: Held['command'] | undefined;
  return {
    during(header, answer) {
      current = { header, total: 0 };
      try {
        return answer();
      } finally {
        current = undefined;
      }
    },
    at(name, dueMs, act) {
      if (current === undefined) throw new Error(`${name} was held outside of a command.`);
      current.total += 1;
      // Deleted first, so that it goes to the end of the order.
      waiting.delete(name);
      waiting.set(name, { command: current, number: current.total, dueMs, act });
    },
    cancel: (name) => void waiting.delete(name),
    nextDue() {
      const times = [...waiting.values()].map(({ dueMs }) => dueMs);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    doDue(nowMs) {
      if (waiting.size === 0) return;
      const due = [...waiting].filter(([, { dueMs }]) => dueMs <= nowMs).sort(([, a], [, b]) => a.dueMs - b.dueMs);
      for (const [name, { command, number, dueMs, act }] of due) {
        waiting.delete(name);
        outcomes.push({
          command: command.header,
          dueMs,
          instructionNumber: number,
          totalCommandInstructions: command.total,
          result: act(),
        });
      }
    },
    takeOutcomes() {
      const taken = outcomes;
      outcomes = [];
      return taken;
    },
  };
}
