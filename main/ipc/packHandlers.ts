import type { Handlers } from '../../shared/contract/contract.ts';
import { latestResults, summariseCampaign } from '../application/coverage.ts';
import type { HostServices, HostSession } from './hostServices.ts';

function standing({ campaign, core }: HostSession) {
  const results = latestResults(campaign, core.store);
  return { summary: summariseCampaign(campaign, results), results };
}

/** The submission pack: is it ready, make it, verify one. */
export function packHandlers(host: HostServices): Pick<Handlers, 'pack.readiness' | 'pack.make' | 'pack.verify'> {
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
      return { ready: items.every((item) => item.done), items };
    },
    'pack.make': async ({ draft, file }) => {
      const session = await host.session();
      const { summary, results } = standing(session);
      const runIds = [...new Set([...results.values()].map((result) => result.run))]
        .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
        .map((run) => run.id);
      return session.makePack(summary, [...new Set(runIds)], file, draft);
    },
    'pack.verify': (input) =>
      'file' in input ? host.verifyPackFile(input.file) : host.verifyPackBytes(Buffer.from(input.bytes, 'base64')),
  };
}
