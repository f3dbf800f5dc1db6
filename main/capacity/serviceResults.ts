import type { CapacityReport, ServiceResult } from '../../shared/capacity.ts';
import { describeDccAlert, describeResponseCode } from '../duis/codes.ts';
import type { RequisiteLevels } from './capacityModel.ts';
import { serviceOf } from './profile.ts';
import type { PhaseProfile } from './readProfile.ts';
import type { Tally } from './recorder.ts';
import { requisiteOf } from './requisite.ts';

const describe = (profile: PhaseProfile, { stream: index, entry }: Tally) => {
  const stream = profile.streams[index]?.stream;
  const item = stream?.mix[entry];
  return { stream: stream?.id ?? '', kind: stream?.kind ?? 'request', service: item ? serviceOf(item) : '' };
};

function outcomeOf(tally: Tally, levels: RequisiteLevels): ServiceResult['outcome'] {
  const { target, minimum } = levels.serviceLevel;
  if (tally.offered === 0) return 'skipped';
  const share = tally.within / tally.offered;
  if (share >= target) return 'pass';
  return share >= minimum ? 'warning' : 'fail';
}

/** What was measured of each service, held against its requisite level. What came too late or not at all is not in time. */
export function serviceResults(
  profile: PhaseProfile,
  tallies: readonly Tally[],
  levels: RequisiteLevels,
): ServiceResult[] {
  return tallies
    .map((tally): ServiceResult => {
      const { stream, kind, service } = describe(profile, tally);
      const requisite = requisiteOf(levels, kind, service, tally.generation);
      return {
        stream,
        service,
        generation: tally.generation,
        planned: tally.planned,
        offered: tally.offered,
        acknowledged: tally.acknowledged,
        completed: tally.completed,
        failed: tally.failed,
        unanswered: Math.max(0, tally.offered - tally.completed - tally.failed),
        acknowledgement: tally.acknowledgement,
        endToEnd: tally.endToEnd,
        requisiteMs: requisite.ms,
        requisiteProvenance: requisite.provenance,
        withinShare: tally.offered === 0 ? 0 : tally.within / tally.offered,
        outcome: outcomeOf(tally, levels),
      };
    })
    .sort(
      (a, b) =>
        profile.streams.findIndex(({ stream }) => stream.id === a.stream) -
          profile.streams.findIndex(({ stream }) => stream.id === b.stream) ||
        a.service.localeCompare(b.service, 'en', { numeric: true }) ||
        a.generation.localeCompare(b.generation),
    );
}

const connectionFault = 'The connection or the HTTP answer failed; no DUIS message came.';

function meaningOf(code: string): string {
  if (/^[EIW]\d/.test(code)) return describeResponseCode(code).meaning;
  if (/^[A-Z]+\d/.test(code)) return describeDccAlert(code).meaning;
  if (code === 'HTTP 503') return 'The DSP let no more requests in: its queue was full.';
  return / by /.test(code) ? 'A component of the DCC did not serve the message.' : connectionFault;
}

/** Every code that was not a success, by service. */
export function errorResults(profile: PhaseProfile, tallies: readonly Tally[]): CapacityReport['errors'] {
  return tallies
    .flatMap((tally) =>
      Object.entries(tally.errors).map(([code, count]) => ({
        service: describe(profile, tally).service,
        code,
        meaning: meaningOf(code),
        count,
      })),
    )
    .sort((a, b) => b.count - a.count);
}
