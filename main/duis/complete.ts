import { childModel, type ElementModel, elementsOf, type RequestModel } from './model.ts';
import { serviceUserGateway } from './namespaces.ts';

/** What may stand at a place of a document. */
export interface Completion {
  kind: 'element' | 'value' | 'end';
  /** The local name of an element, or a value. */
  label: string;
  /** What takes the place of the text from `from` to the cursor. */
  insert: string;
  /** How many characters of `insert` stand before the cursor. */
  cursor: number;
  /** How often it may occur, and what the XSD says of it. */
  documentation: string;
}

interface OpenElement {
  /** As written, with its prefix. */
  tag: string;
  model: ElementModel | undefined;
  childNames: string[];
  /** Where its content begins. */
  contentFrom: number;
}

const localName = (tag: string): string => tag.slice(tag.indexOf(':') + 1);
const prefixOf = (tag: string): string => tag.slice(0, tag.indexOf(':') + 1);

// What is opened and not closed reaches to the end, so that nothing is looked at twice.
const markup =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<(\/?)([\w:.-]+)(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|[^"'<>])*?(\/?)(?:>|$)/g;

/** The model of a document's root; undefined where it is none of DUIS. */
export function rootModel(model: RequestModel, tag: string): ElementModel | undefined {
  return [model.request, model.response].find(({ name }) => name === localName(tag));
}

/** The elements open at the end of a text, the root first; none inside a tag or comment. What does not nest is passed over. */
export function openElements(model: RequestModel, text: string): OpenElement[] {
  const open: OpenElement[] = [];
  for (const { 0: whole, 1: slash, 2: tag, 3: selfClosing, index } of text.matchAll(markup)) {
    if (!whole.endsWith('>')) return [];
    if (tag === undefined) continue;
    if (slash === '/') {
      const at = open.findLastIndex((one) => one.tag === tag);
      if (at >= 0) open.length = at;
      continue;
    }
    const parent = open.at(-1);
    parent?.childNames.push(localName(tag));
    if (selfClosing === '/') continue;
    const found = parent ? parent.model && childModel(parent.model, localName(tag)) : rootModel(model, tag);
    open.push({ tag, model: found, childNames: [], contentFrom: index + whole.length });
  }
  return open;
}

/** How often an element may occur, in words. */
export function occurrence({ minOccurs, maxOccurs }: ElementModel): string {
  if (maxOccurs === 1) return minOccurs === 0 ? 'optional' : 'once';
  const most = Number.isFinite(maxOccurs) ? `at most ${maxOccurs}` : 'any number';
  return minOccurs === 0 ? most : `at least ${minOccurs}, ${most}`;
}

function elementCompletions(parent: OpenElement): Completion[] {
  if (!parent.model) return [];
  const prefix = prefixOf(parent.tag);
  const count = (name: string): number => parent.childNames.filter((one) => one === name).length;
  return elementsOf(parent.model.type)
    .filter((child) => child.namespace === serviceUserGateway && count(child.name) < child.maxOccurs)
    .map((child) => {
      const { content, value } = child.type;
      const start = `<${prefix}${child.name}>`;
      const isEmpty = content === undefined && value === undefined;
      const insert = isEmpty ? `<${prefix}${child.name}/>` : `${start}</${prefix}${child.name}>`;
      return {
        kind: 'element',
        label: child.name,
        insert,
        cursor: isEmpty ? insert.length : start.length,
        documentation: [occurrence(child), child.documentation].filter((part) => part !== undefined).join('\n\n'),
      };
    });
}

function valueCompletions({ model }: OpenElement): Completion[] {
  const value = model?.type.value;
  const values = value?.base === 'boolean' ? ['true', 'false'] : (value?.enumerations ?? []);
  return values.map((label) => ({
    kind: 'value',
    label,
    insert: label,
    cursor: label.length,
    documentation: model?.documentation ?? '',
  }));
}

/**
 * What may stand at an offset of a Service Request that is being typed, by the model of its DUIS version: the elements of
 * the one that is open there, in the order of the XSD, less those that occur as often as they may; or its values; or,
 * after `</`, its end tag. The document need not be well-formed; work grows with the text before the offset.
 *
 * @param offset in UTF-16 units
 * @returns `from`: where the text begins that a completion takes the place of
 */
export function completeRequest(
  model: RequestModel,
  xml: string,
  offset: number,
): { from: number; completions: Completion[] } {
  const text = xml.slice(0, offset);
  const unfinished = /<(\/?)[\w:.-]*$/.exec(text);
  const from = unfinished?.index ?? offset;
  const parent = openElements(model, text.slice(0, from)).at(-1);
  if (!parent) return { from, completions: [] };
  if (unfinished?.[1] === '/') {
    const insert = `</${parent.tag}>`;
    return {
      from,
      completions: [{ kind: 'end', label: parent.tag, insert, cursor: insert.length, documentation: '' }],
    };
  }
  if (unfinished) return { from, completions: elementCompletions(parent) };
  const values = valueCompletions(parent);
  if (values.length > 0) return { from: parent.contentFrom, completions: values };
  return { from, completions: elementCompletions(parent) };
}
