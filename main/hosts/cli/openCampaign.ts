import type { Workbench } from '../../../shared/contract/contract.ts';

/** Opens the campaign that is named, where it is not the one that is open. */
export async function openCampaign(workbench: Workbench, id: string | undefined): Promise<void> {
  if (id === undefined || (await workbench['campaign.get']({})).id === id) return;
  await workbench['workbench.open']({ campaign: id });
}
