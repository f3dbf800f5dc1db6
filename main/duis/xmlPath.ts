import { type Position, positionAt } from './position.ts';
import type { XmlElementNode } from './xmlTree.ts';

/** Whether two siblings count together in libxml2's node paths: same name, or any name where the default namespace is used. */
function sameStep(node: XmlElementNode, other: XmlElementNode): boolean {
  return (node.prefix === '' && node.namespace !== '') || node.name === other.name;
}

function stepOf(node: XmlElementNode): string {
  const name = node.prefix === '' && node.namespace !== '' ? '*' : node.name;
  const siblings = (node.parent?.children ?? [node]).filter((other) => sameStep(node, other));
  return siblings.length > 1 ? `${name}[${siblings.indexOf(node) + 1}]` : name;
}

/** The XPath of an element, in the form libxml2 writes: `/sr:Request/sr:Body/sr:Device[2]`. */
export function xpathOf(node: XmlElementNode): string {
  const parent = node.parent === undefined ? '' : xpathOf(node.parent);
  return `${parent}/${stepOf(node)}`;
}

/** The element that a path of {@link xpathOf} or of libxml2 names; of an attribute path, the element that carries it. */
export function findByPath(root: XmlElementNode, path: string): XmlElementNode | undefined {
  const steps = path.split('/').filter((step) => step !== '' && !step.startsWith('@'));
  let siblings = [root];
  let found: XmlElementNode | undefined;
  for (const step of steps) {
    const match = /^([^[]+)(?:\[(\d+)\])?$/.exec(step);
    const index = Number(match?.[2] ?? 1) - 1;
    const name = match?.[1];
    found = siblings.filter((node) => name === '*' || node.name === name)[index];
    if (found === undefined) return undefined;
    siblings = found.children;
  }
  return found;
}

/** Line, column and XPath of an element, for a finding. */
export function placeOf(text: string, node: XmlElementNode): Position & { xpath: string } {
  return { ...positionAt(text, node.offset), xpath: xpathOf(node) };
}

/** The first child with a local name. */
export function childOf(node: XmlElementNode | undefined, localName: string): XmlElementNode | undefined {
  return node?.children.find((child) => child.localName === localName);
}

/** The element below `node` that a list of local names leads to. */
export function descendantOf(node: XmlElementNode | undefined, ...localNames: string[]): XmlElementNode | undefined {
  return localNames.reduce<XmlElementNode | undefined>(childOf, node);
}

/** `node` and all below it, in document order. */
export function* walk(node: XmlElementNode): Generator<XmlElementNode> {
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    for (let index = next.children.length - 1; index >= 0; index -= 1) {
      const child = next.children[index];
      if (child !== undefined) waiting.push(child);
    }
  }
}
