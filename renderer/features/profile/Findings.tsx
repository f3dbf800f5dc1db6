import type { ProfileView } from '../../../shared/contract/shapes/profile.ts';
import { Outcome } from '../../ui/Outcome.tsx';
import { Moment } from '../../ui/time.tsx';

const shownAtMost = 12;

interface Line {
  outcome: 'pass' | 'fail' | 'warning';
  text: string;
  times: readonly string[];
}

function linesOf({ analysis }: ProfileView): Line[] {
  const { missing, duplicated, outOfOrder, zeroRuns, flatRuns, days } = analysis;
  const changes = days.filter((day) => day.clockChange !== null);
  return [
    {
      outcome: missing.length === 0 ? 'pass' : 'fail',
      text: missing.length === 0 ? 'No half-hour is missing' : `${missing.length} half-hours are missing`,
      times: missing,
    },
    ...(duplicated.length === 0
      ? []
      : [
          {
            outcome: 'warning' as const,
            text: `${duplicated.length} half-hours come more than once`,
            times: duplicated,
          },
        ]),
    ...(outOfOrder.length === 0
      ? []
      : [{ outcome: 'warning' as const, text: `${outOfOrder.length} are out of order`, times: outOfOrder }]),
    ...zeroRuns.map((run) => ({
      outcome: 'warning' as const,
      text: `Nothing is counted for ${run.length} half-hours`,
      times: [run.from, run.to],
    })),
    ...flatRuns.map((run) => ({
      outcome: 'warning' as const,
      text: `The same value stands for ${run.length} half-hours`,
      times: [run.from, run.to],
    })),
    ...(changes.length === 0
      ? []
      : [
          {
            outcome: 'pass' as const,
            text: `The clocks change on ${changes.map((day) => day.date).join(', ')}, and the day has its ${changes.map((day) => day.expected).join(' and ')} half-hours`,
            times: [],
          },
        ]),
  ];
}

/** What is wrong with the data, if anything. */
export function Findings({ profile }: { profile: ProfileView }) {
  return (
    <ul className="profile-findings" aria-label="Findings">
      {linesOf(profile).map(({ outcome, text, times }) => (
        <li key={text}>
          <Outcome of={outcome} quiet /> {text}
          {times.length === 0 ? null : (
            <span className="quiet">
              {' '}
              {times.slice(0, shownAtMost).map((time) => (
                <span key={time}>
                  <Moment at={time} />{' '}
                </span>
              ))}
              {times.length > shownAtMost ? `and ${times.length - shownAtMost} more` : ''}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
