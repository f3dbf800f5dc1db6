import { WorkbenchError } from '../../shared/errors.ts';
import type { ElementModel, GroupModel, Particle, TypeModel } from './modelTypes.ts';
import { serviceUserGateway } from './namespaces.ts';
import { findDuisFile } from './schema.ts';
import { stripDoctype } from './schemaText.ts';
import { parseXmlTree } from './xmlTree.ts';
import { type SchemaDocument, XsdReader } from './xsdReader.ts';

export type { ElementModel, GroupModel, Particle, SimpleModel, TypeModel } from './modelTypes.ts';

/**
 * The XSD of one DUIS version as plain data: elements in order, choices, occurrence, enumerations, patterns, limits.
 * It drives the form, completion, `--set` paths and composing.
 */
export interface RequestModel {
  version: string;
  request: ElementModel;
  response: ElementModel;
  /** The elements that may stand in the Body of a request, SignedPreCommand among them, by name. */
  services: ReadonlyMap<string, ElementModel>;
}

function readSchemaDocument(bytes: Uint8Array): SchemaDocument {
  const { root } = parseXmlTree(stripDoctype(new TextDecoder().decode(bytes)));
  return { root, targetNamespace: root.attributes.find(([name]) => name === 'targetNamespace')?.[1] ?? '' };
}

/** Every element that may stand directly inside a type, in the order of the XSD. */
export function elementsOf(type: TypeModel): ElementModel[] {
  const flatten = (particle: Particle): ElementModel[] =>
    particle.kind === 'element' ? [particle] : particle.particles.flatMap(flatten);
  return type.content === undefined ? [] : flatten(type.content);
}

/** The element of a name directly inside another. */
export function childModel(element: ElementModel, name: string): ElementModel | undefined {
  return elementsOf(element.type).find((child) => child.name === name);
}

/** Every choice directly inside a type. */
export function choicesOf(type: TypeModel): GroupModel[] {
  const flatten = (particle: Particle): GroupModel[] => {
    if (particle.kind === 'element') return [];
    const inner = particle.particles.flatMap(flatten);
    return particle.kind === 'choice' ? [particle, ...inner] : inner;
  };
  return type.content === undefined ? [] : flatten(type.content);
}

/**
 * Reads the model out of the files that `compileDuisSchema` takes. About 30 ms: keep it.
 * @throws WorkbenchError `schema-unavailable` where a definition is missing, `invalid-xml` where a file is broken
 */
export function compileRequestModel(files: ReadonlyMap<string, Uint8Array>, version: string): RequestModel {
  findDuisFile(files, version);
  const xsds = [...files].filter(([name]) => name.toLowerCase().endsWith('.xsd'));
  const reader = new XsdReader(xsds.map(([, bytes]) => readSchemaDocument(bytes)));
  const request = reader.globalElement(serviceUserGateway, 'Request');
  const response = reader.globalElement(serviceUserGateway, 'Response');
  const body = childModel(request, 'Body');
  if (body === undefined)
    throw new WorkbenchError('schema-unavailable', `The schema ${version} has no Body in its Request.`);
  return {
    version,
    request,
    response,
    services: new Map(elementsOf(body.type).map((element) => [element.name, element])),
  };
}

/** The model of an element by the names that lead to it from the root, the root's own name first. */
export function findElementModel(model: RequestModel, names: readonly string[]): ElementModel | undefined {
  const [rootName, ...rest] = names;
  const root = [model.request, model.response].find((element) => element.name === rootName);
  return rest.reduce<ElementModel | undefined>((at, name) => at && childModel(at, name), root);
}
