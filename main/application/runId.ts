import { randomUUID } from 'node:crypto';

/** A name for a run that sorts by time and reads well: `20261122-184530-1a2b`. @param at ISO 8601 UTC */
export const newRunId = (at: string): string =>
  `${at.slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}-${randomUUID().slice(0, 4)}`;
