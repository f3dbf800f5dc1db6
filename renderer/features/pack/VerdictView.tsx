import type { PackVerdict } from '../../../shared/contract/shapes/pack.ts';
import { Outcome } from '../../ui/Outcome.tsx';

/** What the verifier found. */
export function VerdictView({ verdict }: { verdict: PackVerdict }) {
  return (
    <div className="verdict" role="status">
      <Outcome of={verdict.ok ? 'valid' : 'invalid'} />
      {verdict.problem ? (
        <p>
          <strong>{verdict.problem.item}</strong>: {verdict.problem.reason}
        </p>
      ) : (
        <p>
          The pack is whole{verdict.draft ? ' (a draft)' : ''}: {verdict.files} files and {verdict.events} events
          checked. Signer <span className="code">{verdict.signer?.slice(0, 16)}…</span>
        </p>
      )}
    </div>
  );
}
