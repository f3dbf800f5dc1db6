import type { CapacityReport } from '../../../shared/capacity.ts';
import { csv } from '../../../shared/csv.ts';

const ms = (value: number): string => value.toFixed(3);

/** services.csv: a row for each service of each stream and generation. */
export const servicesCsv = ({ services }: CapacityReport): string =>
  csv([
    [
      'stream',
      'service',
      'generation',
      'planned',
      'offered',
      'acknowledged',
      'completed',
      'failed',
      'unanswered',
      'acknowledgement p50 ms',
      'acknowledgement p95 ms',
      'acknowledgement p99 ms',
      'acknowledgement p99.9 ms',
      'acknowledgement max ms',
      'end to end p50 ms',
      'end to end p95 ms',
      'end to end p99 ms',
      'end to end p99.9 ms',
      'end to end max ms',
      'requisite ms',
      'in time',
      'outcome',
      'provenance of the level',
    ],
    ...services.map((one) => [
      one.stream,
      one.service,
      one.generation,
      ...[one.planned, one.offered, one.acknowledged, one.completed, one.failed, one.unanswered].map(String),
      ...[one.acknowledgement, one.endToEnd].flatMap((time) =>
        [time.p50Ms, time.p95Ms, time.p99Ms, time.p999Ms, time.maxMs].map(ms),
      ),
      one.requisiteMs === null ? '' : String(one.requisiteMs),
      one.withinShare.toFixed(4),
      one.outcome,
      one.requisiteProvenance,
    ]),
  ]);

/** series.csv: a row for each second of the day. */
export function seriesCsv({ series }: CapacityReport): string {
  const components = Object.keys(series.find(({ waiting }) => Object.keys(waiting).length > 0)?.waiting ?? {});
  return csv([
    [
      'second',
      'planned',
      'offered',
      'completed',
      'in flight',
      'p50 ms',
      'p99 ms',
      ...components.map((name) => `waiting for ${name}`),
    ],
    ...series.map((one) => [
      ...[one.second, one.planned, one.offered, one.completed, one.inFlight].map(String),
      ms(one.p50Ms),
      ms(one.p99Ms),
      ...components.map((name) => String(one.waiting[name] ?? '')),
    ]),
  ]);
}
