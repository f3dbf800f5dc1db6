import { z } from 'zod';
import { WorkbenchStatus, WorkspaceEntry } from '../shapes/workbench.ts';
import { Document, nothing, operation } from './operation.ts';

/** The workbench itself: how it stands, its workspaces, what was being typed. */
export const workbenchOperations = {
  'workbench.status': operation(nothing, WorkbenchStatus),
  /** The workspaces that were opened last, the newest first. */
  'workspace.list': operation(nothing, z.array(WorkspaceEntry)),
  /**
   * Goes on in another workspace, by its whole path; `isNew` makes it. One that cannot be opened leaves the earlier one.
   * @throws WorkbenchError `conflict` while a run is under way, or where the new one is there already, `not-found`,
   * `workspace-newer`, `workspace-damaged`, `workspace-busy`, `target-refused` where the host has only one
   */
  'workspace.open': operation(
    z.strictObject({ file: z.string().max(4096), isNew: z.boolean().default(false) }),
    z.array(WorkspaceEntry),
  ),
  /** Takes one off the list; its file stays. */
  'workspace.forget': operation(z.strictObject({ file: z.string().max(4096) }), z.array(WorkspaceEntry)),
  /** Opens another campaign (by id), another target (by name), or both, in this workspace. */
  'workbench.open': operation(
    z.strictObject({
      campaign: z.string().optional(),
      target: z.string().optional(),
      /** The target's name as the person typed it: UIT is not reached without. */
      confirmation: z.string().optional(),
      /** The target whose runs count, where it is another one; it is not opened, and nothing is sent to it. */
      evidenceOf: z.string().optional(),
    }),
    WorkbenchStatus,
  ),
  'draft.save': operation(z.strictObject({ name: z.string().max(200), value: Document }), nothing),
  'draft.get': operation(z.strictObject({ name: z.string().max(200) }), z.object({ value: z.string().nullable() })),
};
