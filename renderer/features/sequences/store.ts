import { create } from 'zustand';
import type { CampaignFile, CampaignSource, OutlineSequence, SequenceChange } from '../../../shared/campaignSource.ts';
import type { OperationOutput } from '../../../shared/contract/contract.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import { makeRemote, messageOf } from '../../stores/remote.ts';
import { campaign } from '../../stores/status.ts';
import { listenToWorkbench, workbench } from '../../stores/workbench.ts';

export const catalogue = makeRemote((role: string) => workbench['catalogue.list']({ role }));
export const templates = makeRemote((serviceReferenceVariant: string) =>
  workbench['template.list']({ serviceReferenceVariant }),
);
export const codes = makeRemote(() => workbench['code.list']({}));
export const lastRun = makeRemote(async () => (await workbench['run.list']({ limit: 1 }))[0] ?? null);
export const preflight = makeRemote(() => workbench['target.check']({}));

type Check = OperationOutput<'campaign.check'>;

/** A file as somebody would have it, and the state on disk that this began from. */
type Changed = Readonly<Record<string, Pick<CampaignFile, 'text' | 'seen'>>>;

interface Authoring {
  source: CampaignSource | null;
  /** Why there is no source. */
  error: string | null;
  changed: Changed;
  check: Check | null;
  /** What was, and what has been taken back. */
  past: readonly Changed[];
  future: readonly Changed[];
  problem: string | null;
  /** A file was changed on disk meanwhile. */
  conflict: boolean;
  saving: boolean;
}

const empty: Omit<Authoring, 'source'> = {
  error: null,
  changed: {},
  check: null,
  past: [],
  future: [],
  problem: null,
  conflict: false,
  saving: false,
};

export const useAuthoring = create<Authoring>(() => ({ source: null, ...empty }));

const draftOf = (source: CampaignSource): string => `sequences ${source.campaignId}`;

/** Opens the files of the campaign, with what was being changed in them when the workbench was last open. */
export async function openSource(): Promise<void> {
  try {
    const source = await workbench['campaign.source']({});
    const { value } = await workbench['draft.get']({ name: draftOf(source) });
    const kept = value === null ? {} : (JSON.parse(value) as Changed);
    const names = new Set(source.files.map(({ name }) => name));
    const changed = Object.fromEntries(Object.entries(kept).filter(([name]) => names.has(name)));
    useAuthoring.setState({ ...empty, source, changed });
    await check();
  } catch (error) {
    useAuthoring.setState({ source: null, error: messageOf(error) });
  }
}

/** Follows the campaign that is open. Returns how to stop. */
export function followSource(): () => void {
  void openSource();
  return listenToWorkbench(({ name }) => {
    if (name === 'run.changed') void lastRun.load();
    if (name !== 'status.changed') return;
    const open = campaign.use.getState().value?.id;
    if (open !== undefined && open !== useAuthoring.getState().source?.campaignId) void openSource();
  });
}

/** The text of a file as it now would be. */
export function textOf(state: Pick<Authoring, 'source' | 'changed'>, name: string): string {
  return state.changed[name]?.text ?? state.source?.files.find((file) => file.name === name)?.text ?? '';
}

let checking = 0;

async function check(): Promise<void> {
  checking += 1;
  const mine = checking;
  const files = Object.entries(useAuthoring.getState().changed).map(([name, { text }]) => ({ name, text }));
  try {
    const found = await workbench['campaign.check']({ files });
    if (mine === checking) useAuthoring.setState({ check: found });
  } catch (error) {
    if (mine === checking) useAuthoring.setState({ problem: messageOf(error) });
  }
}

let keeping: ReturnType<typeof setTimeout> | undefined;

/** Keeps what has changed, and says what is wrong with it. */
async function keep(): Promise<void> {
  clearTimeout(keeping);
  const { source, changed } = useAuthoring.getState();
  if (!source) return;
  try {
    await workbench['draft.save']({ name: draftOf(source), value: JSON.stringify(changed) });
  } catch (error) {
    useAuthoring.setState({ problem: `The draft was not kept: ${messageOf(error)}` });
  }
  await check();
}

/** The same, shortly after the last key. */
function keepSoon(): void {
  clearTimeout(keeping);
  keeping = setTimeout(() => void keep(), 200);
}

function take(changed: Changed, from: Partial<Authoring>): void {
  useAuthoring.setState({ changed, problem: null, ...from });
  keepSoon();
}

/** Has a file read otherwise from now on; the same as on disk is no change. */
export function setText(name: string, text: string): void {
  const { source, changed, past } = useAuthoring.getState();
  const file = source?.files.find((one) => one.name === name);
  if (!file || textOf({ source, changed }, name) === text) return;
  const { [name]: before, ...others } = changed;
  const seen = before?.seen ?? file.seen;
  const next = text === file.text ? others : { ...others, [name]: { text, seen } };
  take(next, { past: [...past.slice(-199), changed], future: [] });
}

export function undo(): void {
  const { past, future, changed } = useAuthoring.getState();
  const before = past.at(-1);
  if (before) take(before, { past: past.slice(0, -1), future: [changed, ...future] });
}

export function redo(): void {
  const { past, future, changed } = useAuthoring.getState();
  const [after, ...rest] = future;
  if (after) take(after, { past: [...past, changed], future: rest });
}

let editing: Promise<void> = Promise.resolve();

/** Makes one change in a file, after those that were asked for before it. @returns whether it was made */
export function change(file: string, sequence: string, wanted: SequenceChange): Promise<boolean> {
  const made = editing.then(async () => {
    try {
      const { text } = await workbench['sequence.edit']({
        text: textOf(useAuthoring.getState(), file),
        sequence,
        change: wanted,
      });
      setText(file, text);
      await keep();
      return true;
    } catch (error) {
      useAuthoring.setState({ problem: messageOf(error) });
      return false;
    }
  });
  editing = made.then(() => {});
  return made;
}

/** Makes a bundled campaign the user's own. */
export async function copy(): Promise<void> {
  useAuthoring.setState({ saving: true, problem: null });
  try {
    await workbench['campaign.copy']({});
    await Promise.all([openSource(), campaign.load()]);
  } catch (error) {
    useAuthoring.setState({ problem: messageOf(error) });
  } finally {
    useAuthoring.setState({ saving: false });
  }
}

export async function save(): Promise<void> {
  const { changed, source } = useAuthoring.getState();
  const files = Object.entries(changed).map(([name, file]) => ({ name, ...file }));
  if (files.length === 0 || !source) return;
  useAuthoring.setState({ saving: true, problem: null });
  try {
    const saved = await workbench['campaign.save']({ files });
    // What was typed while it was being saved is a change of its own.
    const now = useAuthoring.getState().changed;
    const later = Object.entries(now).filter(([name, { text }]) => text !== changed[name]?.text);
    const seenOf = (name: string): string => saved.files.find((file) => file.name === name)?.seen ?? '';
    take(Object.fromEntries(later.map(([name, { text }]) => [name, { text, seen: seenOf(name) }])), {
      source: saved,
      past: [],
      future: [],
      conflict: false,
    });
    await campaign.load();
  } catch (error) {
    const conflict = error instanceof WorkbenchError && error.code === 'conflict';
    useAuthoring.setState({ problem: messageOf(error), conflict });
  } finally {
    useAuthoring.setState({ saving: false });
  }
}

/** After a conflict: what is on disk is the state to go on from; one's own changes stay on top, or go. */
export async function settle(keepMine: boolean): Promise<void> {
  const source = await workbench['campaign.source']({});
  const { changed } = useAuthoring.getState();
  const seenOf = (name: string): string => source.files.find((file) => file.name === name)?.seen ?? '';
  const mine = Object.entries(changed).map(([name, { text }]) => [name, { text, seen: seenOf(name) }]);
  take(keepMine ? Object.fromEntries(mine) : {}, { source, conflict: false });
}

/** The sequence that is shown: the one that was asked for, or the first. */
export const shownSequence = (found: Check | null, wanted: string | null): OutlineSequence | undefined =>
  found?.sequences.find(({ id }) => id === wanted) ?? found?.sequences[0];
