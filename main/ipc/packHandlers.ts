import type { KeyObject } from 'node:crypto';
import type { Handlers } from '../../shared/contract/contract.ts';
import type { PackReadiness } from '../../shared/contract/shapes/pack.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { listSignOffs, signOffCampaign } from '../application/signOff.ts';
import { parsePrivateKey } from '../smki/privateKey.ts';
import { type CampaignStanding, campaignStanding } from './campaignStanding.ts';
import type { HostServices } from './hostServices.ts';

type Operations =
  | 'pack.readiness'
  | 'pack.preview'
  | 'pack.make'
  | 'pack.show'
  | 'pack.verify'
  | 'campaign.signOff'
  | 'campaign.signOffs';

/** The private key that a second person signs with: of the keystore, or their own file's. */
async function signOffKey(
  host: HostServices,
  key: { credential: string } | { pem: string },
  passphrase: string | undefined,
): Promise<KeyObject> {
  const ask = async (what: string): Promise<string> =>
    passphrase ?? (await host.askPassphrase(`Passphrase of ${what}`)) ?? '';
  if ('credential' in key) return host.keystore.openPrivateKey(key.credential, await ask(key.credential));
  return parsePrivateKey(key.pem, key.pem.includes('ENCRYPTED') ? await ask('the key') : undefined);
}

/** The checklist: a line for each group of requirements, and for each criterion of the exit but coverage itself. */
function readinessOf({ summary, exit, signOffs }: CampaignStanding): PackReadiness {
  const groups = summary.groups.map((group) => {
    const open = group.requirements.filter((one) => one.status !== 'passed' && one.status !== 'not applicable');
    return {
      title: group.name,
      done: open.length === 0,
      detail:
        open.length === 0
          ? `${group.proven} of ${group.requirements.length} proven`
          : open.map((one) => `${one.title}: ${one.status}`).join('; '),
    };
  });
  const criteria = exit
    .filter(({ id }) => id !== 'coverage')
    .map(({ title, met, detail }) => ({ title, done: met, detail }));
  const needed = [...groups, ...criteria];
  // A campaign may be submitted without, unless it says otherwise; the list shows it all the same.
  const current = signOffs.filter((one) => one.current);
  const optional = exit.some(({ id }) => id === 'sign-off')
    ? []
    : [
        {
          title: 'Signed off by a second person',
          done: current.length > 0,
          detail:
            current.map(({ person, at }) => `${person}, ${at.slice(0, 10)}`).join('; ') ||
            'Not asked for by this campaign',
        },
      ];
  return { ready: needed.every((item) => item.done), items: [...needed, ...optional] };
}

/** The submission pack: is it ready, look at its report, sign it off, make it, show it, verify one. */
export function packHandlers(host: HostServices): Pick<Handlers, Operations> {
  // A page asks for files by their paths: it is shown none but those that it was given here.
  const made = new Set<string>();
  return {
    'pack.readiness': async () => readinessOf(campaignStanding(await host.session())),
    'pack.preview': async () => {
      const session = await host.session();
      return session.previewReport(campaignStanding(session));
    },
    'pack.make': async ({ draft, redact, file, signer, passphrase }) => {
      const session = await host.session();
      const pack = await session.makePack(campaignStanding(session), { file, draft, redact, signer, passphrase });
      made.add(pack.file);
      if (pack.revealFile !== null) made.add(pack.revealFile);
      return pack;
    },
    'pack.show': async ({ file }) => {
      if (!made.has(file)) {
        throw new WorkbenchError(
          'target-refused',
          `${file} is not a pack that was made since the workbench was opened; make the pack again to have it shown`,
        );
      }
      await host.showInFolder(file);
      return {};
    },
    'campaign.signOff': async ({ person, statement, key, passphrase }) => {
      const session = await host.session();
      const { summary, runs, issues } = campaignStanding(session);
      const privateKey = await signOffKey(host, key, passphrase);
      const at = new Date(session.core.now()).toISOString();
      signOffCampaign(session.archive, summary, runs, issues, { person, statement, privateKey, at });
      host.announce({ name: 'status.changed', data: {} });
      return listSignOffs(session.archive.listEvents(), summary.id);
    },
    'campaign.signOffs': async () => {
      const { archive, campaign } = await host.session();
      return listSignOffs(archive.listEvents(), campaign.id);
    },
    'pack.verify': (input) =>
      'file' in input ? host.verifyPackFile(input.file) : host.verifyPackBytes(Buffer.from(input.bytes, 'base64')),
  };
}
