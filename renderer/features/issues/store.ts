import { create } from 'zustand';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { FindingLink, Issue } from '../../../shared/issue.ts';
import { issues } from '../../stores/issues.ts';
import { goTo } from '../../stores/place.ts';
import { makeRemote, messageOf } from '../../stores/remote.ts';
import { workbench } from '../../stores/workbench.ts';
import {
  type Clash,
  differing,
  emptyForm,
  formOfFinding,
  type IssueForm,
  rebase,
  toFacts,
  toForm,
} from './issueForm.ts';

export const history = makeRemote((id: string) => workbench['issue.history']({ id }));

/** What is being typed of one issue, or of one that is still to be raised. */
interface Editing {
  /** The state that it began from; null for a new one. */
  base: Issue | null;
  form: IssueForm;
  note: string;
  /** What somebody else changed meanwhile, until it has been looked at. */
  clashes: Clash[];
}

interface Editings {
  /** By issue, `new`, or `new RUN/STEP/CHECK`. */
  open: Readonly<Record<string, Editing>>;
  problem: string | null;
  saving: boolean;
  restored: boolean;
}

export const useEditings = create<Editings>(() => ({ open: {}, problem: null, saving: false, restored: false }));

const draftName = 'issues';
let keeping: ReturnType<typeof setTimeout> | undefined;

function keepSoon(): void {
  clearTimeout(keeping);
  keeping = setTimeout(
    () =>
      void workbench['draft.save']({
        name: draftName,
        value: JSON.stringify(useEditings.getState().open),
      }).catch((error: unknown) => useEditings.setState({ problem: `The draft was not kept: ${messageOf(error)}` })),
    250,
  );
}

/** Brings back what was being typed when the workbench was last open. */
export async function restoreEditings(): Promise<void> {
  if (useEditings.getState().restored) return;
  const { value } = await workbench['draft.get']({ name: draftName });
  const kept = value === null ? {} : (JSON.parse(value) as Editings['open']);
  useEditings.setState(({ open }) => ({ open: { ...kept, ...open }, restored: true }));
}

export const keyOfNew = (link: FindingLink | null): string =>
  link === null ? 'new' : `new ${link.runId}/${link.position}/${link.check}`;

/** What is shown of an issue: what is being typed of it, or as it stands. */
export const editingOf = (key: string, issue: Issue | null): Editing =>
  useEditings.getState().open[key] ?? {
    base: issue,
    form: issue ? toForm(issue) : emptyForm,
    note: '',
    clashes: [],
  };

/** Begins an issue about a finding, unless one is being written already. */
export function beginAbout(link: FindingLink): void {
  const key = keyOfNew(link);
  if (useEditings.getState().open[key]) return;
  const finding = issues.use.getState().value?.withoutIssue.find((one) => keyOfNew(one) === key);
  const form = finding ? formOfFinding(finding) : { ...emptyForm, links: [link] };
  put(key, { base: null, form, note: '', clashes: [] });
}

function put(key: string, editing: Editing | null): void {
  useEditings.setState(({ open }) => {
    const { [key]: _, ...others } = open;
    return { open: editing === null ? others : { ...others, [key]: editing }, problem: null };
  });
  keepSoon();
}

/** Takes in what was typed; what is as it was is no longer being edited. */
export function type(key: string, issue: Issue | null, typed: Partial<IssueForm>): void {
  const before = editingOf(key, issue);
  const form = { ...before.form, ...typed };
  const isAsItWas = before.base !== null && before.note === '' && differing(toForm(before.base), form).length === 0;
  put(key, isAsItWas ? null : { ...before, form, clashes: before.clashes.filter(({ name }) => !(name in typed)) });
}

export function typeNote(key: string, issue: Issue | null, note: string): void {
  put(key, { ...editingOf(key, issue), note });
}

export const discard = (key: string): void => put(key, null);

/** Somebody else has changed the issue: their changes come in under one's own. */
export function takeIn(key: string, theirs: Issue): void {
  const editing = useEditings.getState().open[key];
  if (!editing?.base || editing.base.changedAt === theirs.changedAt) return;
  put(key, { ...editing, ...rebase(editing.base, editing.form, theirs), base: theirs });
}

/** Raises or changes it. Where another was faster, their state is fetched, and nothing is saved or lost. */
export async function save(key: string, issue: Issue | null): Promise<void> {
  const { base, form, note } = editingOf(key, issue);
  useEditings.setState({ saving: true, problem: null });
  try {
    const facts = toFacts(form);
    const saved = base
      ? await workbench['issue.change']({ id: base.id, facts, note, seen: base.changedAt })
      : await workbench['issue.raise'](facts);
    put(key, null);
    await Promise.all([issues.load(), history.load(saved.id)]);
    goTo({ screen: 'issues', item: saved.id }, base !== null);
  } catch (error) {
    useEditings.setState({ problem: messageOf(error) });
    if (error instanceof WorkbenchError && error.code === 'conflict') await issues.load();
  } finally {
    useEditings.setState({ saving: false });
  }
}
