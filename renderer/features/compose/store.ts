import { create } from 'zustand';
import type { MessageSummary } from '../../../shared/contract/shapes/messages.ts';
import type { DocumentFinding, QuickFix } from '../../../shared/contract/shapes/requests.ts';
import { makeRemote, messageOf } from '../../stores/remote.ts';
import { workbench } from '../../stores/workbench.ts';

export const catalogue = makeRemote((role: string | undefined) =>
  workbench['catalogue.list'](role === undefined ? {} : { role }),
);
export const message = makeRemote((id: number) => workbench['message.get']({ id }));

/** The request as a form; asked for again whenever the XML has been checked. */
export const form = makeRemote((xml: string) => workbench['request.form']({ xml }));
/** Certificates that can stand in it. */
export const certificates = makeRemote((device: string | undefined) =>
  workbench['certificate.list'](device === undefined ? {} : { device }),
);
/** What the device will be told. */
export const preview = makeRemote((xml: string) => workbench['request.preview']({ xml }));

const widthForBoth = 1500;

/** How the request is shown. */
export type ComposeView = 'form' | 'xml' | 'both';

/** A finding with ways to mend it. */
export type FindingWithFixes = DocumentFinding & { fixes: QuickFix[] };

/** One Service Request that is being written. */
export interface Composition {
  /** Its place among the tabs, and the name of its document in the editor. */
  id: string;
  variant: string | null;
  xml: string;
  findings: FindingWithFixes[];
  /** The findings are those of the text as it now stands. */
  checked: boolean;
  /** Why the XML could not be checked at all. */
  unreadable: string | null;
  /** Why it could not be made or sent, or went no further than its Pre-Command. */
  problem: string | null;
  sending: boolean;
  sent: MessageSummary[];
  /** The text as it was made: a request that nobody has changed gives way to the next. */
  made: string;
}

interface Desk {
  view: ComposeView;
  tabs: readonly Composition[];
  current: string | null;
}

export const useDesk = create<Desk>(() => ({
  // Side by side they need room; whoever has little starts with the form.
  view: window.innerWidth >= widthForBoth ? 'both' : 'form',
  tabs: [],
  current: null,
}));

const fresh: Omit<Composition, 'id'> = {
  variant: null,
  xml: '',
  findings: [],
  checked: false,
  unreadable: null,
  problem: null,
  sending: false,
  sent: [],
  made: '',
};
const none: Composition = { ...fresh, id: '' };

const find = ({ tabs }: Desk, id: string | null): Composition | undefined => tabs.find((tab) => tab.id === id);
const shown = (): Composition => find(useDesk.getState(), useDesk.getState().current) ?? none;

/** The request that is shown; one without text where there is none. */
export const useComposition = (): Composition => useDesk((desk) => find(desk, desk.current) ?? none);

function patch(id: string, change: Partial<Composition>): void {
  useDesk.setState(({ tabs }) => ({ tabs: tabs.map((tab) => (tab.id === id ? { ...tab, ...change } : tab)) }));
}

const draftName = 'compose';
/** A pause between keys that is too short to be noticed: findings come this long after the last of them. */
const checkPauseMs = 40;
/** What is shown besides can wait until whoever types looks up. */
const restPauseMs = 350;
let checking: ReturnType<typeof setTimeout> | undefined;
let resting: ReturnType<typeof setTimeout> | undefined;

async function keep(): Promise<void> {
  const { tabs, current } = useDesk.getState();
  const kept = tabs.map(({ id, variant, xml, made }) => ({ id, variant, xml, made }));
  await workbench['draft.save']({ name: draftName, value: JSON.stringify({ tabs: kept, current }) });
}

/** Keys that follow one another do not put it off: no more than this is ever lost. */
const keepPauseMs = 400;
let keeping: ReturnType<typeof setTimeout> | undefined;

async function keepNow(): Promise<void> {
  clearTimeout(keeping);
  keeping = undefined;
  // What could not be kept now is kept with the next key; what is being typed stays on the screen.
  await keep().catch((error: unknown) => patch(shown().id, { problem: `Not kept as a draft: ${messageOf(error)}` }));
}

function keepSoon(): void {
  keeping ??= setTimeout(() => void keepNow(), keepPauseMs);
}

/** Keeps and checks what is being typed at once, and shortly after looks for ways to mend it and shows it otherwise. */
function checkSoon(id: string): void {
  keepSoon();
  clearTimeout(checking);
  clearTimeout(resting);
  checking = setTimeout(() => void check(id), checkPauseMs);
  resting = setTimeout(() => void followUp(id), restPauseMs);
}

/** Does something with a request's text as it now stands; what comes of a text that has changed since is dropped. */
async function withText(id: string, work: (xml: string, isStill: () => boolean) => Promise<void>): Promise<void> {
  const xml = find(useDesk.getState(), id)?.xml ?? '';
  const isStill = (): boolean => find(useDesk.getState(), id)?.xml === xml;
  try {
    await work(xml, isStill);
  } catch (error) {
    if (isStill()) patch(id, { findings: [], unreadable: messageOf(error), checked: true });
  }
}

const check = (id: string): Promise<void> =>
  withText(id, async (xml, isStill) => {
    // Kept before it is checked: what the page says of a text is said of one that survives a kill.
    const [, { findings }] = await Promise.all([keepNow(), workbench['request.validate']({ xml })]);
    if (isStill())
      patch(id, { findings: findings.map((one) => ({ ...one, fixes: [] })), unreadable: null, checked: true });
  });

const followUp = (id: string): Promise<void> =>
  withText(id, async (xml, isStill) => {
    if (find(useDesk.getState(), id)?.checked === false) await check(id);
    const { findings = [] } = find(useDesk.getState(), id) ?? {};
    if (findings.length > 0) {
      const asked = findings.slice(0, 1000).map(({ fixes: _, ...finding }) => finding);
      const fixes = await workbench['request.fixes']({ xml, findings: asked });
      if (isStill()) patch(id, { findings: findings.map((one, at) => ({ ...one, fixes: fixes[at] ?? [] })) });
    }
    if (isStill() && shown().id === id) await Promise.all([form.load(xml), preview.load(xml)]);
  });

/** Takes in the text of the shown request. */
export function edit(xml: string): void {
  const { id, xml: before } = shown();
  if (id === '' || xml === before) return;
  patch(id, { xml, checked: false, problem: null });
  checkSoon(id);
}

/** Changes the request as its form does. */
export async function change(
  wanted: { path: string; value: string | null } | { add: string } | { target: string },
): Promise<void> {
  const { id, xml } = shown();
  try {
    const edited = await workbench['request.edit']({ xml, change: wanted });
    if (shown().id === id) edit(edited.xml);
  } catch (error) {
    patch(id, { problem: messageOf(error) });
  }
}

/** Mends a finding; the editor's undo takes it back where the XML is shown. */
export function mend({ edits }: QuickFix): void {
  const { xml } = shown();
  edit(
    edits
      .toSorted((a, b) => b.from - a.from)
      .reduce((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), xml),
  );
}

/** Shows another of the open requests, with what came back for it. */
export function show(id: string): void {
  useDesk.setState({ current: id });
  const { xml, sent } = shown();
  void Promise.all([form.load(xml), preview.load(xml)]);
  const last = sent.at(-1);
  if (last) void message.load(last.id);
  if (!shown().checked) checkSoon(id);
  void keep();
}

/** Closes a request; what is shown next is the one beside it. */
export function close(id: string): void {
  const { tabs, current } = useDesk.getState();
  const at = tabs.findIndex((tab) => tab.id === id);
  const left = tabs.filter((tab) => tab.id !== id);
  const next = current === id ? (left[Math.min(at, left.length - 1)]?.id ?? null) : current;
  useDesk.setState({ tabs: left, current: next });
  // Loaded already where the request's XML was ever shown; otherwise there is nothing to forget.
  void import('../../ui/editor/documents.ts').then(({ forgetDocument }) => forgetDocument(`compose-${id}`, 'xml'));
  if (next !== null && next !== current) show(next);
  else void keep();
}

/** Starts from the usual template of an SRV, for a User and a device; one that nobody changed gives way. */
export async function choose(
  variant: string,
  originator: string | undefined,
  target: string | undefined,
): Promise<void> {
  const before = shown();
  const givesWay = before.id !== '' && before.xml === before.made && before.sent.length === 0;
  // Never one that was there before: undo and scroll position belong to it.
  const id = crypto.randomUUID();
  const tab: Composition = { ...fresh, id, variant };
  useDesk.setState(({ tabs }) => ({
    tabs: givesWay ? tabs.map((one) => (one.id === before.id ? tab : one)) : [...tabs, tab],
    current: id,
  }));
  try {
    const built = await workbench['request.build']({
      serviceReferenceVariant: variant,
      recent: true,
      ...(originator === undefined ? {} : { originator }),
      ...(target === undefined ? {} : { target }),
    });
    const { xml } = await workbench['request.format']({ xml: built.xml });
    patch(id, { xml, made: xml });
    await keep();
    checkSoon(id);
  } catch (error) {
    patch(id, { problem: messageOf(error) });
  }
}

/** What a kept draft holds; one of an earlier version holds a single request. */
interface Draft {
  tabs?: Pick<Composition, 'id' | 'variant' | 'xml' | 'made'>[];
  current?: string | null;
  xml?: string;
  variant?: string | null;
}

/** Brings back what was being typed when the workbench was last open. */
export async function restoreDraft(): Promise<void> {
  if (useDesk.getState().tabs.length > 0) return;
  const { value } = await workbench['draft.get']({ name: draftName });
  if (value === null || useDesk.getState().tabs.length > 0) return;
  const draft = JSON.parse(value) as Draft;
  const kept =
    draft.tabs ?? (draft.xml ? [{ id: 'request-1', variant: draft.variant ?? null, xml: draft.xml, made: '' }] : []);
  const tabs = kept.map((tab) => ({ ...fresh, ...tab }));
  const current = tabs.find(({ id }) => id === draft.current)?.id ?? tabs[0]?.id ?? null;
  useDesk.setState({ tabs, current });
  if (current !== null) show(current);
}

/** What helps whoever types: what may stand where the cursor is, and what stands there means. */
export const assistance = {
  complete: (xml: string, offset: number) => workbench['request.complete']({ xml, offset }),
  explain: (xml: string, offset: number) => workbench['request.explain']({ xml, offset }),
};

/** Signs and sends it, and shows what comes back. */
export async function send(): Promise<void> {
  const { id, xml } = shown();
  patch(id, { sending: true, problem: null, sent: [] });
  try {
    const { messages, differences } = await workbench['request.send']({ xml });
    const [first] = differences;
    const problem = first
      ? `The Pre-Command was not signed: at ${first.path} the request asks for ${first.expected}, and it holds ${first.actual}.`
      : null;
    patch(id, { sent: messages, problem });
    const last = messages.at(-1);
    if (last && shown().id === id) await message.load(last.id);
  } catch (error) {
    patch(id, { problem: messageOf(error) });
  } finally {
    patch(id, { sending: false });
  }
}
