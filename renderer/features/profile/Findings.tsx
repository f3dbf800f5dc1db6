import type { ProfileView } from '../../../shared/contract/shapes/profile.ts';
import { Outcome } from '../../ui/Outcome.tsx';
import { Moment } from '../../ui/time.tsx';
import { total } from './total.ts';

const shownAtMost = 12;

interface Line {
  outcome: 'pass' | 'fail' | 'warning';
  text: string;
  times: readonly string[];
  /** The times are the first and the last of a stretch. */
  isStretch?: boolean;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What the half-hours come to, against the register that they are taken from. */
function registerLines({ registers, unit }: ProfileView): Line[] {
  const apart = registers.filter(({ agrees }) => !agrees);
  const [first, last] = [registers[0], registers.at(-1)];
  if (!first || !last) return [];
  if (apart.length === 0) {
    const whole = total(sum(registers.map(({ advance }) => advance)), unit);
    return [
      {
        outcome: 'pass',
        text: `The register went on by as much, ${whole},`,
        times: [first.from, last.to],
        isStretch: true,
      },
    ];
  }
  return apart.map(({ from, to, ...one }) => ({
    outcome: 'fail',
    text: `The register went on by ${total(one.advance, unit)}, and the half-hours come to ${total(one.total, unit)}:`,
    times: [from, to],
    isStretch: true,
  }));
}

/** Where the readings come from that this column could be held against. */
const dailyLogs: Readonly<Record<string, string>> = { activeImport: '4.6.1', activeExport: '4.6.2' };

function linesOf(profile: ProfileView): Line[] {
  const { analysis } = profile;
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
      isStretch: true,
    })),
    ...flatRuns.map((run) => ({
      outcome: 'warning' as const,
      text: `The same value stands for ${run.length} half-hours`,
      times: [run.from, run.to],
      isStretch: true,
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
    ...registerLines(profile),
  ];
}

/** What is wrong with the data, if anything. */
export function Findings({ profile }: { profile: ProfileView }) {
  return (
    <ul className="profile-findings" aria-label="Findings">
      {linesOf(profile).map(({ outcome, text, times, isStretch }) => (
        <li key={text}>
          <Outcome of={outcome} quiet /> {text}
          {times.length === 0 ? null : (
            <span className="quiet">
              {' '}
              {times.slice(0, shownAtMost).map((time, at) => (
                <span key={time}>
                  {isStretch ? (at === 0 ? 'from ' : 'to ') : ''}
                  <Moment at={time} />{' '}
                </span>
              ))}
              {times.length > shownAtMost ? `and ${times.length - shownAtMost} more` : ''}
            </span>
          )}
        </li>
      ))}
      {profile.registers.length === 0 && dailyLogs[profile.column] ? (
        <li className="quiet">
          The register that they are taken from was not read in the same run; {dailyLogs[profile.column]} would tell
          what they must come to.
        </li>
      ) : null}
    </ul>
  );
}
