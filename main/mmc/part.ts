import type { JsonObject, JsonTree } from '../duis/jsonTree.ts';
import type { JsonRecord, JsonValue } from '../gbcs/data.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';

/** What a message gives an MMC element to hold. */
export interface BodyPart {
  readonly tree: JsonObject;
  /** What the message says and the MMC has no place for. */
  readonly uncovered: readonly string[];
  /** Where success is in the data rather than in the results. */
  readonly success?: boolean;
}

/** Makes a body of a message; undefined where the message does not hold the data it needs. */
export type BodyBuilder = (message: DecodedMessage) => BodyPart | undefined;

export function part(tree: JsonObject, uncovered: readonly string[] = []): BodyPart {
  return { tree, uncovered };
}

/** A value as XML text. */
export const text = (value: string | number | boolean): string => String(value);

/** An object of those names that have a value. */
export function present(entries: Readonly<Record<string, JsonTree | JsonTree[] | number | undefined>>): JsonObject {
  const tree: JsonObject = {};
  for (const [name, value] of Object.entries(entries)) {
    if (value !== undefined) tree[name] = typeof value === 'number' ? text(value) : value;
  }
  return tree;
}

/** Values with the attribute that numbers them from one. */
export function indexed(values: readonly (string | number)[] | undefined, attribute = 'index'): JsonObject[] {
  return (values ?? []).map((value, index) => ({ [`@${attribute}`]: text(index + 1), '#text': text(value) }));
}

/** Puts a value at a path of element names parted by slashes. */
export function place(tree: JsonObject, path: string, value: JsonTree | JsonTree[]): void {
  const names = path.split('/');
  const last = names.pop() ?? '';
  let at = tree;
  for (const name of names) {
    const inside = at[name];
    if (typeof inside === 'object' && !Array.isArray(inside)) at = inside;
    else {
      const made: JsonObject = {};
      at[name] = made;
      at = made;
    }
  }
  at[last] = value;
}

export function isRecord(value: JsonValue | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOfValues(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

export function numbersOf(value: JsonValue | undefined): number[] {
  return listOfValues(value).flatMap((one) => (typeof one === 'number' ? [one] : []));
}

export function recordsOf(value: JsonValue | undefined): JsonRecord[] {
  return listOfValues(value).flatMap((one) => (isRecord(one) ? [one] : []));
}

export function numberOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

export function stringOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A time that is whole: MMC times have no open parts. */
export function timeOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) ? value : undefined;
}

export function describe(name: string, value: JsonValue | undefined): string {
  return `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}
