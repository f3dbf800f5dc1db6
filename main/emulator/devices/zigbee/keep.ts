import { zigbeeResult } from '../outcomeAlert.ts';
import { type ClusterCommand, done, zclStatus } from './clusterCommand.ts';
import { momentOf } from './times.ts';

/** Copies fields of a command to the attributes that show them. */
export const keep =
  (places: Readonly<Record<string, string>>): ClusterCommand =>
  ({ attributes }, fields) => {
    for (const [name, key] of Object.entries(places)) {
      const value = fields[name];
      if (value !== undefined) attributes.put(key, value);
    }
    return done;
  };

/**
 * Makes a change at the time that a field names, or that its component bears; a time that never comes calls the change off
 * that was to be made under this name.
 */
export const later =
  (name: string, timeField: string, change: ClusterCommand): ClusterCommand =>
  (meter, fields, context) => {
    const due = momentOf(fields[timeField] ?? context.fromDateTime, context.nowMs);
    const { nowMs, pending, instruction } = context;
    pending.cancel(name);
    if (due === undefined) return done;
    if (due <= nowMs) return change(meter, fields, context);
    pending.at(name, due, () => {
      const [reply] = [change(meter, fields, { ...context, nowMs: due })].flat();
      return zigbeeResult(
        reply === undefined || !('status' in reply) || reply.status === zclStatus.success,
        instruction,
      );
    });
    return done;
  };
