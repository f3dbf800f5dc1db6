import { create } from 'zustand';
import type { DocumentFinding, MessageSummary } from '../../../shared/contract/shapes.ts';
import { makeRemote, messageOf } from '../../stores/remote.ts';
import { workbench } from '../../stores/workbench.ts';

export const catalogue = makeRemote((role: string | undefined) =>
  workbench['catalogue.list'](role === undefined ? {} : { role }),
);
export const message = makeRemote((id: number) => workbench['message.get']({ id }));

/** The request as a form; asked for again whenever the XML has been checked. */
export const form = makeRemote((xml: string) => workbench['request.form']({ xml }));
/** What the device will be told. */
export const preview = makeRemote((xml: string) => workbench['request.preview']({ xml }));

const widthForBoth = 1500;

/** How the request is shown. */
export type ComposeView = 'form' | 'xml' | 'both';

interface Composition {
  view: ComposeView;
  variant: string | null;
  xml: string;
  findings: DocumentFinding[];
  /** The findings are those of the text as it now stands. */
  checked: boolean;
  /** Why the XML could not be checked at all. */
  unreadable: string | null;
  /** Why it could not be made or sent, or went no further than its Pre-Command. */
  problem: string | null;
  sending: boolean;
  sent: MessageSummary[];
}

export const useComposition = create<Composition>(() => ({
  // Side by side they need room; whoever has little starts with the form.
  view: window.innerWidth >= widthForBoth ? 'both' : 'form',
  variant: null,
  xml: '',
  findings: [],
  checked: false,
  unreadable: null,
  problem: null,
  sending: false,
  sent: [],
}));

const draftName = 'compose';
let checking: ReturnType<typeof setTimeout> | undefined;

/** Checks and keeps what is being typed, shortly after the last key. */
function checkSoon(): void {
  clearTimeout(checking);
  checking = setTimeout(async () => {
    const { xml, variant } = useComposition.getState();
    const settle = (result: Pick<Composition, 'findings' | 'unreadable'>): void => {
      if (useComposition.getState().xml === xml) useComposition.setState({ ...result, checked: true });
    };
    try {
      await workbench['draft.save']({
        name: draftName,
        value: JSON.stringify({ xml, variant }),
      });
      const { findings } = await workbench['request.validate']({ xml });
      settle({ findings, unreadable: null });
      await Promise.all([form.load(xml), preview.load(xml)]);
    } catch (error) {
      settle({ findings: [], unreadable: messageOf(error) });
    }
  }, 250);
}

export function edit(xml: string): void {
  if (xml === useComposition.getState().xml) return;
  useComposition.setState({ xml, checked: false, problem: null });
  checkSoon();
}

/** Changes the request as its form does. */
export async function change(wanted: { path: string; value: string | null } | { add: string }): Promise<void> {
  try {
    const { xml } = await workbench['request.edit']({ xml: useComposition.getState().xml, change: wanted });
    edit(xml);
  } catch (error) {
    useComposition.setState({ problem: messageOf(error) });
  }
}

/** Starts from the usual template of an SRV, for a User and a device. */
export async function choose(
  variant: string,
  originator: string | undefined,
  target: string | undefined,
): Promise<void> {
  useComposition.setState({ variant, problem: null, sent: [] });
  try {
    const built = await workbench['request.build']({
      serviceReferenceVariant: variant,
      recent: true,
      ...(originator === undefined ? {} : { originator }),
      ...(target === undefined ? {} : { target }),
    });
    const { xml } = await workbench['request.format']({ xml: built.xml });
    edit(xml);
  } catch (error) {
    useComposition.setState({ problem: messageOf(error) });
  }
}

/** Brings back what was being typed when the workbench was last open. */
export async function restoreDraft(): Promise<void> {
  if (useComposition.getState().xml !== '') return;
  const { value } = await workbench['draft.get']({ name: draftName });
  if (value === null) return;
  const draft = JSON.parse(value) as { xml?: string; variant?: string | null };
  if (draft.xml) {
    useComposition.setState({ variant: draft.variant ?? null });
    edit(draft.xml);
  }
}

/** What may stand where the cursor is. */
export const assistance = {
  complete: (xml: string, offset: number) => workbench['request.complete']({ xml, offset }),
};

/** Signs and sends it, and shows what comes back. */
export async function send(): Promise<void> {
  useComposition.setState({ sending: true, problem: null, sent: [] });
  try {
    const { messages, differences } = await workbench['request.send']({
      xml: useComposition.getState().xml,
    });
    const [first] = differences;
    const problem = first
      ? `The Pre-Command was not signed: at ${first.path} the request asks for ${first.expected}, and it holds ${first.actual}.`
      : null;
    useComposition.setState({ sent: messages, problem });
    const last = messages.at(-1);
    if (last) await message.load(last.id);
  } catch (error) {
    useComposition.setState({ problem: messageOf(error) });
  } finally {
    useComposition.setState({ sending: false });
  }
}
