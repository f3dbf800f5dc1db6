import { WorkbenchError } from '../../shared/errors.ts';
import { type ElementModel, elementsOf } from '../duis/model.ts';
import { responseAndAlert } from '../duis/namespaces.ts';
import { stripDoctype } from '../duis/schemaText.ts';
import { parseXmlTree } from '../duis/xmlTree.ts';
import { XsdReader } from '../duis/xsdReader.ts';

/** The XSD of one version of the Message Mapping Catalogue as plain data. */
export interface MmcModel {
  readonly version: string;
  readonly root: ElementModel;
  /** The elements that SMETSData may hold, by name. */
  readonly responses: ReadonlyMap<string, ElementModel>;
}

/** The MMC's XSD among the files of a schema version. @throws WorkbenchError `schema-unavailable` */
export function findMmcFile(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const found = [...files].find(([name]) => /(^|\/)MMC[^/]*\.xsd$/i.test(name));
  if (found !== undefined) return found[1];
  throw new WorkbenchError(
    'schema-unavailable',
    `There is no MMC schema among these files (${[...files.keys()].join(', ') || 'none'}); expected one named like "MMC Schema V5.4.xsd".`,
  );
}

function descend(element: ElementModel, names: readonly string[]): ElementModel {
  return names.reduce((at, name) => {
    const child = elementsOf(at.type).find((one) => one.name === name);
    if (child !== undefined) return child;
    throw new WorkbenchError('schema-unavailable', `The MMC schema has no ${name} in ${at.name}.`);
  }, element);
}

/**
 * Reads the model out of the files of a schema version, e.g. those of `readBundledSchemaFiles`. Keep it.
 * @throws WorkbenchError `schema-unavailable` where a definition is missing, `invalid-xml` where the file is broken
 */
export function compileMmcModel(files: ReadonlyMap<string, Uint8Array>, version: string): MmcModel {
  const { root } = parseXmlTree(stripDoctype(new TextDecoder().decode(findMmcFile(files))));
  const response = new XsdReader([{ root, targetNamespace: responseAndAlert }]).globalElement(
    responseAndAlert,
    'GBCSResponse',
  );
  const data = descend(response, ['Body', 'ResponseMessage', 'SMETSData']);
  return { version, root: response, responses: new Map(elementsOf(data.type).map((one) => [one.name, one])) };
}
