import { childModel, type ElementModel, type RequestModel } from './model.ts';
import type { XmlElementNode } from './xmlTree.ts';

/** White space counts in these only (XML Schema Part 2 section 4.3.6). */
const preserving: readonly string[] = ['string', 'normalizedString', 'anyURI'];

function collapse(node: XmlElementNode, model: ElementModel | undefined): void {
  for (const child of node.children) collapse(child, model && childModel(model, child.localName));
  const base = model?.type.value?.base;
  if (node.children.length > 0 || base === undefined || preserving.includes(base)) return;
  node.text = base === 'base64Binary' ? node.text.replace(/\s+/g, '') : node.text.replace(/\s+/g, ' ').trim();
}

/**
 * Takes the white space that means nothing out of the values of a request, in place. DCC's validator digests values as
 * the XSD normalises them, so a certificate pasted with line breaks would spoil the signature.
 */
export function collapseValues(root: XmlElementNode, model: RequestModel): void {
  collapse(root, model.request);
}
