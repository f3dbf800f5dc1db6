import type { CampaignSummary, RequirementCoverage } from '../../shared/contract/shapes/campaigns.ts';
import { combineOutcomes, type RunOutcome } from '../../shared/run.ts';
import type { LoadedCampaign, LoadedSequence } from '../../shared/sequence.ts';
import type { EvidenceStore, RunState, StepState, StoredFinding } from './ports.ts';

/** The latest that is known of one sequence. */
export interface SequenceResult {
  run: RunState;
  /** How many runs were begun after it: clocks are set back, the order of runs is not. */
  age: number;
  steps: StepState[];
  findings: StoredFinding[];
  /** null while it is still under way. */
  outcome: RunOutcome | null;
}

type Source = Pick<EvidenceStore, 'listRuns' | 'listSteps' | 'listFindings'>;

/**
 * The newest result of each sequence of a campaign, whichever run it was part of.
 *
 * @param target runs against another target do not count: what the emulator answers proves nothing of UIT
 */
export function latestResults(campaign: LoadedCampaign, store: Source, target: string): Map<string, SequenceResult> {
  const results = new Map<string, SequenceResult>();
  const wanted = new Set(campaign.sequences.map((sequence) => sequence.id));
  for (const [age, run] of store.listRuns(campaign.id).entries()) {
    if (results.size === wanted.size) break;
    if (run.target !== target) continue;
    const bySequence = Map.groupBy(store.listSteps(run.id), (step) => step.sequenceId);
    const findings = store.listFindings(run.id);
    for (const [id, steps] of bySequence) {
      if (results.has(id) || !wanted.has(id)) continue;
      if (steps.every((step) => step.status === 'created')) continue;
      const positions = new Set(steps.map((step) => step.position));
      const finished = steps.every((step) => step.outcome !== null);
      const under = run.status === 'running' || run.status === 'waiting' || run.status === 'created';
      if (!finished && !under) {
        results.set(id, {
          run,
          age,
          steps,
          findings: findings.filter((one) => positions.has(one.position)),
          outcome: 'fail',
        });
        continue;
      }
      results.set(id, {
        run,
        age,
        steps,
        findings: findings.filter((one) => positions.has(one.position)),
        outcome: finished ? combineOutcomes(steps.map((step) => step.outcome ?? 'skipped')) : null,
      });
    }
  }
  return results;
}

/** Where a campaign stands: each requirement, by group, and the one next step in a sentence. */
export function summariseCampaign(
  campaign: LoadedCampaign,
  results: ReadonlyMap<string, SequenceResult>,
  target: string,
): CampaignSummary {
  const requirements = campaign.requirements.map((requirement) => ({
    group: requirement.group,
    coverage: cover(requirement, campaign.sequences, results),
  }));
  const groups = [...Map.groupBy(requirements, (one) => one.group)].map(([name, members]) => ({
    name,
    proven: members.filter((member) => member.coverage.status === 'passed').length,
    requirements: members.map((member) => member.coverage),
    sequenceIds: [...new Set(members.flatMap((member) => member.coverage.sequenceIds))],
  }));
  const proven = groups.reduce((sum, group) => sum + group.proven, 0);
  return {
    id: campaign.id,
    title: campaign.title,
    party: campaign.party,
    userRole: campaign.userRole,
    duisVersion: campaign.duisVersion,
    target,
    sequences: campaign.sequences.map(({ id, title, requirements: ids, steps }) => ({
      id,
      title,
      requirements: ids,
      steps: steps.length,
    })),
    groups,
    proven,
    total: requirements.length,
    standing: describeStanding(
      requirements.map((one) => one.coverage),
      proven,
    ),
  };
}

function cover(
  requirement: LoadedCampaign['requirements'][number],
  sequences: readonly LoadedSequence[],
  results: ReadonlyMap<string, SequenceResult>,
): RequirementCoverage {
  const proving = sequences.filter((sequence) => sequence.requirements.includes(requirement.id));
  const found = proving.flatMap((sequence) => results.get(sequence.id) ?? []);
  const newest = found.reduce<SequenceResult | undefined>((a, b) => (a && a.age <= b.age ? a : b), undefined);
  const bad = found.find((result) => result.outcome === 'fail' || result.outcome === 'review');
  const because = bad?.findings.find((finding) => finding.outcome === 'fail' || finding.outcome === 'review')?.message;
  const unproven = proving.length === 0 ? 'No sequence of the campaign proves it yet' : null;
  return {
    id: requirement.id,
    title: requirement.title,
    provenance: requirement.provenance,
    status: requirement.notApplicable === undefined ? statusOf(proving.length, found) : 'not applicable',
    sequenceIds: proving.map((sequence) => sequence.id),
    lastRunId: newest?.run.id ?? null,
    lastRunAt: newest?.run.createdAt ?? null,
    because: requirement.notApplicable ?? because ?? (bad ? 'The run ended before it was proven' : unproven),
  };
}

function statusOf(needed: number, found: readonly SequenceResult[]): RequirementCoverage['status'] {
  if (found.some((result) => result.outcome === 'fail')) return 'failed';
  if (found.some((result) => result.outcome === null)) return 'running';
  if (needed === 0 || found.length < needed) return 'not run';
  return found.some((result) => result.outcome === 'review') ? 'review' : 'passed';
}

function describeStanding(requirements: readonly RequirementCoverage[], proven: number): string {
  const stand = `${proven} of ${requirements.length} proven.`;
  const failed = requirements.find((one) => one.status === 'failed');
  const open = requirements.find((one) => one.status === 'not run');
  if (requirements.some((one) => one.status === 'running')) return `${stand} A run is under way.`;
  if (failed) return `${stand} Next: look into "${failed.title}".`;
  if (open)
    return proven === 0
      ? `${stand} Next: run all scenarios against the emulator.`
      : `${stand} Next: run "${open.title}".`;
  return `${stand} Next: make the submission pack.`;
}
