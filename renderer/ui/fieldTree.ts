import type { DecodedField, DecodedGbcs } from '../../shared/contract/shapes/decoded.ts';

/** A part of the decoded message: a field, what it holds, or both. */
export interface FieldNode {
  /** `Payload`, `[7]`: what its path has more than its parent's. */
  name: string;
  path: string;
  /** From 1 for those that stand in nothing. */
  level: number;
  /** 0 for the message itself, then each decrypted part. */
  block: number;
  /** Its own octets; what only holds others has none. */
  field: DecodedField | null;
  children: FieldNode[];
  parent: FieldNode | null;
  /** The octets of all that it holds, counted from the beginning of its block. */
  start: number;
  end: number;
}

export interface FieldTree {
  roots: FieldNode[];
  /** Of each block, those with octets of their own, in their order. */
  fields: FieldNode[][];
}

type Message = Pick<DecodedGbcs, 'fields' | 'decrypted'>;

const fieldsOf = ({ fields, decrypted }: Message, block: number): readonly DecodedField[] =>
  (block === 0 ? fields : decrypted[block - 1]?.fields) ?? [];

/** The hex of the message (block 0) or of what was encrypted in it: its fields make it up without a gap. */
export const hexOf = (message: Message, block: number): string =>
  fieldsOf(message, block)
    .map(({ hex }) => hex)
    .join('');

/** Whether a path leads into another: `A.b` and `A[1]` lead into `A`, `Ab` does not. */
function leadsInto(path: string, other: string): boolean {
  const next = path.charAt(other.length);
  return (next === '.' || next === '[') && path.startsWith(other);
}

/** Where the first step of a path after `from` ends. */
function endOfStep(path: string, from: number): number {
  for (let at = from + 1; at < path.length; at += 1) {
    const letter = path.charAt(at);
    if (letter === '.' || letter === '[') return at;
  }
  return path.length;
}

/** The tree of a message's fields. A year of half-hours has 38,000 of them: one pass, without splitting a path twice. */
export function fieldTree(message: Message): FieldTree {
  const tree: FieldTree = { roots: [], fields: [] };
  for (let block = 0; block <= message.decrypted.length; block += 1) {
    const fields: FieldNode[] = [];
    tree.fields.push(fields);
    let start = 0;
    const add = (name: string, path: string, parent: FieldNode | null): FieldNode => {
      const level = (parent?.level ?? 0) + 1;
      const node = { name, path, level, block, field: null, children: [], parent, start, end: start };
      (parent?.children ?? tree.roots).push(node);
      return node;
    };
    const encrypted =
      block === 0 ? null : add(message.decrypted.length > 1 ? `Decrypted ${block}` : 'Decrypted', '', null);
    let last = encrypted;
    for (const field of fieldsOf(message, block)) {
      const { path } = field;
      while (last !== null && last !== encrypted && !leadsInto(path, last.path)) last = last.parent;
      for (let at = last?.path.length ?? 0; at < path.length; ) {
        const end = endOfStep(path, at);
        last = add(path.slice(path.charAt(at) === '.' ? at + 1 : at, end), path.slice(0, end), last);
        at = end;
      }
      const node = last ?? add(path, path, null);
      node.field = field;
      fields.push(node);
      start += field.hex.length / 2;
      for (let one: FieldNode | null = node; one !== null; one = one.parent) one.end = start;
      last = node;
    }
  }
  return tree;
}

/** Elements of a longer list begin shut, so that each is a line of its own. */
const fewElements = 12;

const startsOpen = ({ name, parent }: FieldNode): boolean =>
  !name.startsWith('[') || parent === null || parent.children.length <= fewElements;

/** What a person has opened or shut. */
export type Opened = ReadonlyMap<FieldNode, boolean>;

export const isOpen = (node: FieldNode, opened: Opened): boolean => opened.get(node) ?? startsOpen(node);

/** The nodes that are shown, in their order. */
export function shownNodes({ roots }: FieldTree, opened: Opened): FieldNode[] {
  const shown: FieldNode[] = [];
  const show = (nodes: readonly FieldNode[]): void => {
    for (const node of nodes) {
      shown.push(node);
      if (node.children.length > 0 && isOpen(node, opened)) show(node.children);
    }
  };
  show(roots);
  return shown;
}

/** The field that holds an octet of a block. */
export function fieldOfOctet({ fields }: FieldTree, block: number, octet: number): FieldNode | undefined {
  const nodes = fields[block] ?? [];
  let [low, high] = [0, nodes.length];
  // The last one that starts no later; of several that start there those before it hold nothing.
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.start ?? 0) <= octet) low = middle + 1;
    else high = middle;
  }
  const found = nodes[low - 1];
  return found && octet < found.start + (found.field?.hex.length ?? 0) / 2 ? found : undefined;
}

const mostTold = 6;

/** What is in a node that is shut, in one line: by name, but for the elements of a long list, which are all alike. */
export function summary(node: FieldNode): string {
  const isNamed = startsOpen(node);
  const told: string[] = node.field?.value === undefined ? [] : [node.field.value];
  const tell = ({ children }: FieldNode): void => {
    for (const child of children) {
      if (told.length >= mostTold) return;
      if (child.field?.value !== undefined) told.push(`${isNamed ? `${child.name} ` : ''}${child.field.value}`);
      tell(child);
    }
  };
  tell(node);
  return told.join(' · ');
}
