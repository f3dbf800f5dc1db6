/** What a device has been told to do at a later time. */
export interface Pending {
  /** Does it at a time (milliseconds since 1970); what was to be done under the same name is left undone. */
  at(name: string, dueMs: number, act: () => void): void;
  cancel(name: string): void;
  /** Does all that is due by now, earliest first. A device is looked at only when it is asked something. */
  doDue(nowMs: number): void;
}

export function makePending(): Pending {
  const waiting = new Map<string, { dueMs: number; act: () => void }>();
  return {
    at: (name, dueMs, act) => void waiting.set(name, { dueMs, act }),
    cancel: (name) => void waiting.delete(name),
    doDue(nowMs) {
      const due = [...waiting].filter(([, { dueMs }]) => dueMs <= nowMs).sort(([, a], [, b]) => a.dueMs - b.dueMs);
      for (const [name, { act }] of due) {
        waiting.delete(name);
        act();
      }
    },
  };
}
