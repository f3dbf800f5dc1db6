import type { XmlElementNode } from './xmlTree.ts';

/**
 * XML content as plain JSON: an element without children is its text, one with children an object by local name, and
 * a name that occurs more than once an array. Attributes are keys with `@` in front and the text beside them `#text`.
 * Order between different names is lost; the XSD restores it.
 */
export type JsonTree = string | JsonObject;
export interface JsonObject {
  [name: string]: JsonTree | JsonTree[];
}

/** The content of an element as {@link JsonTree}. */
export function toJsonTree(node: XmlElementNode): JsonTree {
  if (node.children.length === 0 && node.attributes.length === 0) return node.text;
  const entries = new Map<string, JsonTree | JsonTree[]>(node.attributes.map(([name, value]) => [`@${name}`, value]));
  if (node.children.length === 0) entries.set('#text', node.text);
  for (const child of node.children) {
    const value = toJsonTree(child);
    const before = entries.get(child.localName);
    if (before === undefined) entries.set(child.localName, value);
    else if (Array.isArray(before)) before.push(value);
    else entries.set(child.localName, [before, value]);
  }
  return Object.fromEntries(entries);
}

/** What one name holds, always as a list: empty where it is absent. */
export function listOf(tree: JsonTree | undefined, name: string): JsonTree[] {
  const value = tree === undefined || typeof tree === 'string' || !Object.hasOwn(tree, name) ? undefined : tree[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The first value at a path of local names, or undefined. */
export function valueAt(tree: JsonTree | undefined, ...names: string[]): JsonTree | undefined {
  return names.reduce<JsonTree | undefined>((at, name) => listOf(at, name)[0], tree);
}

/** The text at a path of local names; undefined where there is none or it has children. */
export function textAt(tree: JsonTree | undefined, ...names: string[]): string | undefined {
  const value = valueAt(tree, ...names);
  return typeof value === 'string' ? value : undefined;
}
