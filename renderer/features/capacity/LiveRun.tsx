import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import type { CapacityStanding } from '../../../shared/capacity.ts';
import { LineChart } from './LineChart.tsx';
import { stop } from './store.ts';

const partWords = { day: 'the compressed day', steps: 'the steps towards saturation' } as const;

/** Where the run is, in words. */
function describe({ state, part, second, endSecond, inFlight }: CapacityStanding): string {
  if (state === 'starting') return 'Starting the emulator with its homes';
  if (second < 0)
    return `Warming up: every service once; ${partWords[part]} begins in ${Math.ceil(-second).toFixed(0)} s`;
  if (second >= endSecond) return `Waiting for the DCC to answer ${inFlight} messages`;
  return `${second.toFixed(0)} of ${endSecond.toFixed(0)} s of ${partWords[part]}`;
}

/** Rates, latencies and queues as they are; and the way to stop. */
export function LiveRun({ run }: { run: CapacityStanding }) {
  const { series, endSecond } = run;
  const components = Object.keys(series.findLast(({ waiting }) => Object.keys(waiting).length > 0)?.waiting ?? {});
  const seconds = Math.max(endSecond, series.length);
  const counts: readonly (readonly [string, number])[] = [
    ['planned', run.planned],
    ['offered', run.offered],
    ['completed', run.completed],
    ['failed', run.failed],
    ['in flight', run.inFlight],
  ];
  return (
    <section aria-label="The run" className="live-run">
      <div className="page-head">
        <div>
          <h2>
            {run.title}, {run.phase}
          </h2>
          <p className="quiet" role="status">
            {describe(run)}
          </p>
        </div>
        <Button variant="default" leftSection={<IconPlayerStop size={15} aria-hidden />} onClick={() => void stop()}>
          Stop
        </Button>
      </div>
      <progress max={Math.max(1, endSecond)} value={Math.max(0, run.second)} aria-label="Progress of the run" />
      <dl className="counts">
        {counts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value.toLocaleString('en-GB')}</dd>
          </div>
        ))}
      </dl>
      <div className="load-charts">
        <LineChart
          title="Messages"
          unit="a second"
          seconds={seconds}
          lines={[
            { name: 'planned', values: series.map(({ planned }) => planned) },
            { name: 'offered', values: series.map(({ offered }) => offered) },
            { name: 'completed', values: series.map(({ completed }) => completed) },
          ]}
        />
        <LineChart
          title="End to end"
          unit="s"
          seconds={seconds}
          lines={[
            { name: '50 of 100', values: series.map(({ p50Ms }) => p50Ms / 1000) },
            { name: '99 of 100', values: series.map(({ p99Ms }) => p99Ms / 1000) },
          ]}
        />
        <LineChart
          title="Waiting for each component"
          unit="messages"
          seconds={seconds}
          lines={components.map((name) => ({ name, values: series.map(({ waiting }) => waiting[name] ?? 0) }))}
        />
        <LineChart
          title="In flight"
          unit="messages"
          seconds={seconds}
          lines={[{ name: 'in flight', values: series.map(({ inFlight }) => inFlight) }]}
        />
      </div>
    </section>
  );
}
