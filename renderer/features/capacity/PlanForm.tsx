import { Button, Checkbox, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconGauge } from '@tabler/icons-react';
import type { ProfileSummary } from '../../../shared/capacity.ts';
import { TableHead } from '../../ui/TableHead.tsx';
import { choose, plan, start, useChoice } from './store.ts';

const labelOf = ({ title, isBundled, problem }: ProfileSummary): string =>
  problem === null ? (isBundled ? title : `${title} (own)`) : `${title} (cannot be read)`;

/** Which profile, phase and scale; what they come to; and the button that runs them. */
export function PlanForm({ profiles, busy }: { profiles: readonly ProfileSummary[]; busy: boolean }) {
  const { file, phase, scale, withSteps } = useChoice();
  const planned = plan.use();
  const profile = profiles.find((one) => one.file === file);
  const isNumber = scale.trim() === '' || Number(scale) > 0;
  const why = busy
    ? 'A load run is under way'
    : !isNumber
      ? 'The scale is a number above 0'
      : (planned.error ?? undefined);
  return (
    <section aria-label="The load" className="plan-form">
      <div className="plan-choice">
        <NativeSelect
          label="Profile"
          value={file ?? ''}
          onChange={(event) => choose({ file: event.currentTarget.value })}
          data={profiles.map((one) => ({ value: one.file, label: labelOf(one) }))}
        />
        <div>
          <span className="plan-label" id="phase-label">
            Phase
          </span>
          <SegmentedControl
            aria-labelledby="phase-label"
            value={phase}
            onChange={(value) => choose({ phase: value as typeof phase })}
            data={(profile?.phases ?? []).map(({ name }) => ({ value: name, label: name }))}
          />
        </div>
        <TextInput
          label="Scale: the part of the volume"
          placeholder={String(profile?.scale ?? '')}
          value={scale}
          error={isNumber ? undefined : 'a number above 0, such as 0.01'}
          onChange={(event) => choose({ scale: event.currentTarget.value })}
        />
        <Checkbox
          label="Then find the saturation point, by steps"
          checked={withSteps}
          onChange={(event) => choose({ withSteps: event.currentTarget.checked })}
        />
        <Button
          leftSection={<IconGauge size={15} aria-hidden />}
          title={why}
          data-disabled={why !== undefined}
          aria-disabled={why !== undefined}
          onClick={() => why === undefined && void start()}
        >
          Run
        </Button>
      </div>
      {planned.error === null ? null : (
        <p role="alert" className="plan-problem">
          {planned.error}
        </p>
      )}
      {profile ? <p className="quiet">{profile.objective}</p> : null}
      <Rates />
    </section>
  );
}

function Rates() {
  const value = plan.use((remote) => remote.value);
  if (!value) return null;
  return (
    <div className="load-table">
      <table>
        <caption>
          {value.phaseTitle}: 24 hours in {value.daySeconds} s, {value.scale} of the volume
        </caption>
        <TableHead
          columns={['Stream', 'From the volume model', 'A real day', 'In this run', 'Mean a second', 'Peak a second']}
        />
        <tbody>
          {value.streams.map((one) => (
            <tr key={one.id}>
              <td>{one.title}</td>
              <td className="quiet">{one.derivation}</td>
              <td>{Math.round(one.perDay).toLocaleString('en-GB')}</td>
              <td>{one.planned.toLocaleString('en-GB')}</td>
              <td>{one.meanPerSecond.toFixed(1)}</td>
              <td>{one.peakPerSecond.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
