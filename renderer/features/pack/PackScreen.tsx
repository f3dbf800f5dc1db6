import './pack.css';
import { Button, Tooltip } from '@mantine/core';
import { IconCheck, IconCircleDashed, IconFolderOpen, IconPackage, IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { PackReadiness } from '../../../shared/contract/shapes/pack.ts';
import { goTo, usePlace } from '../../stores/place.ts';
import { CopyText } from '../../ui/CopyText.tsx';
import { Answer } from '../../ui/States.tsx';
import { ReportPreview } from './ReportPreview.tsx';
import { SignOff } from './SignOff.tsx';
import { make, readiness, showMade, usePack, verifyMade, verifyPath } from './store.ts';
import { VerdictView } from './VerdictView.tsx';
import { VerifyDrop } from './VerifyDrop.tsx';

/** Is it complete; make it; verify it. */
export function PackScreen() {
  useEffect(() => void readiness.load(), []);
  const { verify } = usePlace((place) => place.query);
  useEffect(() => {
    if (verify === undefined) return;
    void verifyPath(verify);
    // Once: going back here must not do it again.
    goTo({ screen: 'pack' }, true);
  }, [verify]);
  const remote = readiness.use();
  return (
    <Answer of={remote} retry={() => void readiness.load()}>
      {(value) => (
        <div className="page pack">
          <Readiness value={value} />
          <Made />
          <SignOff />
          <VerifyDrop />
        </div>
      )}
    </Answer>
  );
}

function Readiness({ value }: { value: PackReadiness }) {
  const { making } = usePack();
  const done = value.items.filter((item) => item.done).length;
  return (
    <section aria-label="Readiness">
      <div className="page-head">
        <div>
          <h1>{value.ready ? 'Ready to be submitted' : `${done} of ${value.items.length} are done`}</h1>
          <p className="quiet">
            The pack holds every message as it was sent and received, the report, and the page that verifies both. A
            reviewer opens it from disk, without the workbench.
          </p>
          <ReportPreview />
        </div>
        {value.ready ? null : (
          <Button variant="default" loading={making === 'draft'} onClick={() => void make('draft')}>
            Make a draft
          </Button>
        )}
        <Tooltip label="A twin for others’ eyes: devices, MPxNs and addresses become tokens that you can reveal one by one">
          <Button
            variant="default"
            disabled={!value.ready}
            loading={making === 'redacted'}
            onClick={() => void make('redacted')}
          >
            Make a redacted twin
          </Button>
        </Tooltip>
        <Tooltip
          label={
            value.ready
              ? 'Write the submission pack'
              : 'Not everything is proven yet; the list below says what is missing'
          }
        >
          <Button
            leftSection={<IconPackage size={15} aria-hidden />}
            data-disabled={!value.ready}
            aria-disabled={!value.ready}
            loading={making === 'pack'}
            onClick={() => value.ready && void make('pack')}
          >
            Make the pack
          </Button>
        </Tooltip>
      </div>
      <ul className="readiness">
        {value.items.map((item) => (
          <li key={item.title} data-done={item.done}>
            {item.done ? (
              <IconCheck size={16} stroke={2.4} aria-label="done" />
            ) : (
              <IconCircleDashed size={16} aria-label="open" />
            )}
            <strong>{item.title}</strong>
            <span className="quiet">{item.detail}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Made() {
  const { made, problem, verdict, verifying } = usePack();
  const place = useRef<HTMLElement>(null);
  const known = useRef(made);
  // It is written below a list that may fill the window; one that was there already stays where it is.
  useEffect(() => {
    if (made !== known.current) place.current?.scrollIntoView({ block: 'nearest' });
    known.current = made;
  }, [made]);
  if (problem) {
    return (
      <p role="alert" className="pack-problem">
        {problem}
      </p>
    );
  }
  if (!made) return null;
  return (
    <section aria-label="The pack" className="made" ref={place}>
      <h2>The pack is written</h2>
      <dl className="facts">
        <dt>File</dt>
        <dd>
          <CopyText text={made.file} label="path" />
        </dd>
        <dt>Size</dt>
        <dd>{(made.size / 1024).toFixed(0)} kB</dd>
        <dt>SHA-256</dt>
        <dd>
          <CopyText text={made.sha256} label="SHA-256" />
        </dd>
        {made.revealFile === null ? null : (
          <>
            <dt>What tokens stand for</dt>
            <dd>
              <CopyText text={made.revealFile} label="path" />
            </dd>
          </>
        )}
        <dt>Chain head</dt>
        <dd>
          <CopyText text={made.chainHead} label="chain head" />
        </dd>
      </dl>
      <div className="actions">
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={15} aria-hidden />}
          loading={verifying}
          onClick={() => void verifyMade()}
        >
          Verify
        </Button>
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={15} aria-hidden />}
          onClick={() => void showMade()}
        >
          Show in folder
        </Button>
      </div>
      {verdict ? <VerdictView verdict={verdict} /> : null}
    </section>
  );
}
