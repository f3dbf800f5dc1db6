import { notifications } from '@mantine/notifications';
import { create } from 'zustand';
import type { TargetEntry } from '../../shared/contract/shapes/targets.ts';
import { goTo } from './place.ts';
import { makeRemote } from './remote.ts';
import { tellFailure } from './runs.ts';
import { campaign, status } from './status.ts';
import { workbench } from './workbench.ts';

export const campaigns = makeRemote(() => workbench['campaign.list']({}));
export const targets = makeRemote(() => workbench['target.list']({}));

interface Opening {
  /** What is being opened, for whoever waits. */
  busy: string | null;
  /** A target that wants its name typed first. */
  confirming: TargetEntry | null;
}

export const useOpening = create<Opening>(() => ({ busy: null, confirming: null }));

async function open(
  title: string,
  choice: { campaign?: string; target?: string; confirmation?: string },
): Promise<boolean> {
  useOpening.setState({ busy: title });
  try {
    await workbench['workbench.open'](choice);
    notifications.show({ message: `${title} is open`, autoClose: 3000 });
    return true;
  } catch (error) {
    tellFailure(`${title} was not opened`, error);
    return false;
  } finally {
    await Promise.all([status.load(), campaign.load()]);
    useOpening.setState({ busy: null });
  }
}

/** Opens another campaign in this workspace, and shows where it stands. */
export async function openCampaign(id: string, title: string): Promise<void> {
  if (await open(title, { campaign: id })) goTo({ screen: 'campaign' });
}

/** Sends requests elsewhere from now on; UIT asks for its name first. */
export async function openTarget(target: TargetEntry, confirmation?: string): Promise<void> {
  if (target.kind === 'uit' && confirmation === undefined) {
    useOpening.setState({ confirming: target });
    return;
  }
  useOpening.setState({ confirming: null });
  await open(target.title, { target: target.name, ...(confirmation === undefined ? {} : { confirmation }) });
}
