import { WorkbenchError } from '../../shared/errors.ts';
import { qualifiedName } from './compose.ts';
import type { JsonObject, JsonTree } from './jsonTree.ts';
import { elementsOf } from './model.ts';
import type { ElementModel, GroupModel, Particle } from './modelTypes.ts';
import { escapeAttribute, escapeText } from './writeXml.ts';

/** What is still to be written, by element name. */
type Queues = Map<string, JsonTree[]>;

function queuesOf(element: ElementModel, tree: JsonObject): Queues {
  const names = new Set(elementsOf(element.type).map((child) => child.name));
  const queues: Queues = new Map();
  for (const [name, value] of Object.entries(tree)) {
    if (name.startsWith('@') || name === '#text') continue;
    if (!names.has(name)) {
      throw new WorkbenchError(
        'invalid-argument',
        `${element.name} has no ${name}; it may hold ${[...names].join(', ') || 'nothing'}.`,
        { detail: { element: element.name, exists: [...names] } },
      );
    }
    queues.set(name, Array.isArray(value) ? [...value] : [value]);
  }
  return queues;
}

function writeParticle(particle: Particle, queues: Queues): string {
  if (particle.kind !== 'element') return writeGroup(particle, queues);
  const taken = queues.get(particle.name)?.splice(0, particle.maxOccurs) ?? [];
  return taken.map((tree) => writeFromTree(particle, tree)).join('');
}

/** Goes round a group as long as it yields something; of a choice each round takes the first alternative that is there. */
function writeGroup(group: GroupModel, queues: Queues): string {
  let text = '';
  for (let round = 0; round < group.maxOccurs; round += 1) {
    let written = '';
    for (const particle of group.particles) {
      written += writeParticle(particle, queues);
      if (group.kind === 'choice' && written !== '') break;
    }
    if (written === '') break;
    text += written;
  }
  return text;
}

function writeAttributes(element: ElementModel, tree: JsonObject): string {
  const order = element.type.attributes.map(({ name }) => `@${name}`);
  const names = Object.keys(tree).filter((name) => name.startsWith('@'));
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return names
    .sort((a, b) => rank(a) - rank(b))
    .map((name) => ` ${name.slice(1)}="${escapeAttribute(String(tree[name]))}"`)
    .join('');
}

/**
 * Writes an element from plain JSON (jsonTree.ts), its children in the order of the XSD: the way from a form to XML.
 * @throws WorkbenchError `invalid-argument` for a name that the XSD does not have there, or more than it allows
 */
export function writeFromTree(element: ElementModel, tree: JsonTree): string {
  const name = qualifiedName(element);
  if (typeof tree === 'string') {
    return tree === '' ? `<${name}/>` : `<${name}>${escapeText(tree)}</${name}>`;
  }
  const attributes = writeAttributes(element, tree);
  const queues = queuesOf(element, tree);
  const text = escapeText(typeof tree['#text'] === 'string' ? tree['#text'] : '');
  const content = element.type.content === undefined ? text : writeGroup(element.type.content, queues);
  const left = [...queues].find(([, queue]) => queue.length > 0);
  if (left !== undefined) {
    throw new WorkbenchError(
      'invalid-argument',
      `${element.name} cannot take ${left[0]}${left[1].length > 1 ? ` ${left[1].length} times` : ''} beside its other elements; the schema allows one of several or fewer.`,
      { detail: { element: element.name, name: left[0] } },
    );
  }
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}
