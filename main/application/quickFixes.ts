import type { DocumentFinding } from '../../shared/contract/shapes/requests.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { acceptedCommandVariants, findServiceReferenceVariant } from '../duis/catalogue.ts';
import { addElement, type FormAddition, type FormField, fillForm } from '../duis/form.ts';
import { elementsOf, findElementModel, type RequestModel } from '../duis/model.ts';
import { findByPath, walk } from '../duis/xmlPath.ts';
import { readXmlTree, type XmlElementNode } from '../duis/xmlTree.ts';
import { indentXml } from './indentXml.ts';

/** Replaces what stands between two offsets (UTF-16 units). */
export interface TextEdit {
  from: number;
  to: number;
  text: string;
}

/** A way to mend a finding. */
export interface QuickFix {
  title: string;
  edits: TextEdit[];
}

export interface FixContext {
  model: RequestModel;
  /** DUIS versions at hand, the newest last. */
  schemaVersions: readonly string[];
}

const mostChoices = 4;

/** Ways to mend a finding, the likeliest first; none where only its author can know. */
export function quickFixes(xml: string, finding: DocumentFinding, context: FixContext): QuickFix[] {
  try {
    const root = readXmlTree(xml);
    const node = findByPath(root, finding.xpath);
    return fixers[finding.rule]?.({ xml, root, node, finding, ...context }) ?? [];
  } catch (error) {
    // What cannot be read has no quick fix.
    if (error instanceof WorkbenchError) return [];
    throw error;
  }
}

interface Place extends FixContext {
  xml: string;
  root: XmlElementNode;
  node: XmlElementNode | undefined;
  finding: DocumentFinding;
}

const fixers: Readonly<Record<string, (place: Place) => QuickFix[]>> = {
  'xsd-unexpected-element': fixUnexpected,
  'xsd-missing-element': fixMissing,
  'xsd-enumeration': fixEnumeration,
  'schema-version-at-hand': fixVersion,
  'schema-version': fixVersion,
  'command-variant': fixCommandVariant,
};

const pathOf = (node: XmlElementNode | undefined): string[] =>
  node === undefined ? [] : [...pathOf(node.parent), node.localName];

/** An element in the wrong place: the siblings are put in the order of the XSD; one that has no place is taken away. */
function fixUnexpected({ xml, node, model }: Place): QuickFix[] {
  const parent = node?.parent;
  const parentModel = parent && findElementModel(model, pathOf(parent));
  if (!node || !parent || !parentModel) return [];
  const order = elementsOf(parentModel.type).map(({ name }) => name);
  const remove = { title: `Take ${node.localName} away`, edits: [{ from: node.offset, to: node.end, text: '' }] };
  if (!order.includes(node.localName)) return [remove];
  const placeOf = ({ localName }: XmlElementNode): number => order.indexOf(localName);
  const sorted = parent.children.toSorted((a, b) => placeOf(a) - placeOf(b));
  const edits = parent.children.flatMap((child, at): TextEdit[] => {
    const other = sorted[at];
    return other === undefined || other === child
      ? []
      : [{ from: child.offset, to: child.end, text: xml.slice(other.offset, other.end) }];
  });
  return edits.length === 0
    ? [remove]
    : [{ title: `Put the elements of ${parent.localName} in the order of the XSD`, edits }, remove];
}

/** Every element of the form that the request is incomplete without. */
function missingOf(fields: readonly FormField[], addable: readonly FormAddition[]): FormAddition[] {
  return [
    ...addable.filter(({ isMissing }) => isMissing),
    ...fields.flatMap((one) => missingOf(one.fields, one.addable)),
  ];
}

function fixMissing({ xml, model, finding }: Place): QuickFix[] {
  const { fields, addable } = fillForm(model, xml);
  return missingOf(fields, addable)
    .filter(({ name }) => finding.message.includes(name))
    .slice(0, mostChoices)
    .map(({ name, path }) => ({
      title: `Add ${name}`,
      edits: differenceOf(xml, indentXml(addElement(model, xml, path))),
    }));
}

/** The one edit that makes one text of another, without what both begin and end with. */
function differenceOf(before: string, after: string): TextEdit[] {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from += 1;
  let tail = 0;
  while (
    tail < before.length - from &&
    tail < after.length - from &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail += 1;
  return [{ from, to: before.length - tail, text: after.slice(from, after.length - tail) }];
}

function setText(xml: string, node: XmlElementNode, text: string): TextEdit[] {
  const from = xml.indexOf('>', node.offset) + 1;
  const to = xml.lastIndexOf('<', node.end - 1);
  return from > 0 && from <= to ? [{ from, to, text }] : [];
}

/** How many letters must change to make one word of another (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let across = 1; across <= other.length; across += 1) {
      const same = one[at - 1] === other[across - 1] ? 0 : 1;
      next[across] = Math.min((row[across] ?? 0) + 1, (next[across - 1] ?? 0) + 1, (row[across - 1] ?? 0) + same);
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

function fixEnumeration({ xml, node, model }: Place): QuickFix[] {
  const allowed = node && findElementModel(model, pathOf(node))?.type.value?.enumerations;
  if (!node || !allowed) return [];
  const said = node.text.trim().toLowerCase();
  return allowed
    .map((value) => ({ value, far: distance(said, value.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, mostChoices)
    .map(({ value }) => ({ title: `Change to ${value}`, edits: setText(xml, node, value) }));
}

function fixVersion({ xml, root, schemaVersions }: Place): QuickFix[] {
  const start = xml.slice(root.offset, xml.indexOf('>', root.offset));
  const attribute = /schemaVersion\s*=\s*(["'])(.*?)\1/.exec(start);
  const newest = schemaVersions.at(-1);
  if (!attribute || newest === undefined || attribute[2] === newest) return [];
  const from = root.offset + attribute.index;
  return [
    {
      title: `Write it for DUIS ${newest}`,
      edits: [{ from, to: from + attribute[0].length, text: `schemaVersion="${newest}"` }],
    },
  ];
}

function fixCommandVariant({ xml, root }: Place): QuickFix[] {
  const nodes = [...walk(root)];
  const variant = nodes.find(({ localName }) => localName === 'ServiceReferenceVariant')?.text.trim() ?? '';
  const node = nodes.find(({ localName }) => localName === 'CommandVariant');
  const row = findServiceReferenceVariant(variant);
  if (!node || !row) return [];
  return acceptedCommandVariants(row)
    .filter((one) => String(one) !== node.text.trim())
    .slice(0, mostChoices)
    .map((one) => ({ title: `Use Command Variant ${one}`, edits: setText(xml, node, String(one)) }));
}
