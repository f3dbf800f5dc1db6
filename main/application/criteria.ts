import type { CampaignSummary } from '../../shared/contract/shapes/campaigns.ts';
import type { SignOffView } from '../../shared/contract/shapes/pack.ts';
import type { PreflightReport } from '../../shared/contract/shapes/targets.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { type Criterion, type Issue, isOpen } from '../../shared/issue.ts';
import { type Criteria, usualCriteria } from '../../shared/sequence.ts';
import type { Speaker } from './issues.ts';
import type { EvidenceArchive } from './ports.ts';

const kind = 'criterion-stated';

/** A person's word on a criterion. */
interface Statement extends Speaker {
  criterion: string;
  met: boolean;
  note: string;
}

/** What the exit of a campaign is judged by. */
export interface Standing {
  criteria: Criteria | undefined;
  signOff: 'optional' | 'required';
  summary: CampaignSummary;
  issues: readonly Issue[];
  signOffs: readonly SignOffView[];
}

/**
 * The conditions for beginning. Pre-flight decides the first by what it finds now; the rest are a person's to state.
 *
 * @param preflight undefined where nobody has looked yet
 */
export function entryCriteria(
  archive: EvidenceArchive,
  campaignId: string,
  criteria: Criteria | undefined,
  preflight: PreflightReport | undefined,
): Criterion[] {
  const failed = preflight?.findings.filter(({ outcome }) => outcome === 'fail') ?? [];
  const automatic: Criterion = {
    id: 'pre-flight',
    when: 'entry',
    title: 'Pre-flight finds nothing that would fail',
    met: preflight !== undefined && failed.length === 0,
    detail:
      preflight === undefined
        ? 'Not looked at yet'
        : failed.length === 0
          ? `${preflight.findings.length} checks against ${preflight.target}`
          : failed.map(({ message }) => message).join('; '),
    by: 'workbench',
  };
  return [automatic, ...statedCriteria(archive, campaignId, 'entry', criteria)];
}

/** The conditions for ending, in the order of a completion report: coverage, issues, work-off plan, statements, sign-off. */
export function exitCriteria(archive: EvidenceArchive, standing: Standing): Criterion[] {
  const criteria = standing.criteria ?? usualCriteria;
  const signedOff = signOffCriterion(standing.signOffs);
  return [
    coverageCriterion(standing.summary),
    ...thresholds(criteria, standing.issues),
    ...(criteria.workOffPlan === 'required' ? [workOffCriterion(standing.issues)] : []),
    ...statedCriteria(archive, standing.summary.id, 'exit', criteria),
    ...(standing.signOff === 'required' ? [signedOff] : []),
  ];
}

function coverageCriterion({ groups, proven, total }: CampaignSummary): Criterion {
  const open = groups
    .flatMap(({ requirements }) => requirements)
    .filter(({ status }) => status !== 'passed' && status !== 'not applicable');
  return {
    id: 'coverage',
    when: 'exit',
    title: 'Every requirement is proven, or not applicable for a reason',
    met: open.length === 0,
    detail:
      open.length === 0 ? `${proven} of ${total} proven` : open.map(({ id, status }) => `${id} ${status}`).join(', '),
    by: 'workbench',
  };
}

function thresholds({ openIssues }: Criteria, issues: readonly Issue[]): Criterion[] {
  return Object.entries(openIssues).flatMap(([severity, most]): Criterion[] => {
    if (most === undefined) return [];
    const open = issues.filter((one) => isOpen(one) && one.severity === Number(severity));
    return [
      {
        id: `severity-${severity}`,
        when: 'exit',
        title:
          most === 0
            ? `No issue of severity ${severity} is open`
            : `At most ${most} ${most === 1 ? 'issue' : 'issues'} of severity ${severity} may be open`,
        met: open.length <= most,
        detail: open.length === 0 ? 'None open' : open.map(({ id, title }) => `${id} ${title}`).join('; '),
        by: 'workbench',
      },
    ];
  });
}

function workOffCriterion(issues: readonly Issue[]): Criterion {
  const unplanned = issues.filter((one) => isOpen(one) && one.workOff === null);
  return {
    id: 'work-off-plan',
    when: 'exit',
    title: 'Every issue that stays open has an owner, an action and a date',
    met: unplanned.length === 0,
    detail: unplanned.length === 0 ? 'None without' : unplanned.map(({ id, title }) => `${id} ${title}`).join('; '),
    by: 'workbench',
  };
}

function signOffCriterion(signOffs: readonly SignOffView[]): Criterion {
  const current = signOffs.filter((one) => one.current);
  return {
    id: 'sign-off',
    when: 'exit',
    title: 'Signed off by a second person',
    met: current.length > 0,
    detail:
      current.length > 0
        ? current.map(({ person, at }) => `${person}, ${at.slice(0, 10)}`).join('; ')
        : signOffs.length > 0
          ? 'Runs have moved on since it was signed off'
          : 'Nobody has yet',
    by: 'person',
  };
}

function statedCriteria(
  archive: EvidenceArchive,
  campaignId: string,
  when: Criterion['when'],
  criteria: Criteria | undefined,
): Criterion[] {
  const stated = new Map<string, Statement>();
  for (const { body } of archive.listEventsOf(kind, campaignId)) {
    const statement = JSON.parse(body) as Statement;
    stated.set(statement.criterion, statement);
  }
  return ((criteria ?? usualCriteria)[when] ?? []).map(({ id, title }) => {
    const said = stated.get(id);
    return {
      id,
      when,
      title,
      met: said?.met ?? false,
      detail:
        said === undefined
          ? 'Nobody has stated it yet'
          : `${said.person}, ${said.at.slice(0, 10)}${said.note === '' ? '' : `: ${said.note}`}`,
      by: 'person',
    };
  });
}

/**
 * A person says whether a criterion of the campaign is met; an event of its own.
 *
 * @throws WorkbenchError `not-found` where the campaign leaves no such criterion to a person
 */
export function stateCriterion(
  archive: EvidenceArchive,
  campaignId: string,
  criteria: Criteria | undefined,
  said: { criterion: string; met: boolean; note: string },
  speaker: Speaker,
): void {
  const { entry, exit } = criteria ?? usualCriteria;
  const known = [...entry, ...exit].map(({ id }) => id);
  if (!known.includes(said.criterion)) {
    throw new WorkbenchError(
      'not-found',
      `The campaign leaves no criterion "${said.criterion}" to a person; ${known.length === 0 ? 'it names none under criteria' : `it has ${known.join(', ')}`}`,
    );
  }
  archive.appendEvent({ at: speaker.at, kind, campaignId, body: { ...said, ...speaker } });
}
