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
  parent: FieldNode | null;
  /** The octets of all that it holds, counted from the beginning of its block. */
  start: number;
  end: number;
  /** What it holds besides its own: the fields of its block from one place up to another. */
  from: number;
  to: number;
  /** Made when they are asked for. */
  children: FieldNode[] | null;
}

interface Block {
  fields: readonly DecodedField[];
  /** Where each field begins, in octets; one more for the end of the last. */
  offsets: Uint32Array;
}

/** A message by its parts. A year of half-hours has 38,000 fields, of which a screen shows thirty. */
export interface FieldTree {
  blocks: Block[];
  roots: FieldNode[];
}

type Message = Pick<DecodedGbcs, 'fields' | 'decrypted'>;

const fieldsOf = ({ fields, decrypted }: Message, block: number): readonly DecodedField[] =>
  (block === 0 ? fields : decrypted[block - 1]?.fields) ?? [];

/** The hex of the message (block 0) or of what was encrypted in it: its fields make it up without a gap. */
export const hexOf = (message: Message, block: number): string =>
  fieldsOf(message, block)
    .map(({ hex }) => hex)
    .join('');

function offsetsOf(fields: readonly DecodedField[]): Uint32Array {
  const offsets = new Uint32Array(fields.length + 1);
  let offset = 0;
  for (const [place, { hex }] of fields.entries()) {
    offset += hex.length / 2;
    offsets[place + 1] = offset;
  }
  return offsets;
}

/** All of a block, as a node that holds it. */
const whole = (block: number, name: string, { fields, offsets }: Block): FieldNode => ({
  name,
  path: '',
  level: block === 0 ? 0 : 1,
  block,
  field: null,
  parent: null,
  start: 0,
  end: offsets[fields.length] ?? 0,
  from: 0,
  to: fields.length,
  children: null,
});

/** The tree of a message: its parts, and what was encrypted in it. */
export function fieldTree(message: Message): FieldTree {
  const blocks = Array.from({ length: message.decrypted.length + 1 }, (_, block): Block => {
    const fields = fieldsOf(message, block);
    return { fields, offsets: offsetsOf(fields) };
  });
  const [own, ...encrypted] = blocks.map((one, block) =>
    whole(block, blocks.length > 2 ? `Decrypted ${block}` : 'Decrypted', one),
  );
  const tree: FieldTree = { blocks, roots: [] };
  // The parts of the message itself stand in nothing.
  const parts = own === undefined ? [] : childrenOf(tree, own);
  for (const part of parts) part.parent = null;
  tree.roots = [...parts, ...encrypted];
  return tree;
}

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

function makeChildren({ blocks }: FieldTree, parent: FieldNode): FieldNode[] {
  const { fields, offsets } = blocks[parent.block] ?? { fields: [], offsets: new Uint32Array(1) };
  const { level, block } = parent;
  const above = parent.path.length;
  const children: FieldNode[] = [];
  for (let at = parent.from; at < parent.to; ) {
    const first = fields[at];
    if (first === undefined) break;
    const step = endOfStep(first.path, above);
    const path = first.path.slice(0, step);
    const isOwn = step === first.path.length;
    let to = at + 1;
    while (to < parent.to && leadsInto(fields[to]?.path ?? '', path)) to += 1;
    children.push({
      name: path.slice(path.charAt(above) === '.' ? above + 1 : above),
      path,
      level: level + 1,
      block,
      field: isOwn ? first : null,
      parent,
      start: offsets[at] ?? 0,
      end: offsets[to] ?? 0,
      from: isOwn ? at + 1 : at,
      to,
      children: null,
    });
    at = to;
  }
  return children;
}

/** What a node holds, in its order. */
export function childrenOf(tree: FieldTree, node: FieldNode): readonly FieldNode[] {
  node.children ??= makeChildren(tree, node);
  return node.children;
}

/** Whether it holds anything besides its own octets. */
export const holdsMore = ({ from, to }: FieldNode): boolean => from < to;

/** Elements of a longer list begin shut, so that each is a line of its own. */
const fewElements = 12;

const startsOpen = ({ name, parent }: FieldNode): boolean =>
  !name.startsWith('[') || parent === null || (parent.children?.length ?? 0) <= fewElements;

/** What a person has opened or shut. */
export type Opened = ReadonlyMap<FieldNode, boolean>;

export const isOpen = (node: FieldNode, opened: Opened): boolean => opened.get(node) ?? startsOpen(node);

/** The nodes that are shown, in their order. */
export function shownNodes(tree: FieldTree, opened: Opened): FieldNode[] {
  const shown: FieldNode[] = [];
  const show = (nodes: readonly FieldNode[]): void => {
    for (const node of nodes) {
      shown.push(node);
      if (holdsMore(node) && isOpen(node, opened)) show(childrenOf(tree, node));
    }
  };
  show(tree.roots);
  return shown;
}

/** The one of some that follow one another which has an octet. */
function withOctet(nodes: readonly FieldNode[], octet: number): FieldNode | undefined {
  let [low, high] = [0, nodes.length];
  // The last one that starts no later; of several that start there those before it hold nothing.
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.start ?? 0) <= octet) low = middle + 1;
    else high = middle;
  }
  const found = nodes[low - 1];
  return found && octet < found.end ? found : undefined;
}

/** The field that holds an octet of a block. */
export function fieldOfOctet(tree: FieldTree, block: number, octet: number): FieldNode | undefined {
  let found = withOctet(
    tree.roots.filter((one) => one.block === block),
    octet,
  );
  while (found && octet >= found.start + (found.field?.hex.length ?? 0) / 2) {
    found = withOctet(childrenOf(tree, found), octet);
  }
  return found;
}

const mostTold = 6;

/** What is in a node that is shut, in one line: by name, but for the elements of a long list, which are all alike. */
export function summary(tree: FieldTree, node: FieldNode): string {
  const isNamed = startsOpen(node);
  const told: string[] = node.field?.value === undefined ? [] : [node.field.value];
  const tell = (holder: FieldNode): void => {
    for (const child of childrenOf(tree, holder)) {
      if (told.length >= mostTold) return;
      if (child.field?.value !== undefined) told.push(`${isNamed ? `${child.name} ` : ''}${child.field.value}`);
      tell(child);
    }
  };
  tell(node);
  return told.join(' · ');
}
