import './workspaceList.css';
import { Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { forgetWorkspace, openWorkspace, workspaces } from '../stores/workspaces.ts';
import { Answer } from './States.tsx';
import { Moment } from './time.tsx';

/** The workspaces that were opened last, and the way to any other. */
export function WorkspaceList() {
  useEffect(() => void workspaces.load(), []);
  const remote = workspaces.use();
  const [path, setPath] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const attempt = async (work: Promise<string | null>): Promise<void> => {
    setBusy(true);
    setProblem(await work);
    setBusy(false);
  };
  const missing = path.trim() === '' ? 'Type the path of a workspace first' : undefined;
  return (
    <>
      <Answer of={remote} retry={() => void workspaces.load()}>
        {(list) => (
          <ul className="workspaces" aria-label="Recent workspaces">
            {list.map(({ file, name, usedAt, isOpen, problem: trouble }) => (
              <li key={file}>
                <div>
                  <strong>{name}</strong> <span className="code quiet">{file}</span>
                  <div className="quiet">{isOpen ? 'Open now' : (trouble ?? <Moment at={usedAt} />)}</div>
                </div>
                <Button
                  variant="default"
                  disabled={isOpen || trouble !== null || busy}
                  title={isOpen ? 'It is open' : (trouble ?? undefined)}
                  aria-label={`Open ${name}`}
                  onClick={() => void attempt(openWorkspace(file))}
                >
                  Open
                </Button>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`Take ${name} off the list`}
                  title="Off the list; the file stays"
                  onClick={() => void attempt(forgetWorkspace(file))}
                >
                  <IconX size={14} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        )}
      </Answer>
      <form
        className="workspace-path"
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === undefined) void attempt(openWorkspace(path.trim()));
        }}
      >
        <TextInput
          label="Another workspace"
          description="The whole path of a .uept file"
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit" variant="default" disabled={missing !== undefined || busy} title={missing}>
          Open it
        </Button>
        <Button
          variant="default"
          disabled={missing !== undefined || busy}
          title={missing}
          onClick={() => void attempt(openWorkspace(path.trim(), true))}
        >
          Make it
        </Button>
      </form>
      {problem === null ? null : (
        <p role="alert" className="workspace-problem">
          {problem}
        </p>
      )}
    </>
  );
}
