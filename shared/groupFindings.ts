import { type Finding, saysNothingArrived } from './finding.ts';

/** What a check says of the content of an answer: it has nothing to say where the answer is not the one that was asked for. */
const aboutContent: ReadonlySet<string> = new Set([
  'payload-is-decoded',
  'mac-is-valid',
  'answer-is-protected',
  'device-signature-is-valid',
  'device-carried-it-out',
  'half-hours-are-complete',
  'daily-entries-are-complete',
  'inventory-answers-what-was-asked',
  'value',
]);

/** Checks whose failure explains others, the first cause first. A refused request has no response to speak of. */
const explains: readonly { check: string; follows: (check: string) => boolean }[] = [
  { check: 'acknowledgement-code', follows: (check) => check.startsWith('response-') || aboutContent.has(check) },
  { check: 'response-code', follows: (check) => aboutContent.has(check) },
  { check: 'response-matches-schema', follows: (check) => aboutContent.has(check) },
  { check: 'payload-is-decoded', follows: (check) => aboutContent.has(check) },
];

/** A finding, and those that it explains. */
export interface ExplainedFinding<F> {
  finding: F;
  follows: F[];
}

/**
 * Findings of one step that failed, grouped under the one that explains them: a Response Code E20 comes without a GBCS
 * message, so that the checks of its content fail too, and there is one thing to look into, not five. Findings in the
 * same words say the same thing.
 */
export function groupFindings<F extends Pick<Finding, 'check' | 'message'>>(
  findings: readonly F[],
): ExplainedFinding<F>[] {
  const first = explains.find(({ check }) => findings.some((one) => one.check === check));
  const groups: ExplainedFinding<F>[] = [];
  const ordered = first
    ? [...findings].sort((a, b) => Number(b.check === first.check) - Number(a.check === first.check))
    : findings;
  for (const finding of ordered) {
    const head = groups.find(
      (group) =>
        group.finding.message === finding.message ||
        (saysNothingArrived(group.finding.message) && saysNothingArrived(finding.message)) ||
        (group.finding.check === first?.check && first.follows(finding.check)),
    );
    if (head) head.follows.push(finding);
    else groups.push({ finding, follows: [] });
  }
  return groups;
}
