import type { Issue, IssueFacts, OpenFinding } from '../../../shared/issue.ts';

/** What a person types of an issue: the work-off plan is three fields until it is whole. */
export interface IssueForm extends Omit<IssueFacts, 'workOff'> {
  owner: string;
  action: string;
  due: string;
}

export const emptyForm: IssueForm = {
  title: '',
  severity: 3,
  status: 'open',
  description: '',
  reference: '',
  links: [],
  owner: '',
  action: '',
  due: '',
};

const longestTitle = 300;

/** An issue about a finding, with what is known of it. */
export function formOfFinding({ runId, position, check, sequenceId, stepId, message, cause }: OpenFinding): IssueForm {
  return {
    ...emptyForm,
    title: message.slice(0, longestTitle),
    description: `${sequenceId}, step ${stepId}: ${message}${cause === null ? '' : `\nCause: ${cause}`}`,
    links: [{ runId, position, check }],
  };
}

export function toForm({ title, severity, status, description, reference, links, workOff }: IssueFacts): IssueForm {
  return {
    title,
    severity,
    status,
    description,
    reference,
    links,
    owner: workOff?.owner ?? '',
    action: workOff?.action ?? '',
    due: workOff?.due ?? '',
  };
}

export function toFacts({ owner, action, due, ...rest }: IssueForm): IssueFacts {
  const planned = [owner, action, due].some((text) => text.trim() !== '');
  return { ...rest, workOff: planned ? { owner, action, due } : null };
}

/** Why it cannot be saved as it is; null where it can. */
export function problemOf({ title, owner, action, due }: IssueForm): string | null {
  if (title.trim() === '') return 'Give it a title first';
  const plan = { 'who works it off': owner, 'what will be done': action, 'by when': due };
  const missing = Object.entries(plan).filter(([, text]) => text.trim() === '');
  if (missing.length === 0 || missing.length === 3) return null;
  return `The work-off plan lacks ${missing.map(([name]) => name).join(' and ')}`;
}

const names = Object.keys(emptyForm) as (keyof IssueForm)[];
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The fields in which two states differ. */
export const differing = (one: IssueForm, other: IssueForm): (keyof IssueForm)[] =>
  names.filter((name) => !isSame(one[name], other[name]));

/** A field that two people changed, each in their own way. */
export interface Clash {
  name: keyof IssueForm;
  theirs: IssueForm[keyof IssueForm];
}

/**
 * Lays one's own changes over those that somebody else made meanwhile.
 *
 * @returns the form with both, and the fields that both changed: one's own value stands there until it is given up
 */
export function rebase(base: Issue, mine: IssueForm, theirs: Issue): { form: IssueForm; clashes: Clash[] } {
  const own = differing(toForm(base), mine);
  const other = toForm(theirs);
  const form: IssueForm = { ...other, ...Object.fromEntries(own.map((name) => [name, mine[name]])) };
  const clashes = own
    .filter((name) => !isSame(toForm(base)[name], other[name]) && !isSame(mine[name], other[name]))
    .map((name) => ({ name, theirs: other[name] }));
  return { form, clashes };
}

/** What a field is called on the screen. */
export const fieldNames: Readonly<Record<keyof IssueForm, string>> = {
  title: 'Title',
  severity: 'Severity',
  status: 'Status',
  description: 'Description',
  reference: 'Reference',
  links: 'Findings',
  owner: 'Who works it off',
  action: 'What will be done',
  due: 'By when',
};

/** A value of a field in words. */
export function sayField(name: keyof IssueForm, form: IssueForm): string {
  if (name === 'links')
    return form.links.length === 0 ? 'none' : form.links.map(({ check, runId }) => `${check} of ${runId}`).join(', ');
  const text = String(form[name]);
  return text === '' ? 'nothing' : text;
}
