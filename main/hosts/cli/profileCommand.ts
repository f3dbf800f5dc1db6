import type { ProfileView } from '../../../shared/contract/shapes/profile.ts';
import type { Command } from './arguments.ts';
import { printJson, printLine, table } from './output.ts';
import { withWorkbench } from './workbench.ts';

const csvHeader = 'run,sequence,step,serviceReferenceVariant,column,unit,time,value';

/** RFC 4180: quoted only where it must be. */
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const csvLines = ({ values, ...one }: ProfileView): string[] =>
  values.map(({ time, value }) =>
    [
      one.runId,
      one.sequenceId,
      one.stepId,
      one.serviceReferenceVariant ?? '',
      one.column,
      one.unit,
      time,
      String(value),
    ]
      .map(cell)
      .join(','),
  );

const listed = (name: string, times: readonly string[]): string[] =>
  times.length === 0 ? [] : [`  ${name}: ${times.slice(0, 5).join(', ')}${times.length > 5 ? ', …' : ''}`];

function againstRegister({ registers, unit }: ProfileView): string[] {
  const apart = registers.filter(({ agrees }) => !agrees);
  const [first, last] = [registers[0], registers.at(-1)];
  return [
    ...apart.map(
      ({ from, to, advance, total }) =>
        `  the register went on by ${advance} ${unit} from ${from} to ${to}, where the half-hours come to ${total} ${unit}`,
    ),
    ...(first && last && apart.length === 0
      ? [`  as much as the register went on by, from ${first.from} to ${last.to}`]
      : []),
  ];
}

function describe(profile: ProfileView): string {
  const { analysis, ...one } = profile;
  const days = analysis.days.map((day) => [
    `  ${day.date}`,
    `${day.present} of ${day.expected}`,
    `${day.total} ${one.unit}`,
    day.clockChange === null ? '' : `the clock goes ${day.clockChange}`,
  ]);
  return [
    `${one.sequenceId}/${one.stepId} ${one.serviceReferenceVariant ?? ''} ${one.column}: ${analysis.entries} of ${analysis.expected} half-hours, ${analysis.total} ${one.unit}`,
    ...(days.length === 0 ? [] : [table(days)]),
    ...listed('missing', analysis.missing),
    ...listed('more than once', analysis.duplicated),
    ...listed('out of order', analysis.outOfOrder),
    ...analysis.zeroRuns.map(({ from, to, length }) => `  nothing counted in ${length} half-hours, ${from} to ${to}`),
    ...analysis.flatRuns.map(({ from, to, length }) => `  one value in ${length} half-hours, ${from} to ${to}`),
    ...againstRegister(profile),
  ].join('\n');
}

export const profile: Command = {
  synopsis: 'RUN|STEP [--csv]',
  summary:
    'Look at the half-hourly data (4.8.x) that a run, sequence or step received; times are UTC, days those of Great Britain.',
  options: { csv: { type: 'boolean' } },
  words: [1, 1],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const profiles = await workbench['profile.analyse']({ name: line.words[0] ?? '' });
      if (line.json) printJson(profiles);
      else if (line.flag('csv')) printLine([csvHeader, ...profiles.flatMap(csvLines)].join('\n'));
      else printLine(profiles.map(describe).join('\n\n'));
      return true;
    }),
};
