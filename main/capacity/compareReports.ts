import type { CapacityReport, Comparison, ServiceResult } from '../../shared/capacity.ts';

const keyOf = ({ stream, service, generation }: ServiceResult): string => `${stream}: ${service} ${generation}`;

const measures: readonly (readonly [name: string, of: (result: ServiceResult) => number])[] = [
  ['end to end, 50 of 100 (ms)', ({ endToEnd }) => endToEnd.p50Ms],
  ['end to end, 99 of 100 (ms)', ({ endToEnd }) => endToEnd.p99Ms],
  ['in time', ({ withinShare }) => withinShare],
];

const row = (service: string, measure: string, before: number, after: number): Comparison['rows'][number] => ({
  service,
  measure,
  before,
  after,
  change: before === 0 ? 0 : after / before - 1,
});

/**
 * An earlier run beside a later one: the whole, and each service that both have.
 *
 * @param sha256 of the earlier report's file
 */
export function compareReports(earlier: CapacityReport, sha256: string, later: CapacityReport): Comparison {
  const before = new Map(earlier.services.map((result) => [keyOf(result), result]));
  const services = later.services.flatMap((result) => {
    const old = before.get(keyOf(result));
    return old ? measures.map(([name, of]) => row(keyOf(result), name, of(old), of(result))) : [];
  });
  const whole = (['plannedPerSecond', 'offeredPerSecond', 'completedPerSecond', 'failed', 'unanswered'] as const).map(
    (name) => row('all', name, earlier.totals[name], later.totals[name]),
  );
  return {
    report: sha256,
    title: earlier.title,
    phase: earlier.phase,
    at: earlier.at,
    rows: [...whole, ...services],
  };
}
