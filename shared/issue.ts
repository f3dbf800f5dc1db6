import { z } from 'zod';

/** 1 blocks testing, with no way round; 5 is cosmetic (SEC practice; the table of a test document overrides it). */
export const Severity = z.int().min(1).max(5);
export type Severity = z.infer<typeof Severity>;

/** Where a Testing Issue is in its life. `awaiting retest` and what stands before it count as open. */
export const IssueStatus = z.enum(['open', 'investigating', 'awaiting retest', 'closed', 'rejected']);
export type IssueStatus = z.infer<typeof IssueStatus>;

/** A finding that an issue is about. */
export const FindingLink = z.strictObject({
  runId: z.string().max(100),
  position: z.int().min(0),
  check: z.string().max(200),
});
export type FindingLink = z.infer<typeof FindingLink>;

/** How and by when an issue that stays open after the exit will be worked off. */
export const WorkOff = z.strictObject({
  owner: z.string().min(1).max(200),
  action: z.string().min(1).max(4000),
  /** A date, YYYY-MM-DD. */
  due: z.iso.date(),
});
export type WorkOff = z.infer<typeof WorkOff>;

/** What a person may say of an issue. */
export const IssueFacts = z.strictObject({
  title: z.string().trim().min(1).max(300),
  severity: Severity,
  status: IssueStatus,
  description: z.string().max(20_000),
  /** The number under which somebody else, such as DCC, knows it; '' where nobody does. */
  reference: z.string().max(200),
  links: z.array(FindingLink).max(500),
  workOff: WorkOff.nullable(),
});
export type IssueFacts = z.infer<typeof IssueFacts>;

/** What must be said to raise one: what it is, and how bad. */
export const NewIssue = IssueFacts.extend({
  status: IssueStatus.default('open'),
  description: IssueFacts.shape.description.default(''),
  reference: IssueFacts.shape.reference.default(''),
  links: IssueFacts.shape.links.default([]),
  workOff: IssueFacts.shape.workOff.default(null),
});

/** A Testing Issue: anything that prevents a test, or an outcome that nobody expected or can explain (SEC). */
export const Issue = IssueFacts.extend({
  /** `TI-1`, `TI-2` … in the order in which they were raised. */
  id: z.string(),
  raisedAt: z.string(),
  raisedBy: z.string(),
  changedAt: z.string(),
  changedBy: z.string(),
});
export type Issue = z.infer<typeof Issue>;

/** One state of an issue, and what was said as it came about. */
export const IssueRevision = z.strictObject({ issue: Issue, note: z.string() });
export type IssueRevision = z.infer<typeof IssueRevision>;

export const isOpen = ({ status }: Pick<IssueFacts, 'status'>): boolean => status !== 'closed' && status !== 'rejected';

/** A finding that failed, or that a person is to look at, in what counts of a campaign. */
export const OpenFinding = FindingLink.extend({
  sequenceId: z.string(),
  stepId: z.string(),
  outcome: z.string(),
  message: z.string(),
  cause: z.string().nullable(),
  /** The check of the same step whose failure explains this one: there is one thing to look into. */
  followsFrom: z.string().nullable(),
});
export type OpenFinding = z.infer<typeof OpenFinding>;

/** One condition for beginning, or for ending, the tests. */
export const Criterion = z.strictObject({
  id: z.string(),
  when: z.enum(['entry', 'exit']),
  title: z.string(),
  met: z.boolean(),
  detail: z.string(),
  /** Who decides: the workbench by what it knows, or a person by saying so. */
  by: z.enum(['workbench', 'person']),
});
export type Criterion = z.infer<typeof Criterion>;
