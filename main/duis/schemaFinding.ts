import { positionsIn } from './position.ts';
import { readXmlText } from './xml.ts';
import { findByPath } from './xmlPath.ts';
import { readXmlTree } from './xmlTree.ts';

/** One thing wrong in a document: rule, place (line and column from 1) and a sentence in plain words. */
export interface SchemaFinding {
  rule: string;
  severity: 'error' | 'warning';
  message: string;
  line: number;
  column: number;
  xpath: string;
}

interface LibraryError {
  message: string;
  line: number;
  xpath?: string;
}

const local = (name: string): string => name.replace(/\{[^}]*\}/g, '');

/** Lists longer than this are cut, because the sets of Service References and Response Codes run to hundreds. */
const longestList = 12;

function shorten(list: string): string {
  const items = list.split(', ');
  if (items.length <= longestList) return items.join(', ');
  return `${items.slice(0, longestList).join(', ')} and ${items.length - longestList} more`;
}

/** The patterns of DUIS that people know by a name; others are shown as they are, the very long ones cut. */
function describePattern(rest: string): string {
  const pattern = /pattern '([\s\S]*)'/.exec(rest)?.[1] ?? rest;
  if (pattern.includes(':(0|[1-9]')) return 'originator EUI-64:target EUI-64:counter';
  if (/^(\[A-Fa-f0-9\]\{2\}-){7}/.test(pattern)) return 'eight hex octets joined by hyphens';
  return pattern.length > 80 ? `${pattern.slice(0, 80)}…` : pattern;
}

const facets: Readonly<Record<string, string>> = {
  pattern: 'does not have the form that the schema asks for',
  minInclusive: 'is too small',
  maxInclusive: 'is too large',
  minExclusive: 'is too small',
  maxExclusive: 'is too large',
  minLength: 'is too short',
  maxLength: 'is too long',
  length: 'has the wrong length',
  totalDigits: 'has too many digits',
  fractionDigits: 'has too many decimal places',
};

type Phrase = (match: string[], subject: string) => { rule: string; message: string };

// Each entry reads one family of libxml2's messages (error codes 1800 to 1879 of xmlerror.h).
const phrases: readonly (readonly [RegExp, Phrase])[] = [
  [
    /\[facet 'enumeration'\] The value '([\s\S]*)' is not an element of the set \{(.*)\}/,
    ([, value, set = ''], subject) => ({
      rule: 'xsd-enumeration',
      message: `${subject} is "${value}"; it must be one of ${shorten(set.replaceAll("'", ''))}.`,
    }),
  ],
  [
    /\[facet '(\w+)'\] (?:The value '([\s\S]*?)' )?([\s\S]*)/,
    ([, facet = '', value, rest = ''], subject) => {
      const limit = facet === 'pattern' ? describePattern(rest) : rest.trim().replace(/\.$/, '');
      const what = `${facets[facet] ?? 'breaks a limit of the schema'} (${limit})`;
      return {
        rule: `xsd-${facet.toLowerCase()}`,
        message: value === undefined ? `${subject} ${what}.` : `${subject} is "${value}", which ${what}.`,
      };
    },
  ],
  [
    /This element is not expected\.(?: Expected is (?:one of )?\( (.*) \))?/,
    ([, expected], subject) => ({
      rule: 'xsd-unexpected-element',
      message: `${subject} is not expected here${expected === undefined ? '' : `; expected ${shorten(local(expected))}`}.`,
    }),
  ],
  [
    /Missing child element\(s\)\.(?: Expected is (?:one of )?\( (.*) \))?/,
    ([, expected = ''], subject) => ({
      rule: 'xsd-missing-element',
      message: `${subject} is incomplete; ${shorten(local(expected))} must follow.`,
    }),
  ],
  [
    /'([\s\S]*)' is not a valid value of (?:the|a) .*?type(?: '([^']*)')?/,
    ([, value, type], subject) => ({
      rule: 'xsd-type',
      message: `${subject} is "${value}", which is not a valid ${type === undefined ? 'value' : local(type)}.`,
    }),
  ],
  [
    /The attribute '(.*)' is required but missing/,
    ([, name], subject) => ({ rule: 'xsd-missing-attribute', message: `${subject} lacks its attribute ${name}.` }),
  ],
  [
    /The attribute '(.*)' is not allowed/,
    ([, name], subject) => ({
      rule: 'xsd-unexpected-attribute',
      message: `${subject.replace(/^Attribute .* of /, '')} has an attribute ${local(name ?? '')} that the schema does not know.`,
    }),
  ],
  [
    /No matching global declaration available for the validation root/,
    (_, subject) => ({
      rule: 'xsd-root',
      message: `${subject} is not a message of this schema; expected Request or Response in the namespace http://www.dccinterface.co.uk/ServiceUserGateway.`,
    }),
  ],
  [
    /(Character content|Element content) .*not allowed[^.]*/,
    ([, what = ''], subject) => ({
      rule: 'xsd-content',
      message: `${subject} must not contain ${what.startsWith('Char') ? 'text' : 'elements'}.`,
    }),
  ],
];

function phrase(raw: string): { rule: string; message: string } {
  const head = /^Element '([^']*)'(?:, attribute '([^']*)')?: /.exec(raw);
  const subject =
    head === null
      ? 'The document'
      : `${head[2] === undefined ? '' : `Attribute ${head[2]} of `}${local(head[1] ?? '')}`;
  const body = head === null ? raw : raw.slice(head[0].length);
  for (const [pattern, make] of phrases) {
    const match = pattern.exec(body);
    if (match !== null) return make([...match], subject);
  }
  return { rule: 'xsd', message: `${subject}: ${local(body)}` };
}

/** More findings than this help nobody, and a hostile document could ask for millions. */
const mostFindings = 250;

/** Turns what libxml2 says about a document into findings; the column is computed, because libxml2 gives none. */
export function describeSchemaErrors(errors: readonly LibraryError[], xml: Uint8Array | string): SchemaFinding[] {
  const text = readXmlText(xml);
  const root = readXmlTree(text);
  const positionOf = positionsIn(text);
  const findings: SchemaFinding[] = [];
  const faceted = new Set<string>();
  for (const error of errors) {
    if (findings.length >= mostFindings) break;
    const { rule, message } = phrase(error.message.trim());
    const xpath = error.xpath ?? '';
    // A broken facet is reported twice, the second time as a value that is not of its type.
    if (rule === 'xsd-type' && faceted.has(xpath)) continue;
    if (error.message.includes('[facet')) faceted.add(xpath);
    const node = findByPath(root, xpath);
    const position = node === undefined ? { line: Math.max(error.line, 1), column: 1 } : positionOf(node.offset);
    findings.push({ rule, severity: 'error', message, ...position, xpath });
  }
  return findings;
}
