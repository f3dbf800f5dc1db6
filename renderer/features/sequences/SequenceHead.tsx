import { Button, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronDown,
  IconCopy,
  IconDeviceFloppy,
  IconPlayerPlay,
  IconStethoscope,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { OutlineSequence } from '../../../shared/campaignSource.ts';
import { runAll, runFailuresOf } from '../../stores/runs.ts';
import { Preflight } from './Preflight.tsx';
import { copy, lastRun, redo, save, undo, useAuthoring } from './store.ts';

/** What can be done with the campaign: make it one's own, take back, save, look, run. */
export function SequenceHead({ sequence }: { sequence: OutlineSequence | undefined }) {
  const { source, changed, past, future, saving, check } = useAuthoring();
  const [looking, setLooking] = useState(false);
  const count = Object.keys(changed).length;
  const isOwn = source?.origin === 'own';
  const wrong = check?.findings.length ?? 0;
  const noSave = count === 0 ? 'Nothing has been changed' : wrong > 0 ? 'Mend what is listed below first' : null;
  return (
    <div className="pane-head sequences-head">
      <h1>Sequences</h1>
      <span className="quiet sequences-origin">
        {isOwn ? `yours, in ${source.folder}` : 'bundled with the workbench, read only'}
      </span>
      <span style={{ flex: 1 }} />
      {isOwn ? (
        <>
          <Step label="Undo" hint="Ctrl Z" of={past.length} act={undo} icon={IconArrowBackUp} />
          <Step label="Redo" hint="Ctrl Y" of={future.length} act={redo} icon={IconArrowForwardUp} />
          <Button
            leftSection={<IconDeviceFloppy size={14} aria-hidden />}
            variant={count === 0 ? 'default' : 'filled'}
            loading={saving}
            disabled={noSave !== null}
            title={noSave ?? undefined}
            onClick={() => void save()}
          >
            {count === 0 ? 'Saved' : `Save ${count} ${count === 1 ? 'file' : 'files'}`}
          </Button>
        </>
      ) : (
        <Button leftSection={<IconCopy size={14} aria-hidden />} loading={saving} onClick={() => void copy()}>
          Make it yours to change it
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconStethoscope size={14} aria-hidden />}
        onClick={() => setLooking(true)}
      >
        Pre-flight
      </Button>
      <RunMenu sequence={sequence} unsaved={count > 0} />
      <Preflight opened={looking} close={() => setLooking(false)} />
    </div>
  );
}

function Step({
  label,
  hint,
  of,
  act,
  icon: Icon,
}: {
  label: string;
  hint: string;
  of: number;
  act: () => void;
  icon: typeof IconArrowBackUp;
}) {
  return (
    <Tooltip label={of === 0 ? `Nothing to ${label.toLowerCase()}` : `${label} (${hint})`}>
      <button type="button" className="icon-button" aria-label={label} aria-disabled={of === 0} onClick={act}>
        <Icon size={16} aria-hidden />
      </button>
    </Tooltip>
  );
}

function RunMenu({ sequence, unsaved }: { sequence: OutlineSequence | undefined; unsaved: boolean }) {
  const last = lastRun.use((remote) => remote.value);
  const why = unsaved ? 'Save first: what runs is what is saved' : undefined;
  const noFailures = !last ? 'There has been no run yet' : last.outcome === 'pass' ? 'Nothing failed in it' : undefined;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          disabled={unsaved}
          title={why}
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          rightSection={<IconChevronDown size={13} aria-hidden />}
        >
          Run
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void runAll()}>Run all</Menu.Item>
        {sequence ? <Menu.Item onClick={() => void runAll([sequence.id])}>Run “{sequence.title}”</Menu.Item> : null}
        <Menu.Item disabled={noFailures !== undefined} onClick={() => last && void runFailuresOf(last.id)}>
          Run the failures of the last run
          {noFailures === undefined ? null : <div className="quiet">{noFailures}</div>}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
