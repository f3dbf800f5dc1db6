import './capacity.css';
import { useEffect } from 'react';
import { Answer } from '../../ui/States.tsx';
import { LiveRun } from './LiveRun.tsx';
import { PlanForm } from './PlanForm.tsx';
import { ReportView } from './ReportView.tsx';
import { followCapacity, profiles, standing } from './store.ts';

/** Load runs: what is planned, how it goes, how it ended. */
export function CapacityScreen() {
  useEffect(followCapacity, []);
  const known = profiles.use();
  const run = standing.use((remote) => remote.value);
  const busy = run?.state === 'starting' || run?.state === 'running';
  return (
    <Answer of={known} retry={() => void profiles.load()}>
      {(value) => (
        <div className="page capacity">
          <div className="page-head">
            <div>
              <h1>System capacity</h1>
              <p className="quiet">
                A day of messages in a minute, against an emulator that is started for it; never against a DCC
                environment.
              </p>
            </div>
          </div>
          <PlanForm profiles={value} busy={busy} />
          {run && busy ? <LiveRun run={run} /> : null}
          {run?.state === 'failed' ? (
            <p role="alert" className="plan-problem">
              {run.problem}
            </p>
          ) : null}
          {run?.report && !busy ? <ReportView report={run.report} folder={run.folder} /> : null}
        </div>
      )}
    </Answer>
  );
}
