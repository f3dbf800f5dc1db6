import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Handlers } from '../../shared/contract/contract.ts';
import type { WorkbenchEvent } from '../../shared/contract/events.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { DuisMaterial } from '../application/ports.ts';
import { readSchemaFiles } from '../dccMaterial/schemaFiles.ts';
import { evidenceStore } from '../evidence/store.ts';
import { openWorkspace } from '../evidence/workspace.ts';
import { makeHandlers } from '../ipc/handlers.ts';
import type { CapacityDesk, HostServices, HostSession, WorkspaceDesk } from '../ipc/hostServices.ts';
import { openKeystore } from '../keystore/keystore.ts';
import { verifyPackBytes, verifyPackFile } from '../pack/verifyFile.ts';
import { verifyXmlSignature } from '../smki/xmlSignature.ts';
import { openCampaignDesk } from './campaignDesk.ts';
import { findCampaignFile, listCampaigns, usualCampaign } from './campaigns.ts';
import { findCredential, listTestCredentials, resolveKnownCertificate } from './credentials.ts';
import { makeHostSession } from './hostSession.ts';
import { loadMaterial } from './material.ts';
import { isUsualWorkspace, ownFolders, packageJson } from './paths.ts';
import { readCampaign, readCampaignWith } from './readCampaign.ts';
import { saveOwnRequirements } from './requirementSets.ts';
import type { Session } from './session.ts';
import type { ShowInFolder } from './showInFolder.ts';
import { bundledEmulator, listTargets } from './targets/profiles.ts';

interface SessionChoice {
  /** The campaign's file. */
  campaign: string;
  target: string;
  confirmation: string | undefined;
  /** The target whose runs count; the open one where none is named. */
  evidenceOf: string | undefined;
}

// What only some calls need is loaded when they come: the emulator, the pack maker and load runs make up most of the
// program, and a command such as validate needs none of them.
const loadSession = async (options: Parameters<typeof import('./session.ts').openSession>[0]): Promise<Session> =>
  (await import('./session.ts')).openSession(options);

/** Of a host that has one workspace for as long as it runs. */
const thisAlone: WorkspaceDesk = {
  list: () => [],
  async open() {
    throw new WorkbenchError('target-refused', 'Name another workspace with --workspace');
  },
  forget: () => {},
};

/** Of a host that nobody sits at. */
const showToNobody: ShowInFolder = (file) => {
  throw new WorkbenchError('target-refused', `This host has no file manager; the file is in ${dirname(file)}`);
};

/** The workbench put together: the only place that knows every adapter. */
export interface Composition {
  handlers: Handlers;
  listen(listener: (event: WorkbenchEvent) => void): () => void;
  report(error: unknown): void;
  /** Opens the workspace and its target before anybody asks, so that the first screen need not wait for them. */
  warm(): void;
  /** Whether a run of its own is under way. */
  isBusy(): boolean;
  close(): Promise<void>;
}

export const program = (): { name: string; version: string } => {
  const { productName, version } = JSON.parse(readFileSync(packageJson(), 'utf8')) as {
    productName: string;
    version: string;
  };
  return { name: productName, version };
};

/**
 * The next Originator Counter out of a workspace that no session holds open. Where the usual workspace cannot be used,
 * the clock gives it: DUIS asks only that counters rise. A workspace that somebody named must be usable.
 */
async function counterFromFile(workspace: string, originator: string, target: string) {
  const nowMs = Date.now();
  try {
    const opened = await openWorkspace(workspace);
    try {
      return { counter: evidenceStore(opened).nextOriginatorCounter(originator, target, nowMs), remarks: [] };
    } finally {
      opened.db.close();
    }
  } catch (cause) {
    if (!(cause instanceof WorkbenchError) || !isUsualWorkspace(workspace)) throw cause;
    const remark = `the Originator Counter is the time of this machine and is not remembered: ${cause.message}`;
    return { counter: BigInt(nowMs), remarks: [remark] };
  }
}

/**
 * @param options.workspace the workspace file; opened at the first operation that needs it
 * @param options.campaign the campaign file; the bundled MDR campaign, or the user's own copy of it, where none is named
 * @param options.target where requests go: `emulator` where none is named, or a profile
 * @param options.confirmation what was typed to let requests leave for UIT
 * @param options.catalogue the user's own catalogue file; the one in their folders where none is named
 * @param options.workspaces the way to other workspaces; the host has this one alone where it is left out
 * @param options.showInFolder how this host shows a file in the system's file manager; it cannot where it is left out
 * @param options.askPassphrase asks whoever sits there; nobody does where it is left out
 */
export function composeWorkbench(options: {
  workspace: string;
  campaign?: string;
  target?: string;
  confirmation?: string;
  catalogue?: string;
  workspaces?: WorkspaceDesk;
  showInFolder?: ShowInFolder;
  askPassphrase?(question: string): Promise<string | undefined>;
  report(error: unknown): void;
}): Composition {
  const listeners = new Set<(event: WorkbenchEvent) => void>();
  const announce = (event: WorkbenchEvent): void => {
    for (const listener of listeners) listener(event);
  };
  let material: Promise<DuisMaterial> | undefined;
  let opened: Promise<{ session: Session; host: HostSession }> | undefined;
  let live: Session | undefined;
  let liveHost: HostSession | undefined;
  const folders = ownFolders(options.workspace);
  let choice: SessionChoice = {
    campaign: options.campaign ?? usualCampaign(folders),
    target: options.target ?? bundledEmulator,
    confirmation: options.confirmation,
    evidenceOf: undefined,
  };
  const keystore = openKeystore(folders);
  const getMaterial = (): Promise<DuisMaterial> => (material ??= loadMaterial(folders, options.catalogue));
  const askPassphrase = options.askPassphrase ?? (async () => undefined);
  const getSession = (): Promise<{ session: Session; host: HostSession }> =>
    (opened ??= loadSession({
      ...choice,
      workspace: options.workspace,
      keystore,
      askPassphrase,
      announce,
      material: getMaterial(),
    }).then((session) => {
      live = session;
      liveHost = hostSession(session);
      return { session, host: liveHost };
    }));
  const { name, version } = program();

  const closeSession = async (): Promise<void> => {
    const closing = opened;
    opened = undefined;
    live = undefined;
    liveHost = undefined;
    // What could not be opened has nothing to close, and has said so to whoever asked for it.
    const open = await closing?.catch(() => undefined);
    for (const control of open?.host.runs.values() ?? []) control.stop();
    await open?.session.close();
  };

  /** Opens another campaign or target; where that fails, the earlier ones are opened again at the next call. */
  const reopen = async (wanted: Partial<SessionChoice>): Promise<HostSession> => {
    const earlier = choice;
    // One that another process carries out is its own affair.
    if (((await opened?.catch(() => undefined))?.host.runs.size ?? 0) > 0)
      throw new WorkbenchError('conflict', 'A run is under way; wait for it to finish, or stop it');
    await closeSession();
    choice = { ...choice, ...wanted };
    try {
      return (await getSession()).host;
    } catch (error) {
      opened = undefined;
      choice = earlier;
      throw error;
    }
  };

  /** Takes the campaign of a file, as it now is; the target is opened anew only for another User Role. */
  const goOnWith = async (file: string): Promise<void> => {
    const { session, host } = await getSession();
    const asWritten = readCampaign(file, folders);
    if (asWritten.userRole !== session.campaign.userRole) {
      await reopen({ campaign: file });
      return;
    }
    choice = { ...choice, campaign: file };
    session.campaign =
      session.opened.duisVersion === undefined ? asWritten : { ...asWritten, duisVersion: session.opened.duisVersion };
    host.campaign = session.campaign;
  };

  const hostSession = (session: Session): HostSession =>
    makeHostSession(session, {
      evidenceOf: () => choice.evidenceOf,
      keystore,
      askPassphrase,
      program: `${name} ${version}`,
    });

  let desk: Promise<CapacityDesk & { close(): Promise<void> }> | undefined;
  const capacity = (): Promise<CapacityDesk & { close(): Promise<void> }> =>
    (desk ??= import('./capacity/capacityDesk.ts').then(({ openCapacityDesk }) =>
      openCapacityDesk({
        workspace: options.workspace,
        material: getMaterial,
        program: `${name} ${version}`,
        announce: () => announce({ name: 'capacity.changed', data: {} }),
        report: options.report,
      }),
    ));

  const services: HostServices = {
    workspaces: options.workspaces ?? thisAlone,
    capacity,
    campaignDesk: () =>
      openCampaignDesk({
        file: () => choice.campaign,
        campaign: () => live?.campaign ?? readCampaign(choice.campaign, folders),
        folder: join(folders[0], 'campaigns'),
        goOnWith,
      }),
    version,
    now: () => live?.core.target.clock.now() ?? Date.now(),
    material: getMaterial,
    session: async () => (await getSession()).host,
    async open({ campaign, target, confirmation, evidenceOf }) {
      if (campaign === undefined && target === undefined) {
        const { host } = await getSession();
        choice = { ...choice, evidenceOf };
        return host;
      }
      const file = campaign === undefined ? undefined : findCampaignFile(campaign, folders);
      return reopen({
        ...(file === undefined ? {} : { campaign: file }),
        ...(target === undefined ? {} : { target }),
        // A target is confirmed once a session: another campaign does not ask again.
        confirmation: confirmation ?? (target === undefined ? choice.confirmation : undefined),
        evidenceOf,
      });
    },
    campaignWith: (csv) => readCampaignWith(choice.campaign, csv),
    async layRequirements(csv) {
      const { campaign } = (await getSession()).session;
      const file = saveOwnRequirements(folders[0], campaign.id, csv);
      await reopen({});
      return file;
    },
    listCampaigns: () => listCampaigns(folders),
    listTargets: () => listTargets(folders),
    async preflight(name) {
      const { preflight } = await import('./preflight.ts');
      return preflight({
        name: name ?? choice.target,
        campaign: readCampaign(choice.campaign, folders),
        workspace: options.workspace,
        folders,
        keystore,
        askPassphrase,
        material: await getMaterial(),
        live: live?.core.target.name === (name ?? choice.target) ? live : undefined,
      });
    },
    live: () =>
      liveHost && {
        target: liveHost.core.target,
        duisVersion: liveHost.campaign.duisVersion,
        organisations: liveHost.organisations,
      },
    announce,
    keystore,
    askPassphrase,
    credential: (wanted, passphrase) =>
      findCredential(keystore, wanted, async () => passphrase ?? askPassphrase(`Passphrase of ${wanted}`)),
    listTestCredentials,
    async nextOriginatorCounter(originator, target) {
      if (!opened) return counterFromFile(options.workspace, originator, target);
      const { store } = (await opened).session;
      return { counter: store.nextOriginatorCounter(originator, target, Date.now()), remarks: [] };
    },
    readSchemaFiles,
    async verifySignature(xml) {
      const known = await resolveKnownCertificate(keystore);
      return verifyXmlSignature(
        xml,
        (serial, issuer) => live?.core.target.resolveCertificate(serial, issuer) ?? known(serial, issuer),
      );
    },
    verifyPackFile,
    verifyPackBytes,
    async showInFolder(file) {
      if (!existsSync(file)) throw new WorkbenchError('not-found', `${file} is not there any more; make it again`);
      await (options.showInFolder ?? showToNobody)(file);
    },
    report: options.report,
  };

  return {
    handlers: makeHandlers(services),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    report: options.report,
    warm() {
      // Whoever asks first is told why it could not be opened.
      getSession().catch(() => {});
    },
    isBusy: () => (liveHost?.runs.size ?? 0) > 0,
    async close() {
      await (await desk)?.close();
      await closeSession();
    },
  };
}
