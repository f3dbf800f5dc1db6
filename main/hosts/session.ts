import { userInfo } from 'node:os';
import type { WorkbenchEvent } from '../../shared/contract/events.ts';
import type { LoadedCampaign } from '../../shared/sequence.ts';
import { makeAttestations } from '../application/attestations.ts';
import type { Core } from '../application/core.ts';
import { makeInbox } from '../application/inbox.ts';
import { judgeLeftovers } from '../application/judgeLeftovers.ts';
import type { DuisMaterial, EvidenceArchive, EvidenceStore, Keystore } from '../application/ports.ts';
import { receiveResponse } from '../application/receiveResponse.ts';
import { evidenceArchive } from '../evidence/archive.ts';
import { findDraft, saveDraft } from '../evidence/drafts.ts';
import { evidenceStore } from '../evidence/store.ts';
import { openWorkspace, type Workspace } from '../evidence/workspace.ts';
import { startReceiveResponseService } from '../transport/receiveResponseService.ts';
import { ownFolders } from './paths.ts';
import { readCampaign } from './readCampaign.ts';
import { type OpenTarget, openTarget } from './targets/openTarget.ts';
import { readTls } from './targets/tlsFiles.ts';

/** An open workspace with a live target: what running, sending and reading evidence need. */
export interface Session {
  core: Core;
  workspace: string;
  evidence: Workspace;
  store: EvidenceStore;
  archive: EvidenceArchive;
  campaign: LoadedCampaign;
  opened: OpenTarget;
  receiveResponseUrl: string;
  drafts: { save(name: string, value: string): void; find(name: string): string | undefined };
  close(): Promise<void>;
}

/** Who is logged in; a user without an entry in the system's list goes by number. */
function testerName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}

/** Opens the workspace, the target and the Receive Response Service, and joins the three. */
export async function openSession(options: {
  workspace: string;
  campaign: string;
  /** `emulator`, or the name or file of a profile. */
  target: string;
  /** What was typed to let requests leave for UIT. */
  confirmation?: string | undefined;
  keystore: Keystore;
  askPassphrase(question: string): Promise<string | undefined>;
  announce(event: WorkbenchEvent): void;
  material: Promise<DuisMaterial>;
}): Promise<Session> {
  const folders = ownFolders(options.workspace);
  const asWritten = readCampaign(options.campaign, folders);
  const workspace = await openWorkspace(options.workspace);
  const store = evidenceStore(workspace);
  store.markInterruptedRuns(new Date().toISOString());
  const material = await options.material;
  const opened = await openTarget({
    ...options,
    name: options.target,
    campaign: asWritten,
    folders,
  }).catch((error: unknown) => {
    workspace.db.close();
    throw error;
  });
  const campaign = opened.duisVersion === undefined ? asWritten : { ...asWritten, duisVersion: opened.duisVersion };
  const core: Core = {
    store,
    material,
    target: opened.target,
    inbox: makeInbox(),
    attestations: makeAttestations(),
    tester: testerName(),
    announce: options.announce,
    now: () => Date.now(),
  };
  judgeLeftovers(core);
  const { tls, ...address } = opened.receiveResponse;
  const service = await startReceiveResponseService(
    { ...address, tls: tls && (await readTls(tls, options.askPassphrase)) },
    (delivery) => receiveResponse(core, delivery),
  );
  await opened.setRespondTo(service.url);
  return {
    core,
    workspace: workspace.file,
    evidence: workspace,
    store,
    archive: evidenceArchive(workspace),
    campaign,
    opened,
    receiveResponseUrl: service.url,
    drafts: {
      save: (name, value) => saveDraft(workspace.db, name, value, new Date().toISOString()),
      find: (name) => findDraft(workspace.db, name),
    },
    async close() {
      await opened.close();
      await service.close();
      workspace.db.close();
    },
  };
}
