import { occurrence, openElements, rootModel } from './complete.ts';
import { childModel, type ElementModel, elementsOf, type RequestModel, type SimpleModel } from './model.ts';

/** What stands at a place of a document, and what it means. */
export interface Explanation {
  /** The stretch of text that it is about, in UTF-16 units. */
  from: number;
  to: number;
  element: string;
  /** Present where the place is in a value. */
  value?: string;
  /** Lines of Markdown, out of the XSD. */
  lines: string[];
}

const localName = (tag: string): string => tag.slice(tag.indexOf(':') + 1);
const longestList = 12;

function kindOf({ base, name, enumerations, patterns, limits }: SimpleModel): string {
  const bounds = Object.entries(limits).map(([limit, value]) => `${limit} ${value}`);
  const choice =
    enumerations.length === 0
      ? []
      : [
          enumerations.length > longestList
            ? `one of ${enumerations.length} values`
            : `one of ${enumerations.map((one) => `\`${one}\``).join(', ')}`,
        ];
  const shape = enumerations.length === 0 && patterns.length > 0 ? ['of a fixed form'] : [];
  return [`\`${name ?? base}\``, ...choice, ...shape, ...bounds].join(' · ');
}

function describe(model: ElementModel): string[] {
  const { type, documentation } = model;
  const children = elementsOf(type).map(({ name }) => name);
  const holds =
    type.value !== undefined
      ? kindOf(type.value)
      : children.length > 0
        ? `holds ${children.slice(0, longestList).join(', ')}${children.length > longestList ? ' …' : ''}`
        : 'empty';
  return [`**${model.name}** · ${occurrence(model)}`, ...(documentation === undefined ? [] : [documentation]), holds];
}

/**
 * What the XSD says of the element, or of the element whose value, stands at an offset.
 *
 * @param offset in UTF-16 units
 * @returns undefined between elements, and for what the model does not know
 */
export function explainRequest(model: RequestModel, xml: string, offset: number): Explanation | undefined {
  const start = xml.lastIndexOf('<', offset - (xml[offset] === '<' ? 0 : 1));
  if (start < 0) return undefined;
  const tag = /^<(\/?)([\w:.-]+)[^<>]*>?/.exec(xml.slice(start));
  if (tag?.[2] === undefined) return undefined;
  const end = start + tag[0].length;
  const name = tag[2];
  if (offset < end) {
    const open = openElements(model, xml.slice(0, start));
    const parent = open.at(-1);
    const found =
      tag[1] === '/'
        ? parent?.model
        : parent
          ? parent.model && childModel(parent.model, localName(name))
          : rootModel(model, name);
    if (!found) return undefined;
    const from = start + 1 + (tag[1]?.length ?? 0);
    return { from, to: from + name.length, element: found.name, lines: describe(found) };
  }
  const open = openElements(model, xml.slice(0, offset)).at(-1);
  const close = xml.indexOf('<', offset);
  const value = xml.slice(end, close).trim();
  if (!open?.model?.type.value || close < 0 || value === '') return undefined;
  const from = xml.indexOf(value, end);
  return { from, to: from + value.length, element: open.model.name, value, lines: describe(open.model) };
}
