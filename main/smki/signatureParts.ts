import { positionAt } from '../duis/position.ts';
import { escapeAttribute } from '../duis/writeXml.ts';
import { walk } from '../duis/xmlPath.ts';
import { findNamespace, type XmlElementNode } from '../duis/xmlTree.ts';
import { profile } from './xmlSignatureProfile.ts';

/** A signature that breaks DUIS's profile; the message says how and where. */
export class SignatureProblem extends Error {}

/** What a signature of DUIS's profile says. */
export interface SignatureParts {
  digest: string;
  signatureValue: Uint8Array;
  issuerName: string;
  /** Decimal. */
  serialNumber: string;
  /** SignedInfo as a document of its own, with the same meaning as in its place. */
  signedInfo: string;
}

/** Elements that carry a signature of their own inside a document of the DSP: those of a SMETS1 Service Provider. */
export const innerCarriers: readonly string[] = ['SMETS1SignedResponse', 'S1SPAlert'];

const isSignatureElement = (node: XmlElementNode): boolean =>
  node.localName === 'Signature' && node.namespace === profile.namespace;

function refuse(text: string, node: XmlElementNode, reason: string): SignatureProblem {
  const { line, column } = positionAt(text, node.offset);
  return new SignatureProblem(`${reason} (line ${line}, column ${column}).`);
}

/** Refuses what can hide or split signed content: comments and processing instructions inside the root. */
function refuseHiddenContent(root: XmlElementNode, text: string): void {
  const markup = /<!--|<\?|<!\[CDATA\[/g;
  markup.lastIndex = root.offset;
  const found = markup.exec(text);
  if (found === null) return;
  const { line, column } = positionAt(text, found.index);
  const kinds: Readonly<Record<string, string>> = { '<!--': 'a comment', '<?': 'a processing instruction' };
  const what = kinds[found[0]] ?? 'a CDATA section';
  throw new SignatureProblem(
    `The document holds ${what}, which a DUIS message never does (line ${line}, column ${column}).`,
  );
}

/** The ds:Signature that is the last child of the root, once it is sure that there is no other. */
function findSignature(root: XmlElementNode, text: string): XmlElementNode | undefined {
  const all = [...walk(root)].filter(isSignatureElement);
  const inner = (node: XmlElementNode): boolean =>
    node.parent !== root && innerCarriers.includes(node.parent?.localName ?? '');
  const own = all.filter((node) => !inner(node));
  const misplaced = own.find((node) => node.parent !== root);
  if (misplaced) throw refuse(text, misplaced, 'A signature is not a child of the root, so it may sign something else');
  const [signature, second] = own;
  if (second) throw refuse(text, second, 'There is a second signature');
  if (signature && root.children.at(-1) !== signature) {
    throw refuse(text, signature, 'The signature is not the last child of the root');
  }
  return signature;
}

/** Checks one element of the profile and hands out its children. */
function expectElement(
  text: string,
  node: XmlElementNode | undefined,
  parent: XmlElementNode,
  name: string,
  attributes: Readonly<Record<string, string>> = {},
): XmlElementNode {
  if (node === undefined) throw refuse(text, parent, `${parent.localName} lacks ${name}`);
  if (node.localName !== name || node.namespace !== profile.namespace) {
    throw refuse(text, node, `${parent.localName} holds ${node.name} where ${name} belongs`);
  }
  for (const [attribute, value] of node.attributes) {
    const wanted = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
    if (wanted === undefined) throw refuse(text, node, `${name} has an attribute ${attribute}, which is not allowed`);
    if (value !== wanted) throw refuse(text, node, `${name} has ${attribute}="${value}"; DUIS uses "${wanted}"`);
  }
  for (const attribute of Object.keys(attributes)) {
    if (!node.attributes.some(([own]) => own === attribute)) throw refuse(text, node, `${name} lacks ${attribute}`);
  }
  return node;
}

/** Exactly these children, in this order, and no text between them. */
function expectChildren(
  text: string,
  node: XmlElementNode,
  wanted: readonly (readonly [name: string, attributes?: Readonly<Record<string, string>>])[],
): XmlElementNode[] {
  if (wanted.length > 0 && node.text.trim() !== '') throw refuse(text, node, `${node.localName} holds text`);
  const found = wanted.map(([name, attributes], index) =>
    expectElement(text, node.children[index], node, name, attributes),
  );
  const extra = node.children[wanted.length];
  if (extra) throw refuse(text, extra, `${node.localName} holds ${extra.name}, which is not allowed`);
  return found;
}

function decodeBase64(text: string, node: XmlElementNode, length: number): Uint8Array {
  const compact = node.text.replace(/[\s]/g, '');
  const bytes = Buffer.from(compact, 'base64');
  if (bytes.toString('base64') !== compact) throw refuse(text, node, `${node.localName} is not base64`);
  if (bytes.length !== length) {
    throw refuse(text, node, `${node.localName} holds ${bytes.length} bytes; DUIS uses ${length}`);
  }
  return bytes;
}

/** SignedInfo exactly as received, as a document of its own: the declarations in force for it are put into its tag. */
function standAlone(signedInfo: XmlElementNode, text: string): string {
  const prefixes = new Set([...walk(signedInfo)].map((node) => node.prefix));
  const declarations = [...prefixes]
    .filter((prefix) => !signedInfo.declarations.some(([own]) => own === prefix))
    .map(
      (prefix) =>
        ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(findNamespace(signedInfo, prefix) ?? '')}"`,
    );
  const afterName = signedInfo.offset + 1 + signedInfo.name.length;
  return `<${signedInfo.name}${declarations.join('')}${text.slice(afterName, signedInfo.end)}`;
}

/**
 * Reads the signature of a document on a strict allow-list: algorithms, one Reference with URI "", only the enveloped
 * transform, X509IssuerSerial and nothing else.
 * @returns undefined where there is no signature
 * @throws SignatureProblem where there is one that breaks the profile
 */
export function readSignature(root: XmlElementNode, text: string): SignatureParts | undefined {
  const signature = findSignature(root, text);
  if (signature === undefined) return undefined;
  refuseHiddenContent(root, text);
  expectElement(text, signature, root, 'Signature');
  const [signedInfo, signatureValue, keyInfo] = expectChildren(text, signature, [
    ['SignedInfo'],
    ['SignatureValue'],
    ['KeyInfo'],
  ]);
  if (!signedInfo || !signatureValue || !keyInfo) throw refuse(text, signature, 'The signature is incomplete');
  const [, , reference] = expectChildren(text, signedInfo, [
    ['CanonicalizationMethod', { Algorithm: profile.canonicalization }],
    ['SignatureMethod', { Algorithm: profile.signature }],
    ['Reference', { URI: '' }],
  ]);
  if (!reference) throw refuse(text, signedInfo, 'There is no Reference');
  const [transforms, , digestValue] = expectChildren(text, reference, [
    ['Transforms'],
    ['DigestMethod', { Algorithm: profile.digest }],
    ['DigestValue'],
  ]);
  if (!transforms || !digestValue) throw refuse(text, reference, 'The Reference is incomplete');
  expectChildren(text, transforms, [['Transform', { Algorithm: profile.transform }]]);
  const [x509Data] = expectChildren(text, keyInfo, [['X509Data']]);
  if (!x509Data) throw refuse(text, keyInfo, 'There is no X509Data');
  const [issuerSerial] = expectChildren(text, x509Data, [['X509IssuerSerial']]);
  if (!issuerSerial) throw refuse(text, x509Data, 'There is no X509IssuerSerial');
  const [issuer, serial] = expectChildren(text, issuerSerial, [['X509IssuerName'], ['X509SerialNumber']]);
  if (!issuer || !serial) throw refuse(text, issuerSerial, 'The signer is not named');
  if (!/^\d{1,60}$/.test(serial.text.trim())) throw refuse(text, serial, 'The serial number is not decimal');
  return {
    digest: Buffer.from(decodeBase64(text, digestValue, 32)).toString('base64'),
    signatureValue: decodeBase64(text, signatureValue, 64),
    issuerName: issuer.text.trim(),
    serialNumber: BigInt(serial.text.trim()).toString(),
    signedInfo: standAlone(signedInfo, text),
  };
}
