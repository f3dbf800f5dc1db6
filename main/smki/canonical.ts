import { XmlC14NMode, type XmlDocument, XmlXPath } from 'libxml2-wasm';
import { WorkbenchError } from '../../shared/errors.ts';
import { profile } from './xmlSignatureProfile.ts';

// Compiled once and kept for the life of the process.
const signaturesOfRoot = XmlXPath.compile('/*/ds:Signature', { ds: profile.namespace });

/** Takes every ds:Signature child of the root out of a document. */
export function removeSignatures(document: XmlDocument): void {
  for (const signature of document.find(signaturesOfRoot)) signature.remove();
}

function canonicaliseAs(document: XmlDocument, mode: (typeof XmlC14NMode)[keyof typeof XmlC14NMode]): string {
  try {
    return document.canonicalizeToString({ mode, withComments: false });
  } catch (cause) {
    // Canonical XML section 1.3 forbids relative namespace URIs; libxml2 knows no other reason to fail.
    const reason = 'the document has no canonical form, because the URI of a namespace is relative.';
    throw new WorkbenchError('invalid-xml', `Line 1, column 1: ${reason}`, { detail: { line: 1, column: 1 }, cause });
  }
}

/** Canonical XML 1.0 without comments of a whole document. @throws WorkbenchError `invalid-xml` where it has none */
export function canonicalise(document: XmlDocument): string {
  return canonicaliseAs(document, XmlC14NMode.XML_C14N_1_0);
}

/** Exclusive Canonical XML 1.0 without comments of a whole document. @throws as {@link canonicalise} */
export function canonicaliseExclusively(document: XmlDocument): string {
  return canonicaliseAs(document, XmlC14NMode.XML_C14N_EXCLUSIVE_1_0);
}

/**
 * Canonical XML without the white space between elements. In canonical XML a `>` of content is escaped and a `<` of an
 * attribute is, so `>`, white space, `<` is always between two tags; between a start tag and its own end tag it is
 * the value of an element and stays.
 */
export function dropElementWhitespace(canonical: string): string {
  return canonical.replace(/(<\/[^>]*>)[ \t\n]+(?=<)/g, '$1').replace(/>[ \t\n]+(?=<[^/])/g, '>');
}
