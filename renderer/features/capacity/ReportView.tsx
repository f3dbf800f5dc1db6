import type { CapacityReport, CriterionResult } from '../../../shared/capacity.ts';
import { CopyText } from '../../ui/CopyText.tsx';
import { Outcome } from '../../ui/Outcome.tsx';
import { TableHead } from '../../ui/TableHead.tsx';

const outcomes = { met: 'pass', 'not met': 'fail', open: 'review', stopped: 'interrupted' } as const;

const time = (ms: number): string => (ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(0)} ms`);

/** What a finished run shows: verdict, bottleneck, criteria, services; and where the whole report lies. */
export function ReportView({ report, folder }: { report: CapacityReport; folder: string | null }) {
  const { saturation } = report;
  return (
    <section aria-label="The report" className="load-report">
      <h2>
        <Outcome of={outcomes[report.verdict]} /> {report.title}, {report.phase}
      </h2>
      <p>{report.conclusion}</p>
      {saturation ? (
        <p>
          Saturation:{' '}
          {saturation.sustainedPerSecond === null
            ? 'not even the lowest step was sustained'
            : `${saturation.sustainedPerSecond.toFixed(1)} a second sustained`}
          {saturation.saturatedPerSecond === null ? '' : `, ${saturation.saturatedPerSecond.toFixed(1)} not`}.
        </p>
      ) : null}
      {folder === null ? null : (
        <p>
          <CopyText text={`${folder}/report.html`} label="path of the report" />
        </p>
      )}
      {report.remarks.map((remark) => (
        <p key={remark} className="quiet">
          {remark}
        </p>
      ))}
      <Criteria title="Entry" criteria={report.entry} />
      <Criteria title="Exit" criteria={report.exit} />
      <Services report={report} />
    </section>
  );
}

function Criteria({ title, criteria }: { title: string; criteria: readonly CriterionResult[] }) {
  return (
    <>
      <h3>{title} criteria</h3>
      <ul className="criteria">
        {criteria.map((one) => (
          <li key={one.id}>
            <Outcome of={outcomes[one.standing]} />
            <strong>{one.title}</strong>
            <span className="quiet">{one.because}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Services({ report }: { report: CapacityReport }) {
  return (
    <>
      <h3>Services against their requisite levels</h3>
      <div className="load-table">
        <table>
          <TableHead
            columns={[
              'Stream',
              'Service',
              'Meter',
              'Completed',
              '50 of 100',
              '99 of 100',
              'Level',
              'In time',
              'Outcome',
            ]}
          />
          <tbody>
            {report.services
              .filter(({ offered }) => offered > 0)
              .map((one) => (
                <tr key={`${one.stream} ${one.service} ${one.generation}`}>
                  <td>{one.stream}</td>
                  <td className="code">{one.service}</td>
                  <td>{one.generation}</td>
                  <td>
                    {one.completed} of {one.offered}
                  </td>
                  <td>{time(one.endToEnd.p50Ms)}</td>
                  <td>{time(one.endToEnd.p99Ms)}</td>
                  <td title={one.requisiteProvenance}>{one.requisiteMs === null ? '–' : time(one.requisiteMs)}</td>
                  <td>{(one.withinShare * 100).toFixed(1)} %</td>
                  <td>
                    <Outcome of={one.outcome} />
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
