/** One value of a step by its path, as a form shows it. */
export interface StepValue {
  path: string[];
  value: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The values of a nested record, each with its path from `start` on. */
export function flatten(record: unknown, start: readonly string[]): StepValue[] {
  if (!isRecord(record)) return [];
  return Object.entries(record).flatMap(([name, value]) => {
    const path = [...start, name];
    return isRecord(value) ? flatten(value, path) : [{ path, value }];
  });
}

/** The value at a path of a step; undefined where there is none. */
export function valueAt(body: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return body;
  return isRecord(body) ? valueAt(body[name], rest) : undefined;
}

export const shown = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** What was typed, of the kind that stood there before: a number stays a number. */
export function retype(before: unknown, typed: string): unknown {
  if (typeof before === 'number' && /^-?\d+(\.\d+)?$/.test(typed)) return Number(typed);
  if (typeof before === 'boolean' && /^(true|false)$/.test(typed)) return typed === 'true';
  return typed;
}

/** An id that no step has yet. */
export function freshId(taken: readonly string[], wanted: string): string {
  if (!taken.includes(wanted)) return wanted;
  for (let number = 2; ; number += 1) if (!taken.includes(`${wanted}-${number}`)) return `${wanted}-${number}`;
}
