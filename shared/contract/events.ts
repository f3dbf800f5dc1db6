import { z } from 'zod';

/** What the workbench announces. Events say that something changed; the listener asks for what it shows. */
export const events = {
  'run.changed': z.object({ runId: z.string() }),
  'message.stored': z.object({ id: z.int(), runId: z.string().nullable() }),
  'campaign.changed': z.object({}),
  'issue.changed': z.object({}),
  'capacity.changed': z.object({}),
  'status.changed': z.object({}),
} as const;

export type Events = { [N in keyof typeof events]: z.infer<(typeof events)[N]> };
export type EventName = keyof Events;

export interface WorkbenchEvent {
  name: EventName;
  data: Events[EventName];
}

/** Reads an event off a wire. Returns undefined for anything that is not one of ours. */
export function parseEvent(value: unknown): WorkbenchEvent | undefined {
  const outer = z.object({ name: z.string(), data: z.unknown() }).safeParse(value);
  if (!outer.success || !Object.hasOwn(events, outer.data.name)) return undefined;
  const name = outer.data.name as EventName;
  const data = events[name].safeParse(outer.data.data);
  return data.success ? { name, data: data.data } : undefined;
}
