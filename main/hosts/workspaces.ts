import { existsSync } from 'node:fs';
import { basename, isAbsolute, resolve } from 'node:path';
import type { WorkbenchEvent } from '../../shared/contract/events.ts';
import type { WorkspaceEntry } from '../../shared/contract/shapes/workbench.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { WorkspaceDesk } from '../ipc/hostServices.ts';
import { type Composition, composeWorkbench } from './compose.ts';
import { forgetWorkspace, readRecent, recentFile, rememberWorkspace } from './recentWorkspaces.ts';
import type { ShowInFolder } from './showInFolder.ts';

/** A workbench that can be taken to another workspace while its window stays. */
export interface RoamingWorkbench extends Composition {
  workspaces: WorkspaceDesk;
}

const nameOf = (file: string): string => basename(file).replace(/\.uept$/i, '');

/** @throws WorkbenchError `invalid-argument` where no workspace can have such a path */
function checkPath(file: string): string {
  if (!isAbsolute(file)) {
    throw new WorkbenchError(
      'invalid-argument',
      `Give the whole path of the workspace, from the root on, not "${file}"`,
    );
  }
  if (!file.toLowerCase().endsWith('.uept')) {
    throw new WorkbenchError(
      'invalid-argument',
      `A workspace is a file that ends in .uept, and "${basename(file)}" does not`,
    );
  }
  return resolve(file);
}

/**
 * Puts the workbench together for a workspace, remembers it among the recent ones, and lets whoever sits there open
 * another. One that cannot be opened leaves the earlier one as it is.
 *
 * @param options.recent where the list of recent ones is kept
 * @param options.showInFolder how this host shows a file in the system's file manager
 */
export function roam(options: {
  workspace: string;
  recent?: string;
  showInFolder: ShowInFolder;
  report(error: unknown): void;
}): RoamingWorkbench {
  const { report, showInFolder, recent = recentFile() } = options;
  const listeners = new Set<(event: WorkbenchEvent) => void>();
  const compose = (workspace: string): Composition => {
    const composition = composeWorkbench({ workspace, workspaces, showInFolder, report });
    composition.listen((event) => {
      for (const listener of listeners) listener(event);
    });
    return composition;
  };
  const remember = (file: string): void => {
    try {
      rememberWorkspace(recent, file, new Date().toISOString());
    } catch (error) {
      // The workspace is open all the same; only the list does not know of it.
      report(error);
    }
  };
  const workspaces: WorkspaceDesk = {
    list: (): WorkspaceEntry[] =>
      readRecent(recent).map(({ file, usedAt }) => ({
        file,
        name: nameOf(file),
        usedAt,
        isOpen: file === open.file,
        problem: existsSync(file) ? null : 'It is not there any more',
      })),
    async open(path, isNew) {
      const file = checkPath(path);
      if (file === open.file) return;
      if (isNew === existsSync(file)) {
        throw isNew
          ? new WorkbenchError('conflict', `${file} is there already; open it, or give the new one another name`)
          : new WorkbenchError(
              'not-found',
              `There is no workspace at ${file}; look at the path, or make a new one there`,
            );
      }
      if (open.composition.isBusy())
        throw new WorkbenchError('conflict', 'A run is under way; wait for it to finish, or stop it');
      const composition = compose(file);
      try {
        await composition.handlers['workbench.status']({});
      } catch (error) {
        await composition.close();
        throw error;
      }
      const earlier = open.composition;
      open = { file, composition };
      remember(file);
      await earlier.close();
      for (const listener of listeners) listener({ name: 'status.changed', data: {} });
    },
    forget: (file) => forgetWorkspace(recent, file),
  };
  const first = resolve(options.workspace);
  let open = { file: first, composition: compose(first) };
  remember(first);
  return {
    workspaces,
    get handlers() {
      return open.composition.handlers;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    report,
    warm: () => open.composition.warm(),
    isBusy: () => open.composition.isBusy(),
    close: () => open.composition.close(),
  };
}
