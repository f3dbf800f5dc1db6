import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Keystore } from '../application/ports.ts';
import type { CampaignStanding } from '../ipc/campaignStanding.ts';
import type { HostSession } from '../ipc/hostServices.ts';
import type { ReportRequest } from '../pack/gatherContent.ts';
import type { PackSigner } from '../pack/signer.ts';
import { findCredential } from './credentials.ts';
import { hashFile } from './hashFile.ts';
import type { Session } from './session.ts';

/** What a session's host needs besides the session. */
interface Surroundings {
  /** The target whose runs count; undefined for the one that is open. */
  evidenceOf(): string | undefined;
  keystore: Keystore;
  askPassphrase(question: string): Promise<string | undefined>;
  /** Name and version, as packs have it. */
  program: string;
}

function packFileFor(session: Session, draft: boolean, redact: boolean): string {
  const name = `${session.campaign.id}-pack${draft ? '-draft' : ''}${redact ? '-redacted' : ''}.zip`;
  return join(dirname(session.workspace), 'packs', basename(name));
}

async function packSigner(
  { keystore, askPassphrase }: Surroundings,
  credential: string,
  passphrase: string | undefined,
): Promise<PackSigner> {
  const { certificate, signer } = await findCredential(
    keystore,
    credential,
    async () => passphrase ?? askPassphrase(`Passphrase of ${credential}`),
    'digitalSignature',
  );
  const { credentialSigner } = await import('../pack/signer.ts');
  return credentialSigner(certificate.pem, certificate.subject, signer.privateKey);
}

/** What a session's report is made from, but for whether it is a draft's. */
const reportRequest = (
  { summary, runs, issues, signOffs, exit }: CampaignStanding,
  { program }: Surroundings,
): Omit<ReportRequest, 'draft'> => ({
  campaign: summary,
  runIds: runs.map(({ id }) => id),
  signOffs,
  issues,
  exit,
  program,
});

/** Makes a session's pack: the file, and for a redacted one what lets its holder reveal the tokens one by one. */
const packMaker =
  (session: Session, surroundings: Surroundings): HostSession['makePack'] =>
  async (standing, { file, draft, redact, signer, passphrase }) => {
    const target = resolve(file ?? packFileFor(session, draft, redact));
    mkdirSync(dirname(target), { recursive: true });
    const { organisations } = session.opened;
    const { makePack } = await import('../pack/makePack.ts');
    const { revealable, ...made } = await makePack(
      session.core.store,
      session.archive,
      {
        ...reportRequest(standing, surroundings),
        file: target,
        draft,
        redact,
        signer: signer === undefined ? undefined : await packSigner(surroundings, signer, passphrase),
        publicParties: [
          session.core.target.user.deviceId,
          session.core.target.accessControlBroker,
          ...organisations.map(({ eui64 }) => eui64),
        ],
      },
      hashFile,
    );
    if (!redact) return { ...made, revealFile: null };
    const revealFile = `${target}.reveal.json`;
    writeFileSync(revealFile, `${JSON.stringify(revealable, null, 2)}\n`, { mode: 0o600 });
    return { ...made, revealFile };
  };

/** An open session as the operations of the contract see it. */
export function makeHostSession(session: Session, surroundings: Surroundings): HostSession {
  return {
    core: session.core,
    workspace: session.workspace,
    campaign: session.campaign,
    get evidenceOf() {
      return surroundings.evidenceOf() ?? session.core.target.name;
    },
    receiveResponseUrl: session.receiveResponseUrl,
    get devices() {
      return session.opened.devices;
    },
    organisations: session.opened.organisations,
    archive: session.archive,
    drafts: session.drafts,
    runs: new Map(),
    troubles: new Map(),
    openReplay: async (cassette) => (await import('./replay.ts')).openReplay(session.core, cassette, () => {}),
    makePack: packMaker(session, surroundings),
    async previewReport(standing) {
      const { previewReport } = await import('../pack/previewReport.ts');
      return previewReport(session.core.store, session.archive, reportRequest(standing, surroundings));
    },
  };
}
