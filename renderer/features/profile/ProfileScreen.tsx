import './profile.css';
import { Button, Select } from '@mantine/core';
import { IconDownload, IconPlayerPlay } from '@tabler/icons-react';
import { lazy, Suspense, useEffect } from 'react';
import type { ProfileView } from '../../../shared/contract/shapes/profile.ts';
import { addressOf, goTo, usePlace } from '../../stores/place.ts';
import { runAll } from '../../stores/runs.ts';
import { saveFile } from '../../stores/saveFile.ts';
import { Answer, Empty, Skeleton } from '../../ui/States.tsx';
import { DayMap } from './DayMap.tsx';
import { Findings } from './Findings.tsx';
import { keyOf, profiles } from './store.ts';
import { total } from './total.ts';

const HalfHourChart = lazy(() => import('./HalfHourChart.tsx'));

/** Half-hourly data as a settlement analyst looks at it: the whole at once, day by day, and what is missing. */
export function ProfileScreen() {
  const place = usePlace();
  useEffect(() => void profiles.load(place.item), [place.item]);
  const remote = profiles.use();
  return (
    <Answer of={remote} retry={() => void profiles.load(place.item)}>
      {(all) =>
        all.length === 0 ? (
          <Empty
            title="No half-hourly data yet"
            action={
              <Button leftSection={<IconPlayerPlay size={15} aria-hidden />} onClick={() => void runAll()}>
                Run the campaign
              </Button>
            }
          >
            What 4.8.1, 4.8.2 and 4.8.3 bring is drawn here, with its gaps and clock changes.
          </Empty>
        ) : (
          <Shown all={all} />
        )
      }
    </Answer>
  );
}

const label = (one: ProfileView): string =>
  `${one.serviceReferenceVariant ?? ''} ${one.column} · ${one.analysis.entries} half-hours · ${one.sequenceId} ${one.stepId}`;

function Shown({ all }: { all: readonly ProfileView[] }) {
  const place = usePlace();
  const longest = all.reduce((a, b) => (b.analysis.entries > a.analysis.entries ? b : a));
  const shown = all.find((one) => keyOf(one) === place.query.show) ?? longest;
  const { analysis, unit } = shown;
  return (
    <div className="page profile">
      <div className="page-head">
        <div>
          <h1>
            {analysis.entries} of {analysis.expected} half-hours
          </h1>
          <p className="quiet">
            {total(analysis.total, unit)} over {analysis.days.length} days ·{' '}
            <a href={addressOf({ screen: 'evidence', item: String(shown.messageId) })}>message {shown.messageId}</a>
          </p>
        </div>
        <Select
          aria-label="Which data"
          w={420}
          data={all.map((one) => ({ value: keyOf(one), label: label(one) }))}
          value={keyOf(shown)}
          allowDeselect={false}
          onChange={(key) => key && goTo({ screen: 'profile', item: place.item, query: { show: key } }, true)}
        />
        <Button variant="default" leftSection={<IconDownload size={15} aria-hidden />} onClick={() => saveCsv(shown)}>
          CSV
        </Button>
      </div>
      <section aria-label="Every half-hour">
        <Suspense fallback={<Skeleton />}>
          <HalfHourChart key={keyOf(shown)} values={shown.values} unit={unit} missing={analysis.missing} />
        </Suspense>
      </section>
      <Findings profile={shown} />
      <section className="section" aria-label="Day by day">
        <h2>Day by day</h2>
        <DayMap profile={shown} />
      </section>
    </div>
  );
}

function saveCsv({ values, column, unit, messageId }: ProfileView): void {
  const lines = [`half-hour ending (UTC),${column} (${unit})`, ...values.map(({ time, value }) => `${time},${value}`)];
  saveFile(`profile-${messageId}-${column}.csv`, `${lines.join('\n')}\n`, 'text/csv');
}
