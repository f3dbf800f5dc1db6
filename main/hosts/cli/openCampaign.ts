import type { Workbench } from '../../../shared/contract/contract.ts';
import { isReplay } from '../../../shared/run.ts';

/**
 * Opens the campaign that is named, where it is not the one that is open, to look at its evidence: that of the target
 * that is named, else of the one against which it was run last.
 */
export async function openCampaign(
  workbench: Workbench,
  id: string | undefined,
  target: string | undefined,
): Promise<void> {
  if (id !== undefined && (await workbench['campaign.get']({})).id !== id)
    await workbench['workbench.open']({ campaign: id });
  const campaign = await workbench['campaign.get']({});
  const runs = await workbench['run.list']({ limit: 1000 });
  const last = runs.find((run) => run.campaignId === campaign.id && !isReplay(run.target))?.target;
  const evidenceOf = target ?? last;
  if (evidenceOf !== undefined && evidenceOf !== campaign.target) await workbench['workbench.open']({ evidenceOf });
}
