import type { CapacityReport, Reuse, StreamRate } from '../../shared/capacity.ts';
import type { PhaseProfile } from './readProfile.ts';

/** "Broadly as predicted" (consultation on the SCTAD, section 3): planned volumes no further apart than this (our reading). */
const broadly = 0.1;

/**
 * Lets the evidence of an earlier phase stand for the streams that the profile says, where the earlier report is at
 * hand, met its criteria, and its volumes are broadly those of now. What is not reused is run, and a remark says why.
 *
 * @param earlier the report given to compare with, and its SHA-256
 */
export function reuseEvidence(
  { streams, reuses, phase, profile }: PhaseProfile,
  earlier: { report: CapacityReport; sha256: string } | undefined,
): { rates: StreamRate[]; reused: Reuse[]; remarks: string[] } {
  const rates = new Map(streams.map(({ rate }) => [rate.id, rate]));
  const reused: Reuse[] = [];
  const remarks: string[] = [];
  for (const { streams: wanted, from, reason } of reuses) {
    const refuse = (why: string): void =>
      void remarks.push(`${wanted.join(', ')}: run in ${phase} and not taken from ${from}, because ${why}`);
    if (!earlier) {
      refuse(`no report of ${from} was given (--compare REPORT.json)`);
      continue;
    }
    const { report, sha256 } = earlier;
    if (report.phase !== from || report.id !== profile.id) {
      refuse(`the report given is of ${report.id}, ${report.phase}`);
      continue;
    }
    const difference = Object.fromEntries(
      wanted.map((id) => {
        const before = report.streams.find((one) => one.id === id)?.perDay ?? 0;
        return [id, before === 0 ? 1 : Math.abs((rates.get(id)?.perDay ?? 0) / before - 1)];
      }),
    );
    const moved = wanted.find((id) => (difference[id] ?? 1) > broadly);
    const failed = report.services.find(({ stream, outcome }) => wanted.includes(stream) && outcome !== 'pass');
    const notRun = wanted.find((id) => !report.services.some(({ stream, offered }) => stream === id && offered > 0));
    if (moved !== undefined) {
      refuse(`the volume of ${moved} is ${Math.round((difference[moved] ?? 1) * 100)} % off that of ${from}`);
    } else if (failed) refuse(`${failed.service} did not meet its level in ${from}`);
    else if (notRun !== undefined) refuse(`${notRun} was not run in ${from}`);
    else {
      reused.push({ streams: wanted, from, reason, report: sha256, at: report.at, difference });
      for (const id of wanted) {
        const rate = rates.get(id);
        if (rate) rates.set(id, { ...rate, leftOut: `evidence of ${from}: ${reason}` });
      }
    }
  }
  return { rates: [...rates.values()], reused, remarks };
}
