import { XmlC14NMode, type XmlDocument, XmlXPath } from 'libxml2-wasm';
import { profile } from './xmlSignatureProfile.ts';

// Compiled once and kept for the life of the process.
const signaturesOfRoot = XmlXPath.compile('/*/ds:Signature', { ds: profile.namespace });

/** Takes every ds:Signature child of the root out of a document. */
export function removeSignatures(document: XmlDocument): void {
  for (const signature of document.find(signaturesOfRoot)) signature.remove();
}

/** Canonical XML 1.0 without comments of a whole document. */
export function canonicalise(document: XmlDocument): string {
  return document.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_1_0, withComments: false });
}

/** Exclusive Canonical XML 1.0 without comments of a whole document. */
export function canonicaliseExclusively(document: XmlDocument): string {
  return document.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: false });
}

/**
 * Canonical XML without the white space between elements. In canonical XML a `>` of content is escaped and a `<` of an
 * attribute is, so `>`, white space, `<` is always between two tags; between a start tag and its own end tag it is
 * the value of an element and stays.
 */
export function dropElementWhitespace(canonical: string): string {
  return canonical.replace(/(<\/[^>]*>)[ \t\n]+(?=<)/g, '$1').replace(/>[ \t\n]+(?=<[^/])/g, '>');
}
