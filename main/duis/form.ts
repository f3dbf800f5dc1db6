import { WorkbenchError } from '../../shared/errors.ts';
import { composeElement } from './compose.ts';
import { createChildFrom } from './createChild.ts';
import { readDuisDocument } from './duisDocument.ts';
import { childModel, type ElementModel, elementsOf, type RequestModel, type SimpleModel } from './model.ts';
import { responseAndAlert, serviceUserGateway, xmlSignature } from './namespaces.ts';
import { placeholderFor } from './placeholder.ts';
import { type CreateChild, elementAt } from './setPath.ts';
import { writeDocument } from './writeXml.ts';
import { childOf } from './xmlPath.ts';
import { readXmlTree, type XmlElementNode } from './xmlTree.ts';

/** What a value may be; JSON only. */
export interface FormValue {
  base: string;
  enumerations: string[];
  patterns: string[];
  limits: Partial<Record<string, string>>;
  placeholder: string;
}

/** An element that a request has, as a form shows it. */
export interface FormField {
  name: string;
  /** Below the body's element, as `set` takes it: `ReadLogPeriod.StartDateTime`, `Device[2].DeviceID`. */
  path: string;
  documentation?: string;
  /** Whether it may be taken away. */
  isOptional: boolean;
  attributes: { name: string; text: string }[];
  /** Present for an element with a value: what it is, and what it may be. */
  value?: FormValue & { text: string };
  fields: FormField[];
  addable: FormAddition[];
}

/** An element that may be added. */
export interface FormAddition {
  name: string;
  path: string;
  documentation?: string;
  /** Whether the request is incomplete without it. */
  isMissing: boolean;
  /** What goes when it comes: the other alternatives of a choice. */
  replaces: string[];
}

export interface RequestForm {
  serviceReferenceVariant: string;
  bodyElement: string;
  fields: FormField[];
  addable: FormAddition[];
}

function toValue(value: SimpleModel, text: string): FormValue & { text: string } {
  const { base, enumerations, patterns, limits } = value;
  return { base, enumerations, patterns, limits, placeholder: placeholderFor(value), text };
}

const join = (path: string, name: string, position: number, count: number): string => {
  const step = count > 1 ? `${name}[${position}]` : name;
  return path === '' ? step : `${path}.${step}`;
};

/** The same alternatives as `createChildFrom` rules out, for those that are there. */
function rivalsOf(parent: ElementModel, name: string, present: ReadonlySet<string>): string[] {
  const rivals = new Set<string>();
  const visit = (group: NonNullable<ElementModel['type']['content']>): boolean => {
    const holding = group.particles.filter((particle) =>
      particle.kind === 'element' ? particle.name === name : visit(particle),
    );
    if (holding.length > 0 && group.kind === 'choice' && group.maxOccurs === 1) {
      const kept = new Set(holding.flatMap((one) => (one.kind === 'element' ? [one.name] : namesIn(one))));
      for (const other of namesIn(group)) if (!kept.has(other) && present.has(other)) rivals.add(other);
    }
    return holding.length > 0;
  };
  if (parent.type.content) visit(parent.type.content);
  return [...rivals];
}

const namesIn = (content: NonNullable<ElementModel['type']['content']>): string[] =>
  elementsOf({ content, attributes: [] }).map(({ name }) => name);

/** The names that every instance must have: those above which nothing is optional or one of several. */
function mandatoryNames(parent: ElementModel): Set<string> {
  const found = new Set<string>();
  const visit = (group: NonNullable<ElementModel['type']['content']>): void => {
    if (group.minOccurs === 0 || group.kind === 'choice') return;
    for (const particle of group.particles) {
      if (particle.kind !== 'element') visit(particle);
      else if (particle.minOccurs > 0) found.add(particle.name);
    }
  };
  if (parent.type.content) visit(parent.type.content);
  return found;
}

function contentOf(node: XmlElementNode, model: ElementModel, path: string): Pick<RequestForm, 'fields' | 'addable'> {
  const present = new Set(node.children.map(({ localName }) => localName));
  const mandatory = mandatoryNames(model);
  const counts = Map.groupBy(node.children, ({ localName }) => localName);
  const seen = new Map<string, number>();
  const fields = node.children.flatMap((child): FormField[] => {
    const own = childModel(model, child.localName);
    if (!own) return [];
    const position = (seen.get(child.localName) ?? 0) + 1;
    seen.set(child.localName, position);
    const count = counts.get(child.localName)?.length ?? 1;
    const isOptional = count > own.minOccurs || !mandatory.has(child.localName);
    return [fieldOf(child, own, join(path, child.localName, position, count), isOptional)];
  });
  const addable = elementsOf(model.type).flatMap((own): FormAddition[] => {
    const count = counts.get(own.name)?.length ?? 0;
    if (count >= own.maxOccurs) return [];
    const replaces = count > 0 ? [] : rivalsOf(model, own.name, present);
    const isMissing = count < own.minOccurs && mandatory.has(own.name);
    const { documentation } = own;
    return [
      {
        name: own.name,
        path: join(path, own.name, count + 1, count + 1),
        ...(documentation === undefined ? {} : { documentation }),
        isMissing,
        replaces,
      },
    ];
  });
  return { fields, addable };
}

function fieldOf(node: XmlElementNode, model: ElementModel, path: string, isOptional: boolean): FormField {
  const { type, documentation } = model;
  return {
    name: node.localName,
    path,
    ...(documentation === undefined ? {} : { documentation }),
    isOptional,
    attributes: node.attributes.map(([name, text]) => ({ name, text })),
    ...(type.value ? { value: toValue(type.value, node.text.trim()) } : {}),
    ...contentOf(node, model, path),
  };
}

/**
 * The body of a request as a form: what it has, with what each value may be, and what may be added where.
 *
 * @throws WorkbenchError `invalid-xml`, `invalid-document`; `not-found` where the DUIS version has no such service
 */
export function fillForm(model: RequestModel, xml: string): RequestForm {
  const { root } = readDuisDocument(xml, 'Request');
  const body = childOf(root, 'Body')?.children[0];
  const service = body && model.services.get(body.localName);
  if (!body || !service) {
    throw new WorkbenchError('not-found', `DUIS ${model.version} has no service ${body?.localName ?? ''}.`);
  }
  const variant = childOf(childOf(root, 'Header'), 'ServiceReferenceVariant')?.text.trim() ?? '';
  return { serviceReferenceVariant: variant, bodyElement: body.localName, ...contentOf(body, service, '') };
}

/** For fragments that are read on their own. */
const declarations = `xmlns:sr="${serviceUserGateway}" xmlns:ra="${responseAndAlert}" xmlns:ds="${xmlSignature}"`;

/** Makes an element with all that it must hold, each value a placeholder. */
function createFilled(model: RequestModel): CreateChild {
  const bare = createChildFrom(model);
  return (parent, localName) => {
    const node = bare(parent, localName);
    const own = node && modelOf(model, node);
    if (!node || !own) return node;
    const position = parent.children.filter((child) => child.localName === localName).length;
    const holder = readXmlTree(`<holder ${declarations}>${composeElement(own, {}, position)}</holder>`);
    const [composed] = holder.children;
    if (!composed) return node;
    node.attributes = composed.attributes;
    node.text = composed.text;
    node.children = composed.children;
    for (const child of node.children) child.parent = node;
    return node;
  };
}

function modelOf(model: RequestModel, node: XmlElementNode): ElementModel | undefined {
  const parent = node.parent && modelOf(model, node.parent);
  if (!node.parent) return [model.request, model.response].find(({ name }) => name === node.localName);
  return parent && childModel(parent, node.localName);
}

/** The elements of the innermost sequence that a name stands in, itself included. */
function companionsOf(parent: ElementModel, name: string): ElementModel[] {
  const visit = (group: NonNullable<ElementModel['type']['content']>): ElementModel[] | undefined => {
    for (const particle of group.particles) {
      if (particle.kind === 'element') {
        if (particle.name !== name) continue;
        return group.kind === 'choice' ? [particle] : group.particles.filter((one) => one.kind === 'element');
      }
      const found = visit(particle);
      if (found) return found;
    }
    return undefined;
  };
  return (parent.type.content && visit(parent.type.content)) ?? [];
}

/**
 * Adds an element, with all that it must hold, in the place that the XSD gives it; where it is one alternative of a
 * choice, the other goes.
 *
 * @param path as {@link FormAddition} has it
 * @throws WorkbenchError `invalid-argument` where the XSD has no such place
 */
export function addElement(model: RequestModel, xml: string, path: string): string {
  const { root } = readDuisDocument(xml, 'Request');
  const create = createFilled(model);
  const added = elementAt(root, path, create);
  const parent = added.parent && modelOf(model, added.parent);
  const { parent: place } = added;
  // One alternative of a choice may be several elements; none of them is complete without the others.
  for (const { name, minOccurs } of parent && place ? companionsOf(parent, added.localName) : []) {
    const count = place?.children.filter(({ localName }) => localName === name).length ?? 0;
    for (let missing = count; place && missing < minOccurs; missing += 1) create(place, name);
  }
  return writeDocument(root);
}
