import { create } from 'zustand';
import { makeRemote } from '../../stores/remote.ts';
import { workbench } from '../../stores/workbench.ts';

const most = 500;

/** What a query finds; the newest messages where there is no query. */
export const found = makeRemote(async (query: string) => {
  if (query.trim() !== '') return workbench['message.search']({ query, limit: most });
  const messages = await workbench['message.list']({ limit: most });
  return { total: messages.length, isMore: messages.length === most, messages: messages.reverse() };
});

export const opened = makeRemote((id: number) => workbench['message.get']({ id }));

/** The message that the open one is held against. */
export const useComparison = create<{ with: number | null }>(() => ({ with: null }));
export const compared = makeRemote((id: number) => workbench['message.get']({ id }));
