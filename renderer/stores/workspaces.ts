import { makeRemote, messageOf } from './remote.ts';
import { workbench } from './workbench.ts';

/** The workspaces that were opened last, the newest first. */
export const workspaces = makeRemote(() => workbench['workspace.list']({}));

/** Opens another workspace, or makes one; the page then begins anew in it. @returns why it was not opened */
export async function openWorkspace(file: string, isNew = false): Promise<string | null> {
  try {
    await workbench['workspace.open']({ file, isNew });
  } catch (error) {
    return messageOf(error);
  }
  // Nothing on the page belongs to the other workspace.
  location.hash = '#/campaign';
  location.reload();
  return null;
}

/** Takes one off the list. */
export async function forgetWorkspace(file: string): Promise<string | null> {
  try {
    await workbench['workspace.forget']({ file });
  } catch (error) {
    return messageOf(error);
  }
  await workspaces.load();
  return null;
}
