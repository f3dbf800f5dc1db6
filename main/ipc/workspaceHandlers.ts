import type { Handlers } from '../../shared/contract/contract.ts';
import type { HostServices } from './hostServices.ts';

type Operations = 'workspace.list' | 'workspace.open' | 'workspace.forget';

/** The workspaces that were opened last, and the way to another. None of them needs an open one. */
export function workspaceHandlers({ workspaces }: HostServices): Pick<Handlers, Operations> {
  return {
    'workspace.list': () => workspaces.list(),
    'workspace.open': async ({ file, isNew }) => {
      await workspaces.open(file, isNew);
      return workspaces.list();
    },
    'workspace.forget': ({ file }) => {
      workspaces.forget(file);
      return workspaces.list();
    },
  };
}
