import { Button } from '@mantine/core';
import type { WorkbenchErrorCode } from '../../shared/errors.ts';
import { status } from '../stores/status.ts';
import { WorkspaceList } from '../ui/WorkspaceList.tsx';

/** Why a workspace is not opened, in a line; the workbench's own message says of which, and what to do. */
const titles: Partial<Record<WorkbenchErrorCode, string>> = {
  'workspace-newer': 'This workspace is from a newer version',
  'workspace-busy': 'This workspace is in use elsewhere',
  'workspace-damaged': 'This workspace is damaged',
  'unwritable-file': 'This workspace cannot be written',
  'disk-full': 'The disk is full',
};

/** The title of what keeps the workspace from being opened; undefined where nothing does. */
export function useWorkspaceTrouble(): string | undefined {
  return status.use(({ value, errorCode }) => (value === null && errorCode !== null ? titles[errorCode] : undefined));
}

/** Shown in place of any screen where the workspace cannot be opened: why, what to do, and the way to another. */
export function WorkspaceTrouble({ title }: { title: string }) {
  const { error, loading } = status.use();
  return (
    <div className="workspace-trouble">
      <div role="alert">
        <h1>{title}</h1>
        <p>{error}.</p>
      </div>
      <p className="quiet">Nothing in it has been changed.</p>
      <div className="actions">
        <Button loading={loading} onClick={() => void status.load()}>
          Try again
        </Button>
      </div>
      <h2>Go on with another workspace</h2>
      <WorkspaceList />
    </div>
  );
}
