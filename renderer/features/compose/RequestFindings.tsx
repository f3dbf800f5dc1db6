import { IconAlertTriangle, IconCheck, IconWand } from '@tabler/icons-react';
import { mend, useComposition } from './store.ts';

function Problem({ children }: { children: string }) {
  return (
    <p className="finding-error">
      <IconAlertTriangle size={14} aria-hidden /> {children}
    </p>
  );
}

/**
 * What is wrong with the request, where, and how to mend it in one step; each line leads to its place in the XML. While
 * a change is being checked the list stays, dimmed, so that nothing jumps under whoever types; only that a request is
 * valid is never said of a text that has not been checked.
 */
export function RequestFindings({ reveal }: { reveal: (place: { line: number; column: number }) => void }) {
  const { findings, unreadable, problem, checked } = useComposition();
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  return (
    <div className="findings" aria-live="polite" aria-busy={!checked}>
      {problem && <Problem>{problem}</Problem>}
      {unreadable ? (
        <Problem>{unreadable}</Problem>
      ) : findings.length > 0 ? (
        <details open={errors > 0} data-errors={errors > 0}>
          <summary>
            {errors} {errors === 1 ? 'error' : 'errors'}, {findings.length - errors}{' '}
            {findings.length - errors === 1 ? 'warning' : 'warnings'}
          </summary>
          <ul>
            {findings.map((finding) => (
              <li key={`${finding.line}:${finding.column}:${finding.rule}:${finding.message}`}>
                <button type="button" className="link" onClick={() => reveal(finding)}>
                  <span className="code">
                    {finding.line}:{finding.column}
                  </span>
                </button>{' '}
                {finding.message} <span className="code quiet">{finding.rule}</span>
                {(checked ? finding.fixes : []).map((fix) => (
                  <button key={fix.title} type="button" className="link quick-fix" onClick={() => mend(fix)}>
                    <IconWand size={13} aria-hidden /> {fix.title}
                  </button>
                ))}
              </li>
            ))}
          </ul>
        </details>
      ) : checked ? (
        <p className="finding-good">
          <IconCheck size={14} aria-hidden /> Valid by the DUIS XSD and the rules beyond it
        </p>
      ) : (
        <p className="quiet">Checking…</p>
      )}
    </div>
  );
}
