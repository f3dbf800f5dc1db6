import { XmlAttribute, XmlElement, XmlXPathError } from 'libxml2-wasm';
import { WorkbenchError } from '../../shared/errors.ts';
import { wellKnownPrefixes } from './namespaces.ts';
import { writeDocument } from './writeXml.ts';
import { withXmlDocument } from './xml.ts';
import { childOf, walk } from './xmlPath.ts';
import type { XmlElementNode } from './xmlTree.ts';

/** One value to put into a request. `null` takes the element away. */
export interface Setting {
  /** `ReadLogPeriod.StartDateTime`, `Header.CommandVariant`, `Device[2].DeviceID`, `@schemaVersion`, or an XPath. */
  path: string;
  value: string | null;
}

/** Makes a missing child in the place the XSD gives it, or answers undefined where the XSD knows no such child. */
export type CreateChild = (parent: XmlElementNode, localName: string) => XmlElementNode | undefined;

interface Step {
  name: string;
  index: number;
}

function readSteps(path: string): Step[] {
  return path.split('.').map((step) => {
    const match = /^([A-Za-z_][\w-]*)(?:\[([1-9]\d*)\])?$/.exec(step);
    if (match === null) {
      throw new WorkbenchError(
        'invalid-argument',
        `The path "${path}" is not understood at "${step}": write element names joined by dots, such as ReadLogPeriod.StartDateTime, or an XPath such as //sr:StartDateTime.`,
        { detail: { path } },
      );
    }
    return { name: match[1] ?? '', index: Number(match[2] ?? 1) - 1 };
  });
}

/** Follows the steps as far as they lead. */
function follow(base: XmlElementNode, steps: readonly Step[]): { node: XmlElementNode; rest: readonly Step[] } {
  let node = base;
  for (const [position, step] of steps.entries()) {
    const next = node.children.filter((child) => child.localName === step.name)[step.index];
    if (next === undefined) return { node, rest: steps.slice(position) };
    node = next;
  }
  return { node, rest: [] };
}

const describeChildren = (node: XmlElementNode): string =>
  [...new Set(node.children.map((child) => child.localName))].join(', ') || 'nothing';

/** The child that a step names, made if the path counts on from those that exist. */
function createAt(parent: XmlElementNode | undefined, step: Step, create: CreateChild | undefined) {
  const existing = parent?.children.filter((child) => child.localName === step.name).length;
  return parent !== undefined && existing === step.index ? create?.(parent, step.name) : undefined;
}

/**
 * The element that a path of names leads to, made by `create` where it is missing.
 * @throws WorkbenchError `invalid-argument` naming what exists where the path ends
 */
export function elementAt(root: XmlElementNode, path: string, create: CreateChild | undefined): XmlElementNode {
  const steps = readSteps(path);
  const body = childOf(root, 'Body');
  const bases = [body?.children[0], root, body].filter((base) => base !== undefined);
  const attempts = bases.map((base) => follow(base, steps)).sort((a, b) => a.rest.length - b.rest.length);
  for (const { node: start, rest } of attempts) {
    const node = rest.reduce<XmlElementNode | undefined>((parent, step) => createAt(parent, step, create), start);
    if (node !== undefined) return node;
  }
  const nearest = attempts[0];
  throw new WorkbenchError(
    'invalid-argument',
    `The path "${path}" leads nowhere: ${nearest?.node.localName ?? 'the request'} has no ${nearest?.rest[0]?.name ?? path}; it has ${nearest === undefined ? 'nothing' : describeChildren(nearest.node)}.`,
    { detail: { path, exists: nearest?.node.children.map((child) => child.localName) ?? [] } },
  );
}

/** Whether brackets and quotes close; libxml2 prints about those that do not, which no caller asked for. */
function isBalanced(path: string): boolean {
  const bare = path.replace(/"[^"]*"|'[^']*'/g, '');
  const count = (character: string): number => bare.split(character).length;
  return !/["']/.test(bare) && count('[') === count(']') && count('(') === count(')') && !/[/[(]$/.test(bare);
}

function findByXPath(root: XmlElementNode, path: string): { node: XmlElementNode; attribute?: string }[] {
  if (!isBalanced(path)) {
    throw new WorkbenchError('invalid-argument', `"${path}" is not a valid XPath: a bracket or quote does not close.`);
  }
  const elements = [...walk(root)];
  const found = withXmlDocument(writeDocument(root), (document) => {
    try {
      return document.find(path, { ...wellKnownPrefixes }).map((node) => {
        const element = node instanceof XmlAttribute ? node.parent : node;
        const index =
          element instanceof XmlElement ? element.eval('count(preceding::*) + count(ancestor::*)') : undefined;
        return node instanceof XmlAttribute ? { index, attribute: node.name } : { index };
      });
    } catch (cause) {
      if (cause instanceof XmlXPathError) {
        throw new WorkbenchError('invalid-argument', `"${path}" is not a valid XPath: ${cause.message.trim()}`, {
          cause,
        });
      }
      throw cause;
    }
  });
  const places = found.flatMap(({ index, ...rest }) => {
    const node = typeof index === 'number' ? elements[index] : undefined;
    return node === undefined ? [] : [{ node, ...rest }];
  });
  if (places.length > 0) return places;
  throw new WorkbenchError(
    'invalid-argument',
    `The XPath "${path}" finds nothing; the body holds ${describeChildren(childOf(root, 'Body')?.children[0] ?? root)}. The prefixes are sr, ra and ds.`,
    { detail: { path } },
  );
}

function setAttribute(node: XmlElementNode, name: string, value: string | null): void {
  node.attributes = node.attributes.filter(([own]) => own !== name);
  if (value !== null) node.attributes.push([name, value]);
}

function setElement(node: XmlElementNode, path: string, value: string | null): void {
  if (value === null) {
    if (node.parent) node.parent.children = node.parent.children.filter((child) => child !== node);
    return;
  }
  if (node.children.length > 0 && value !== '') {
    throw new WorkbenchError(
      'invalid-argument',
      `The path "${path}" names ${node.localName}, which holds elements and not a value; set one of ${describeChildren(node)}.`,
      { detail: { path, exists: node.children.map((child) => child.localName) } },
    );
  }
  node.children = [];
  node.text = value;
}

/**
 * Puts one value into a request, in place. A path is tried below the body's element, below the root and below Body.
 * @throws WorkbenchError `invalid-argument` naming what exists where the path ends
 */
export function applySetting(root: XmlElementNode, setting: Setting, create?: CreateChild): void {
  const { path, value } = setting;
  if (path.startsWith('@')) setAttribute(root, path.slice(1), value);
  else if (path.includes('/') || path.includes(':')) {
    for (const { node, attribute } of findByXPath(root, path)) {
      if (attribute === undefined) setElement(node, path, value);
      else setAttribute(node, attribute, value);
    }
  } else setElement(elementAt(root, path, value === null ? undefined : create), path, value);
}
