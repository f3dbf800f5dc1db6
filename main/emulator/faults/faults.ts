/** Something for the DSP to do wrong, on purpose. */
export interface DuplicateFault {
  kind: 'duplicate';
  /** The Request ID whose response is to be delivered more than once. */
  requestId: string;
  /** How many times more than once. */
  copies: number;
}

/** The faults in force. Each is used up by the message that it applies to. */
export interface Faults {
  add(fault: DuplicateFault): void;
  /** How many extra copies of a response to deliver; forgets the fault. */
  takeCopies(requestId: string): number;
}

export function makeFaults(): Faults {
  const duplicates = new Map<string, number>();
  return {
    add: (fault) => duplicates.set(fault.requestId, fault.copies),
    takeCopies(requestId) {
      const copies = duplicates.get(requestId) ?? 0;
      duplicates.delete(requestId);
      return copies;
    },
  };
}
