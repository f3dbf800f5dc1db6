import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { SourceFinding } from '../../../shared/campaignSource.ts';
import { goTo } from '../../stores/place.ts';
import { settle, useAuthoring } from './store.ts';

/** What is wrong with the campaign as it would be, by file and line; each line leads there. */
export function SourceFindings() {
  const { check, problem, conflict, changed } = useAuthoring();
  const findings = check?.findings ?? [];
  const show = ({ file, line }: SourceFinding): void => {
    const sequence = check?.sequences.findLast((one) => one.file === file && one.line <= line);
    goTo({ screen: 'sequences', item: sequence?.id ?? null, query: { view: 'yaml', file, line: String(line) } });
  };
  return (
    <div className="findings sequences-findings" aria-live="polite">
      {problem === null ? null : (
        <div className="actions" role="alert">
          <p className="finding-error">
            <IconAlertTriangle size={14} aria-hidden /> {problem}
          </p>
          {conflict ? (
            <>
              <Button variant="default" onClick={() => void settle(true)}>
                Keep mine
              </Button>
              <Button variant="default" onClick={() => void settle(false)}>
                Take what is on disk
              </Button>
            </>
          ) : null}
        </div>
      )}
      {findings.length === 0 ? (
        <p className="finding-good">
          <IconCheck size={14} aria-hidden />{' '}
          {Object.keys(changed).length === 0
            ? 'The campaign can run as it is'
            : 'With your changes the campaign can run'}
        </p>
      ) : (
        <ul>
          {findings.map((finding) => (
            <li key={`${finding.file}:${finding.line}:${finding.column}:${finding.message}`}>
              <button type="button" className="link" onClick={() => show(finding)}>
                <span className="code">
                  {finding.file}:{finding.line}
                </span>
              </button>{' '}
              {finding.message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
