import type { Handlers } from '../../shared/contract/contract.ts';
import { compareRequirements, requirementSetCsv } from '../application/requirementSet.ts';
import type { HostServices } from './hostServices.ts';

/** The requirement set of the campaign, out as CSV and in again. */
export function requirementHandlers(host: HostServices): Pick<Handlers, 'requirement.export' | 'requirement.import'> {
  return {
    'requirement.export': async () => {
      const { campaign } = await host.session();
      return { csv: requirementSetCsv(campaign.requirements, campaign.sequences) };
    },
    'requirement.import': async ({ csv, apply }) => {
      const { campaign } = await host.session();
      const { requirements, sequences } = host.campaignWith(csv);
      const proven = new Set(sequences.flatMap((sequence) => sequence.requirements));
      const changes = compareRequirements(
        campaign.requirements,
        requirements.map((one) => ({ ...one, proven: proven.has(one.id) })),
      );
      if (!apply) return { ...changes, total: requirements.length, file: null };
      const file = await host.layRequirements(csv);
      host.announce({ name: 'status.changed', data: {} });
      return { ...changes, total: requirements.length, file };
    },
  };
}
