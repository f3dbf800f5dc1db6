import {
  childModel,
  choicesOf,
  type ElementModel,
  elementsOf,
  findElementModel,
  type Particle,
  type RequestModel,
} from './model.ts';
import type { CreateChild } from './setPath.ts';
import type { XmlElementNode } from './xmlTree.ts';

function namesTo(node: XmlElementNode): string[] {
  return [...(node.parent === undefined ? [] : namesTo(node.parent)), node.localName];
}

function holds(particle: Particle, name: string): boolean {
  return particle.kind === 'element' ? particle.name === name : particle.particles.some((inner) => holds(inner, name));
}

/** Names that a choice with room for one alternative rules out beside `name`. */
function excludedBy(model: ElementModel, name: string): Set<string> {
  const excluded = new Set<string>();
  for (const choice of choicesOf(model.type)) {
    const chosen = choice.maxOccurs === 1 ? choice.particles.find((particle) => holds(particle, name)) : undefined;
    if (chosen === undefined) continue;
    for (const other of elementsOf({ content: choice, attributes: [] })) {
      if (!holds(chosen, other.name)) excluded.add(other.name);
    }
  }
  return excluded;
}

/**
 * The `create` of `buildServiceRequest`: makes an element that the XSD allows and the template lacks, in the place that
 * the XSD gives it. Where it is one alternative of a choice, the alternative that was there goes.
 */
export function createChildFrom(model: RequestModel): CreateChild {
  return (parent, localName) => {
    const parentModel = findElementModel(model, namesTo(parent));
    const child = parentModel === undefined ? undefined : childModel(parentModel, localName);
    if (parentModel === undefined || child === undefined) return undefined;
    const excluded = excludedBy(parentModel, localName);
    parent.children = parent.children.filter((sibling) => !excluded.has(sibling.localName));
    const order = elementsOf(parentModel.type).map(({ name }) => name);
    const rank = order.indexOf(localName);
    const after = parent.children.findIndex((sibling) => order.indexOf(sibling.localName) > rank);
    const node = newChild(parent, child);
    parent.children.splice(after < 0 ? parent.children.length : after, 0, node);
    return node;
  };
}

function newChild(parent: XmlElementNode, model: ElementModel): XmlElementNode {
  const { prefix, offset, end } = parent;
  return {
    name: prefix === '' ? model.name : `${prefix}:${model.name}`,
    prefix,
    localName: model.name,
    namespace: model.namespace,
    declarations: [],
    attributes: [],
    children: [],
    text: '',
    parent,
    offset,
    end,
  };
}
