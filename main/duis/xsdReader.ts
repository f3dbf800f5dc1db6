import { WorkbenchError } from '../../shared/errors.ts';
import type {
  AttributeModel,
  ElementModel,
  GroupModel,
  Limit,
  Occurrence,
  Particle,
  SimpleModel,
  TypeModel,
} from './modelTypes.ts';
import { findNamespace, type XmlElementNode } from './xmlTree.ts';

const xmlSchema = 'http://www.w3.org/2001/XMLSchema';

/** One xs:schema document: its root and the namespace it defines. */
export interface SchemaDocument {
  root: XmlElementNode;
  targetNamespace: string;
}

interface Declarations {
  types: Map<string, { node: XmlElementNode; document: SchemaDocument }>;
  elements: Map<string, { node: XmlElementNode; document: SchemaDocument }>;
}

const limits: readonly string[] = [
  'minInclusive',
  'maxInclusive',
  'minExclusive',
  'maxExclusive',
  'length',
  'minLength',
  'maxLength',
  'totalDigits',
  'fractionDigits',
] satisfies Limit[];

const isLimit = (name: string): name is Limit => limits.includes(name);
const attributeOf = (node: XmlElementNode, name: string): string | undefined =>
  node.attributes.find(([own]) => own === name)?.[1];
const childNamed = (node: XmlElementNode, ...names: string[]): XmlElementNode | undefined =>
  node.children.find((child) => names.includes(child.localName));
const keyOf = (namespace: string, name: string): string => `{${namespace}}${name}`;

function occurrenceOf(node: XmlElementNode): Occurrence {
  const maximum = attributeOf(node, 'maxOccurs') ?? '1';
  return {
    minOccurs: Number(attributeOf(node, 'minOccurs') ?? '1'),
    maxOccurs: maximum === 'unbounded' ? Number.POSITIVE_INFINITY : Number(maximum),
  };
}

/** Reads the part of XML Schema that DUIS uses into models; types are read when first asked for and then shared. */
export class XsdReader {
  readonly #declarations: Declarations = { types: new Map(), elements: new Map() };
  readonly #types = new Map<string, TypeModel>();

  constructor(documents: readonly SchemaDocument[]) {
    for (const document of documents) {
      for (const node of document.root.children) {
        const name = attributeOf(node, 'name');
        if (name === undefined) continue;
        const target = node.localName === 'element' ? this.#declarations.elements : this.#declarations.types;
        target.set(keyOf(document.targetNamespace, name), { node, document });
      }
    }
  }

  /** A global element. @throws WorkbenchError `schema-unavailable` where the schema has none of that name */
  globalElement(namespace: string, name: string): ElementModel {
    const found = this.#declarations.elements.get(keyOf(namespace, name));
    if (found !== undefined) return this.#element(found.node, found.document);
    throw new WorkbenchError('schema-unavailable', `The schema defines no element ${name} in ${namespace}.`);
  }

  #resolveName(node: XmlElementNode, qualified: string): { namespace: string; name: string } {
    const colon = qualified.indexOf(':');
    const prefix = colon < 0 ? '' : qualified.slice(0, colon);
    return { namespace: findNamespace(node, prefix) ?? '', name: qualified.slice(colon + 1) };
  }

  #element(node: XmlElementNode, document: SchemaDocument): ElementModel {
    const reference = attributeOf(node, 'ref');
    if (reference !== undefined) {
      const { namespace, name } = this.#resolveName(node, reference);
      return { ...this.globalElement(namespace, name), ...occurrenceOf(node) };
    }
    const documentation = childNamed(childNamed(node, 'annotation') ?? node, 'documentation')
      ?.text.replace(/\s+/g, ' ')
      .trim();
    return {
      kind: 'element',
      name: attributeOf(node, 'name') ?? '',
      namespace: document.targetNamespace,
      ...occurrenceOf(node),
      type: this.#typeOf(node, document),
      ...(documentation && { documentation }),
    };
  }

  /** The type of an element or attribute: named, or written inside it. */
  #typeOf(node: XmlElementNode, document: SchemaDocument): TypeModel {
    const name = attributeOf(node, 'type');
    if (name !== undefined) return this.#namedType(node, name);
    const inner = childNamed(node, 'complexType', 'simpleType');
    return inner === undefined ? { attributes: [] } : this.#type(inner, document, { attributes: [] });
  }

  #namedType(node: XmlElementNode, qualified: string): TypeModel {
    const { namespace, name } = this.#resolveName(node, qualified);
    if (namespace === xmlSchema) {
      return { name, value: { base: name, enumerations: [], patterns: [], limits: {} }, attributes: [] };
    }
    const key = keyOf(namespace, name);
    const known = this.#types.get(key);
    if (known !== undefined) return known;
    const found = this.#declarations.types.get(key);
    if (found === undefined)
      throw new WorkbenchError('schema-unavailable', `The schema defines no type ${name} in ${namespace}.`);
    // Kept before it is filled, so that a type may refer to itself.
    const type: TypeModel = { name, attributes: [] };
    this.#types.set(key, type);
    return this.#type(found.node, found.document, type);
  }

  #type(node: XmlElementNode, document: SchemaDocument, type: TypeModel): TypeModel {
    if (node.localName === 'simpleType') {
      type.value = this.#simple(node, type.name);
      return type;
    }
    const derived = childNamed(node, 'complexContent', 'simpleContent');
    const derivation = derived === undefined ? undefined : childNamed(derived, 'extension', 'restriction');
    if (derived === undefined || derivation === undefined) {
      this.#addContent(type, node, document);
      return type;
    }
    const base = this.#namedType(derivation, attributeOf(derivation, 'base') ?? '');
    type.attributes.push(...base.attributes);
    if (derived.localName === 'simpleContent') {
      const inherited = base.value ?? { base: 'string', enumerations: [], patterns: [], limits: {} };
      type.value = derivation.localName === 'restriction' ? this.#facets(derivation, inherited) : inherited;
    } else if (derivation.localName === 'extension' && base.content !== undefined) type.content = base.content;
    this.#addContent(type, derivation, document);
    return type;
  }

  /** Adds the particles and attributes written in a complexType, extension or restriction. */
  #addContent(type: TypeModel, node: XmlElementNode, document: SchemaDocument): void {
    const group = childNamed(node, 'sequence', 'choice', 'all');
    if (group !== undefined) {
      const own = this.#group(group, document);
      const before = type.content;
      type.content =
        before === undefined ? own : { kind: 'sequence', minOccurs: 1, maxOccurs: 1, particles: [before, own] };
    }
    for (const child of node.children)
      if (child.localName === 'attribute') type.attributes.push(this.#attribute(child, document));
  }

  #group(node: XmlElementNode, document: SchemaDocument): GroupModel {
    const particles = node.children.flatMap((child): Particle[] => {
      if (child.localName === 'element') return [this.#element(child, document)];
      if (child.localName === 'sequence' || child.localName === 'choice') return [this.#group(child, document)];
      return [];
    });
    return { kind: node.localName === 'choice' ? 'choice' : 'sequence', ...occurrenceOf(node), particles };
  }

  #attribute(node: XmlElementNode, document: SchemaDocument): AttributeModel {
    const { value } = this.#typeOf(node, document);
    return {
      name: attributeOf(node, 'name') ?? '',
      required: attributeOf(node, 'use') === 'required',
      value: value ?? { base: 'string', enumerations: [], patterns: [], limits: {} },
    };
  }

  #simple(node: XmlElementNode, name: string | undefined): SimpleModel {
    const restriction = childNamed(node, 'restriction');
    const base = restriction === undefined ? undefined : attributeOf(restriction, 'base');
    const inherited =
      restriction === undefined || base === undefined ? undefined : this.#namedType(restriction, base).value;
    const start = inherited ?? { base: 'string', enumerations: [], patterns: [], limits: {} };
    const value = restriction === undefined ? start : this.#facets(restriction, start);
    return name === undefined ? value : { ...value, name };
  }

  #facets(restriction: XmlElementNode, inherited: SimpleModel): SimpleModel {
    const value: SimpleModel = { ...inherited, patterns: [...inherited.patterns], limits: { ...inherited.limits } };
    const enumerations = restriction.children.filter((child) => child.localName === 'enumeration');
    if (enumerations.length > 0) value.enumerations = enumerations.map((child) => attributeOf(child, 'value') ?? '');
    // Several patterns of one step are alternatives (XML Schema Part 2, section 4.3.4).
    const patterns = restriction.children.filter((child) => child.localName === 'pattern');
    if (patterns.length > 0) value.patterns.push(patterns.map((child) => attributeOf(child, 'value') ?? '').join('|'));
    for (const child of restriction.children) {
      if (isLimit(child.localName)) value.limits[child.localName] = attributeOf(child, 'value') ?? '';
    }
    return value;
  }
}
