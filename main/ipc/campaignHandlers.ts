import type { Handlers } from '../../shared/contract/contract.ts';
import { editSequence } from '../application/editSequence.ts';
import type { HostServices } from './hostServices.ts';

type Operations = 'campaign.source' | 'campaign.check' | 'campaign.copy' | 'campaign.save' | 'sequence.edit';

/** The open campaign as its author sees it: its files, and changes to them. */
export function campaignHandlers(host: HostServices): Pick<Handlers, Operations> {
  const changed = <T>(value: T): T => {
    host.announce({ name: 'campaign.changed', data: {} });
    return value;
  };
  return {
    'campaign.source': () => host.campaignDesk().source(),
    'campaign.check': ({ files }) => host.campaignDesk().check(files),
    'campaign.copy': async () => changed(await host.campaignDesk().copy()),
    'campaign.save': async ({ files }) => changed(await host.campaignDesk().save(files)),
    'sequence.edit': ({ text, sequence, change }) => ({ text: editSequence(text, sequence, change) }),
  };
}
