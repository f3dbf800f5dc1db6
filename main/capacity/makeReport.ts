import type {
  CapacityReport,
  Comparison,
  CriterionResult,
  Reuse,
  Saturation,
  StreamRate,
} from '../../shared/capacity.ts';
import type { CapacityModel } from './capacityModel.ts';
import { componentResults } from './componentResults.ts';
import { findBottleneck } from './findBottleneck.ts';
import { type Facts, judgeCriteria } from './judge.ts';
import { serviceOf } from './profile.ts';
import type { PhaseProfile } from './readProfile.ts';
import type { LoadResult } from './runLoad.ts';
import { makeSeries } from './series.ts';
import { errorResults, serviceResults } from './serviceResults.ts';

/** What a report is made of, beside what was measured. */
export interface ReportInput {
  profile: PhaseProfile;
  model: CapacityModel;
  result: LoadResult;
  streams: StreamRate[];
  environment: Record<string, string>;
  emulator: string;
  program: string;
  /** ISO 8601 UTC. */
  at: string;
  remarks: string[];
  reused: Reuse[];
  saturation: Saturation | null;
  comparison: Comparison | null;
}

/** Services that the warm-up found unanswered. */
function findSilent({ streams }: PhaseProfile, { warmUp }: LoadResult): string[] {
  return warmUp.tallies().flatMap((tally) => {
    if (tally.completed > 0) return [];
    const entry = streams[tally.stream]?.stream.mix[tally.entry];
    const codes = Object.keys(tally.errors).join(', ');
    return [`${entry ? serviceOf(entry) : ''} (${codes === '' ? 'nothing came' : codes})`];
  });
}

function conclude(report: Pick<CapacityReport, 'verdict' | 'exit' | 'bottleneck' | 'phase'>): string {
  const missed = report.exit.filter(({ standing }) => standing === 'not met');
  const open = report.exit.filter(({ standing }) => standing === 'open').length;
  const where = report.bottleneck ? ` Bottleneck: ${report.bottleneck.name}. ${report.bottleneck.because}.` : '';
  if (report.verdict === 'stopped') return `The run was stopped before its end; it proves nothing.${where}`;
  const statements = open === 0 ? '' : ` ${open} of them a person has yet to state.`;
  return report.verdict === 'met'
    ? `Every exit criterion of ${report.phase} that is measured is met.${statements}${where}`
    : `${missed.length} exit ${missed.length === 1 ? 'criterion' : 'criteria'} of ${report.phase} not met: ${missed.map(({ title }) => title.toLowerCase()).join('; ')}.${where}`;
}

const verdictOf = (wasStopped: boolean, exit: readonly CriterionResult[]): CapacityReport['verdict'] =>
  wasStopped ? 'stopped' : exit.some(({ standing }) => standing === 'not met') ? 'not met' : 'met';

/** Puts the report together from what was measured. */
export function makeReport(input: ReportInput): CapacityReport {
  const { profile, model, result } = input;
  const { day, observations } = result;
  const tallies = day.tallies();
  const services = serviceResults(profile, tallies, model.requisite);
  const counted = day.totals();
  const planned = tallies.reduce((sum, tally) => sum + tally.planned, 0);
  const daySeconds = profile.profile.day.seconds;
  const endSecond = Math.max(daySeconds, Math.ceil((observations.at(-1)?.atMs ?? 0) / 1000));
  const series = makeSeries(day, observations, endSecond);
  const offeredInDay = series.slice(0, daySeconds).reduce((sum, sample) => sum + sample.offered, 0);
  const totals: CapacityReport['totals'] = {
    planned,
    offered: counted.offered,
    acknowledged: counted.acknowledged,
    completed: counted.completed,
    failed: counted.failed,
    unanswered: counted.inFlight,
    duplicates: counted.duplicates,
    unexpected: counted.unexpected,
    badSignatures: counted.badSignatures,
    plannedPerSecond: planned / daySeconds,
    offeredPerSecond: offeredInDay / daySeconds,
    completedPerSecond: counted.completed / daySeconds,
    mostInFlight: counted.mostInFlight,
  };
  const facts: Facts = {
    emulator: input.emulator,
    silent: findSilent(profile, result),
    services,
    totals,
    lateness: day.lateness(),
  };
  const { criteria } = model;
  const { statements } = profile.profile;
  const exit = judgeCriteria(criteria.exit, facts, criteria, statements);
  const components = componentResults(observations);
  const bottleneck = findBottleneck(components, observations) ?? null;
  const verdict = verdictOf(result.wasStopped, exit);
  return {
    format: 'uept-capacity/1',
    id: profile.profile.id,
    title: profile.profile.title,
    objective: profile.profile.objective,
    phase: profile.phase,
    phaseTitle: profile.phaseTitle,
    at: input.at,
    program: input.program,
    verdict,
    conclusion: conclude({ verdict, exit, bottleneck, phase: profile.phase }),
    environment: input.environment,
    remarks: input.remarks,
    scope: { included: criteria.scope.included, excluded: criteria.scope.excluded },
    scale: profile.scale,
    daySeconds,
    volumes: profile.volumes,
    streams: input.streams,
    totals,
    lateness: facts.lateness,
    services,
    errors: errorResults(profile, tallies),
    components,
    bottleneck,
    series,
    entry: judgeCriteria(criteria.entry, facts, criteria, statements),
    exit,
    reused: input.reused,
    saturation: input.saturation,
    comparison: input.comparison,
  };
}
