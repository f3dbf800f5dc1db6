import { ParseOption, XmlDocument, XmlParseError } from 'libxml2-wasm';
import { WorkbenchError } from '../../shared/errors.ts';
import { positionAt } from './position.ts';
import { findInvalidUtf8 } from './utf8.ts';

export interface XmlLimits {
  /** Largest document accepted, in bytes; 64 MB unless told. */
  maximumBytes?: number;
}

/** Deepest nesting accepted; it is also the limit of libxml2 without its "huge" option, and far past any DUIS message. */
export const maximumDepth = 256;
export const defaultMaximumBytes = 64 * 1024 * 1024;
/** Most tags accepted: twenty times a year and a month of half hours, and a bound on memory. */
export const maximumTags = 2_000_000;

function refuse(text: string, offset: number, reason: string): WorkbenchError {
  const position = positionAt(text, offset);
  return new WorkbenchError('invalid-xml', `Line ${position.line}, column ${position.column}: ${reason}`, {
    detail: { ...position },
  });
}

/**
 * Text of an XML document given as bytes or text, after the checks that need no parser: size, UTF-8, encoding, DOCTYPE.
 * A DOCTYPE is found before any parser sees the document, so no entity is ever expanded or fetched.
 * @throws WorkbenchError `invalid-xml` with line and column
 */
export function readXmlText(source: Uint8Array | string, limits: XmlLimits = {}): string {
  const maximumBytes = limits.maximumBytes ?? defaultMaximumBytes;
  if (source.length > maximumBytes) {
    throw new WorkbenchError(
      'invalid-xml',
      `Line 1, column 1: the document is ${source.length} bytes long; the limit is ${maximumBytes}.`,
      { detail: { line: 1, column: 1, length: source.length, limit: maximumBytes } },
    );
  }
  const text = typeof source === 'string' ? source : decodeUtf8(source);
  if (typeof source === 'string' && !source.isWellFormed()) {
    throw refuse(text, /\p{Surrogate}/u.exec(text)?.index ?? 0, 'half a surrogate pair is not a character.');
  }
  checkProlog(text);
  checkTagCount(text);
  return text;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const offset = findInvalidUtf8(bytes);
    const before = new TextDecoder().decode(bytes.subarray(0, offset));
    const position = positionAt(before, before.length);
    const octet = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    throw new WorkbenchError(
      'invalid-xml',
      `Line ${position.line}, column ${position.column}: the byte ${octet} is not valid UTF-8; DUIS messages are UTF-8.`,
      { detail: { ...position, offset }, cause },
    );
  }
}

/** Counts what may be tags; stops at the limit. */
function checkTagCount(text: string): void {
  let count = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    count += 1;
    if (count > maximumTags) throw refuse(text, at, `the document has more than ${maximumTags} tags.`);
  }
}

/** Walks declaration, comments and processing instructions up to the root element. */
function checkProlog(text: string): void {
  let offset = text.startsWith('\uFEFF') ? 1 : 0;
  if (text.startsWith('<?xml', offset)) {
    const declaration = text.slice(offset, text.indexOf('?>', offset));
    const encoding = /encoding\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1];
    if (encoding !== undefined && !/^(utf-8|us-ascii|ascii)$/i.test(encoding)) {
      throw refuse(text, offset, `the encoding "${encoding}" is refused; DUIS messages are UTF-8.`);
    }
  }
  for (;;) {
    while (/[ \t\r\n]/.test(text.charAt(offset))) offset += 1;
    const close = text.startsWith('<!--', offset) ? '-->' : text.startsWith('<?', offset) ? '?>' : undefined;
    if (close === undefined) break;
    const end = text.indexOf(close, offset);
    if (end < 0) break;
    offset = end + close.length;
  }
  if (text.startsWith('<!DOCTYPE', offset)) {
    throw refuse(text, offset, 'a DOCTYPE is refused, because it can define entities or name external files.');
  }
}

const plainReasons: readonly (readonly [RegExp, string])[] = [
  [/Excessive depth/, `elements nest deeper than ${maximumDepth} levels.`],
  [/Text node too long|CData section too big/i, 'one text is longer than 10 million characters.'],
];

function describeParseError(error: XmlParseError, text: string): WorkbenchError {
  const first = error.details.find((detail) => detail.level >= 2) ?? error.details[0];
  if (first === undefined) return refuse(text, 0, 'there is no XML document here.');
  const raw = first.message.trim().replace(/^xml[A-Za-z]+: /, '');
  if (raw === 'Document is empty') return refuse(text, 0, 'there is no XML document here.');
  const [, reason = raw] = plainReasons.find(([pattern]) => pattern.test(raw)) ?? [];
  const position = { line: Math.max(first.line, 1), column: Math.max(first.col, 1) };
  return new WorkbenchError('invalid-xml', `Line ${position.line}, column ${position.column}: ${reason}`, {
    detail: { ...position },
    cause: error,
  });
}

/**
 * Parses a document; the caller must `dispose()` it. Prefer {@link withXmlDocument}.
 * Nothing is fetched; DOCTYPE, entities, invalid UTF-8, more than 64 MB (see `limits`) and 256 levels are refused.
 * @throws WorkbenchError `invalid-xml` with line and column
 */
export function parseXml(source: Uint8Array | string, limits: XmlLimits = {}): XmlDocument {
  const text = readXmlText(source, limits);
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  try {
    return XmlDocument.fromBuffer(bytes, {
      encoding: 'UTF-8',
      option: ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_BIG_LINES,
    });
  } catch (error) {
    if (error instanceof XmlParseError) throw describeParseError(error, text);
    throw error;
  }
}

/** Parses, hands the document over, and frees its memory whatever happens. @throws as {@link parseXml} */
export function withXmlDocument<T>(
  source: Uint8Array | string,
  use: (document: XmlDocument) => T,
  limits: XmlLimits = {},
): T {
  const document = parseXml(source, limits);
  try {
    return use(document);
  } finally {
    document.dispose();
  }
}
