import { notifications } from '@mantine/notifications';
import { create } from 'zustand';
import type { RequirementChanges } from '../../../shared/contract/shapes/campaigns.ts';
import { messageOf } from '../../stores/remote.ts';
import { tellFailure } from '../../stores/runs.ts';
import { saveFile } from '../../stores/saveFile.ts';
import { campaign } from '../../stores/status.ts';
import { workbench } from '../../stores/workbench.ts';

interface SetState {
  /** A file that was chosen, and what it would change; null where it cannot be read as a requirement set. */
  preview: { name: string; csv: string; changes: RequirementChanges | null } | null;
  problem: string | null;
  busy: boolean;
}

export const useRequirementSet = create<SetState>(() => ({ preview: null, problem: null, busy: false }));

export async function exportSet(campaignId: string): Promise<void> {
  try {
    const { csv } = await workbench['requirement.export']({});
    saveFile(`${campaignId}-requirements.csv`, csv, 'text/csv');
  } catch (error) {
    tellFailure('The requirement set was not exported', error);
  }
}

/** Says what a file would change; nothing is changed yet. */
export async function previewSet(file: File): Promise<void> {
  const csv = await file.text();
  try {
    const changes = await workbench['requirement.import']({ csv });
    useRequirementSet.setState({ preview: { name: file.name, csv, changes }, problem: null });
  } catch (error) {
    useRequirementSet.setState({ preview: { name: file.name, csv, changes: null }, problem: messageOf(error) });
  }
}

/** Lays the file over the campaign's own set. */
export async function applySet(): Promise<void> {
  const { preview } = useRequirementSet.getState();
  if (preview === null) return;
  useRequirementSet.setState({ busy: true });
  try {
    const { total, file } = await workbench['requirement.import']({ csv: preview.csv, apply: true });
    useRequirementSet.setState({ preview: null, problem: null });
    notifications.show({ message: `The campaign has ${total} requirements now; the set is kept in ${file ?? ''}` });
    await campaign.load();
  } catch (error) {
    useRequirementSet.setState({ problem: messageOf(error) });
  } finally {
    useRequirementSet.setState({ busy: false });
  }
}
