import './failedFinding.css';
import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { type CauseClass, type Finding, whoToCall } from '../../shared/finding.ts';
import { loadChecks, useCitation } from '../stores/checks.ts';

const causes: Readonly<Record<CauseClass, string>> = {
  configuration: 'Configuration',
  request: 'The request',
  dsp: 'The DSP',
  device: 'The device',
  transport: 'The way there',
  emulator: 'The emulator',
};

/** What a check rests on, for whoever points at its name or reaches it by key. */
export function CheckName({ check }: { check: string }) {
  useEffect(loadChecks, []);
  const citation = useCitation(check);
  if (!citation) return <span className="code">{check}</span>;
  return (
    <Tooltip
      multiline
      maw={360}
      events={{ hover: true, focus: true, touch: true }}
      label={
        <>
          <strong>{citation.title}.</strong> It rests on {citation.rests} ({citation.provenance}).
        </>
      }
    >
      <button type="button" className="code check-name">
        {check}
      </button>
    </Tooltip>
  );
}

/** A finding that is not as it should be: what, by which check, where the cause lies, and whom to call. */
export function FailedFinding({
  finding,
  follows,
  children,
}: {
  finding: Finding;
  /** Findings that it explains. */
  follows: readonly Finding[];
  children: React.ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const { cause } = finding;
  return (
    <div className="failed-finding" data-outcome={finding.outcome}>
      <p className="failed-message">{finding.message}</p>
      {cause === undefined ? null : (
        <p className="failed-cause">
          <strong>{causes[cause]}.</strong> Call {whoToCall[cause]}.
        </p>
      )}
      <div className="failed-foot">
        <CheckName check={finding.check} />
        {follows.length === 0 ? null : (
          <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {follows.length === 1 ? '1 more follows from it' : `${follows.length} more follow from it`}
          </button>
        )}
        {children}
      </div>
      {open ? (
        <ul>
          {follows.map((one) => (
            <li key={`${one.check}${one.message}`}>
              {one.message} <CheckName check={one.check} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
