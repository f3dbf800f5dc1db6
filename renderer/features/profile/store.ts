import type { ProfileView } from '../../../shared/contract/shapes/profile.ts';
import { makeRemote } from '../../stores/remote.ts';
import { workbench } from '../../stores/workbench.ts';

/** The half-hourly data of a run, or of the newest run that received some. */
export const profiles = makeRemote(async (runId: string | null): Promise<ProfileView[]> => {
  if (runId !== null) return workbench['profile.analyse']({ name: runId });
  for (const run of await workbench['run.list']({ limit: 20 })) {
    const found = await workbench['profile.analyse']({ name: run.id }).catch(() => []);
    if (found.length > 0) return found;
  }
  return [];
});

export const keyOf = ({ messageId, column }: ProfileView): string => `${messageId}-${column}`;
