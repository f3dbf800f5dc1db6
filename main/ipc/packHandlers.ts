import type { KeyObject } from 'node:crypto';
import type { Handlers } from '../../shared/contract/contract.ts';
import { latestResults, summariseCampaign } from '../application/coverage.ts';
import { listSignOffs, signOffCampaign } from '../application/signOff.ts';
import { parsePrivateKey } from '../smki/privateKey.ts';
import type { HostServices, HostSession } from './hostServices.ts';

type Operations = 'pack.readiness' | 'pack.make' | 'pack.verify' | 'campaign.signOff' | 'campaign.signOffs';

/** Where the campaign stands, and the runs that count towards it, oldest first. */
function standing({ campaign, core }: HostSession) {
  const results = latestResults(campaign, core.store);
  const byId = new Map([...results.values()].map(({ run }) => [run.id, run]));
  const runs = [...byId.values()].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  return { summary: summariseCampaign(campaign, results), runs };
}

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

/** The submission pack: is it ready, sign it off, make it, verify one. */
export function packHandlers(host: HostServices): Pick<Handlers, Operations> {
  return {
    'pack.readiness': async () => {
      const session = await host.session();
      const { summary } = standing(session);
      const items = summary.groups.map((group) => {
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
      const signOffs = listSignOffs(session.archive.listEvents(), summary.id);
      const current = signOffs.filter((one) => one.current);
      const signedOff = {
        title: 'Signed off by a second person',
        done: current.length > 0,
        detail:
          current.length > 0
            ? current.map(({ person, at }) => `${person}, ${at.slice(0, 10)}`).join('; ')
            : signOffs.length > 0
              ? 'Runs have moved on since it was signed off'
              : 'Nobody has yet',
      };
      // A campaign may be submitted without, unless it says otherwise.
      const needed = session.campaign.signOff === 'required' ? [...items, signedOff] : items;
      return { ready: needed.every((item) => item.done), items: [...items, signedOff] };
    },
    'pack.make': async ({ draft, redact, file, signer, passphrase }) => {
      const session = await host.session();
      const { summary, runs } = standing(session);
      return session.makePack(
        summary,
        runs.map(({ id }) => id),
        { file, draft, redact, signer, passphrase },
      );
    },
    'campaign.signOff': async ({ person, statement, key, passphrase }) => {
      const session = await host.session();
      const { summary, runs } = standing(session);
      const privateKey = await signOffKey(host, key, passphrase);
      const at = new Date(session.core.now()).toISOString();
      signOffCampaign(session.archive, summary, runs, { person, statement, privateKey, at });
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
