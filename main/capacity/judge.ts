import type { CapacityReport, CriterionResult, ServiceResult } from '../../shared/capacity.ts';
import type { CapacityModel, Criterion } from './capacityModel.ts';
import type { LoadProfile } from './profile.ts';

/** What the criteria are judged on. */
export interface Facts {
  /** What the target says that it is. */
  emulator: string;
  /** Services that were not answered in the warm-up, each with what came instead. */
  silent: string[];
  services: readonly ServiceResult[];
  totals: CapacityReport['totals'];
  lateness: CapacityReport['lateness'];
}

type Judgement = Pick<CriterionResult, 'standing' | 'because'>;

const percent = (share: number): string => `${(share * 100).toFixed(share > 0.9999 || share < 0.0001 ? 0 : 2)} %`;
const is = (holds: boolean, because: string): Judgement => ({ standing: holds ? 'met' : 'not met', because });

/** The offered count may differ from the plan by nothing: the plan is a list of messages. */
function judgeOffered({ totals, lateness }: Facts, lateMs: number): Judgement {
  const { planned, offered, offeredPerSecond } = totals;
  if (offered < planned) {
    return is(
      false,
      `this machine could not offer the planned rate: ${offered} of ${planned} messages went out, ${offeredPerSecond.toFixed(1)} a second; use a machine with more processors, a smaller scale, or "capacity export" and k6`,
    );
  }
  const kept = lateness.p99Ms <= lateMs;
  return is(
    kept,
    kept
      ? `all ${planned} messages went out, 99 of 100 within ${lateness.p99Ms.toFixed(1)} ms of their moment`
      : `all ${planned} messages went out, but late: 1 of 100 by more than ${lateness.p99Ms.toFixed(0)} ms; this machine could not offer the planned rate at its peak`,
  );
}

function judgeLevels({ services }: Facts): Judgement {
  const judged = services.filter(({ outcome }) => outcome !== 'skipped');
  const missed = judged.filter(({ outcome }) => outcome !== 'pass');
  const list = missed
    .slice(0, 5)
    .map((one) => `${one.service} ${one.generation} (${percent(one.withinShare)} in time)`)
    .join(', ');
  return is(
    missed.length === 0,
    missed.length === 0
      ? `all ${judged.length} services met theirs`
      : `${missed.length} of ${judged.length} did not: ${list}${missed.length > 5 ? ' and more' : ''}`,
  );
}

const judgements: Readonly<
  Record<NonNullable<Criterion['check']>, (facts: Facts, bounds: CapacityModel['criteria']) => Judgement>
> = {
  emulator: ({ emulator }) => is(true, emulator),
  probe: ({ silent }) =>
    is(silent.length === 0, silent.length === 0 ? 'all were, in the warm-up' : `not answered: ${silent.join(', ')}`),
  offered: (facts, { lateMs }) => judgeOffered(facts, lateMs),
  levels: (facts) => judgeLevels(facts),
  errors: ({ totals }, { errorShare }) => {
    const bad = totals.failed + totals.unanswered;
    const share = totals.offered === 0 ? 1 : bad / totals.offered;
    return is(
      share <= errorShare,
      `${totals.failed} refused or failed and ${totals.unanswered} unanswered of ${totals.offered}: ${percent(share)}, the bound is ${percent(errorShare)}`,
    );
  },
  answers: ({ totals }) =>
    is(
      totals.duplicates + totals.unexpected + totals.badSignatures === 0,
      `${totals.duplicates} came more than once, ${totals.unexpected} belonged to no request, ${totals.badSignatures} had a bad signature`,
    ),
};

/** Judges criteria: by what was measured, or by what a person states in the profile. */
export function judgeCriteria(
  criteria: readonly Criterion[],
  facts: Facts,
  bounds: CapacityModel['criteria'],
  statements: LoadProfile['statements'],
): CriterionResult[] {
  return criteria.map(({ id, title, check }) => {
    if (check) return { id, title, ...judgements[check](facts, bounds) };
    const stated = statements[id];
    return stated
      ? { id, title, standing: 'met', because: `stated by ${stated.by} on ${stated.on}: ${stated.evidence}` }
      : { id, title, standing: 'open', because: `to be stated by a person, in the profile: statements: { ${id}: … }` };
  });
}
