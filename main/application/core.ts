import type { WorkbenchEvent } from '../../shared/contract/events.ts';
import type { Attestations } from './attestations.ts';
import type { Inbox } from './inbox.ts';
import type { DuisMaterial, EvidenceStore, Moment, Target } from './ports.ts';

/** What every act of the application works with. */
export interface Core {
  store: EvidenceStore;
  material: DuisMaterial;
  target: Target;
  inbox: Inbox;
  attestations: Attestations;
  /** Who sits at the workbench, for the record. */
  tester: string;
  announce(event: WorkbenchEvent): void;
  /** Milliseconds since 1970-01-01T00:00:00Z, the workbench's own clock. */
  now(): number;
}

/** This moment by both clocks. */
export function momentOf(core: Pick<Core, 'now' | 'target'>): Moment {
  const virtualMs = core.target.clock.now();
  return { at: new Date(core.now()).toISOString(), virtualAt: new Date(virtualMs).toISOString() };
}
