import {
  ParseOption,
  XmlBufferInputProvider,
  XmlDocument,
  XmlLibError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { WorkbenchError } from '../../shared/errors.ts';
import { describeSchemaErrors, type SchemaFinding } from './schemaFinding.ts';
import { stripDoctype } from './schemaText.ts';
import { withXmlDocument } from './xml.ts';

export type { SchemaFinding } from './schemaFinding.ts';

/** A compiled set of DUIS XSDs. It lives in WASM memory: keep one per version, and dispose of it when it is replaced. */
export interface DuisSchema {
  readonly version: string;
  /** The files it was compiled from, by their published names. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly validator: XsdValidator;
  dispose(): void;
}

// libxml2 asks its registered providers for every file that a schema names; ours answers from memory and nothing else.
const provider = new XmlBufferInputProvider({});
let registered = false;
let compilations = 0;

/** The file among those of a schema version that defines sr:Request. @throws WorkbenchError `schema-unavailable` */
export function findDuisFile(files: ReadonlyMap<string, Uint8Array>, version?: string): string {
  const names = [...files.keys()].filter((name) => /(^|\/)DUIS[^/]*\.xsd$/i.test(name));
  const found = names.find((name) => version !== undefined && name.includes(version)) ?? names[0];
  if (found !== undefined) return found;
  throw new WorkbenchError(
    'schema-unavailable',
    `There is no DUIS schema among these files (${[...files.keys()].join(', ') || 'none'}); expected one named like "DUIS Schema V5.4.xsd".`,
  );
}

const baseName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
const safeName = (name: string): string => encodeURIComponent(baseName(decodeURIComponent(name))).replaceAll('%', '_');

/** File names with spaces do not survive libxml2's URI handling, and a DOCTYPE would be fetched: both are replaced. */
function prepare(bytes: Uint8Array): Uint8Array {
  const text = stripDoctype(new TextDecoder().decode(bytes));
  const renamed = text.replace(
    /schemaLocation\s*=\s*"([^"]*)"/g,
    (_, location: string) => `schemaLocation="${safeName(location)}"`,
  );
  return new TextEncoder().encode(renamed);
}

/**
 * Compiles the XSDs of one DUIS version. `files` maps published file names (spaces and all) to their bytes; DTDs may be
 * among them and are not needed. No network is touched.
 * @throws WorkbenchError `schema-unavailable` where a file is missing or does not compile
 */
export function compileDuisSchema(files: ReadonlyMap<string, Uint8Array>, version: string): DuisSchema {
  const main = findDuisFile(files, version);
  if (!registered) registered = xmlRegisterInputProvider(provider);
  compilations += 1;
  const folder = `duis-schema/${compilations}/`;
  const xsds = [...files].filter(([name]) => name.toLowerCase().endsWith('.xsd'));
  const names = xsds.map(([name]) => folder + safeName(name));
  let document: XmlDocument | undefined;
  try {
    for (const [name, bytes] of xsds) provider.addBuffer(folder + safeName(name), prepare(bytes));
    const bytes = prepare(files.get(main) ?? new Uint8Array());
    document = XmlDocument.fromBuffer(bytes, { url: folder + safeName(main), option: ParseOption.XML_PARSE_NO_XXE });
    const validator = XsdValidator.fromDoc(document);
    const source = document;
    const dispose = (): void => {
      validator.dispose();
      source.dispose();
    };
    return { version, files, validator, dispose };
  } catch (cause) {
    document?.dispose();
    const reason = cause instanceof Error ? cause.message.trim().split('\n')[0] : String(cause);
    throw new WorkbenchError('schema-unavailable', `The DUIS schema ${version} does not compile: ${reason}`, { cause });
  } finally {
    for (const name of names) provider.removeBuffer(name);
  }
}

/**
 * Holds a document against the XSD. An empty list means valid.
 * @throws WorkbenchError `invalid-xml` where it is not well-formed or is refused
 */
export function validateAgainstSchema(schema: DuisSchema, xml: Uint8Array | string): SchemaFinding[] {
  return withXmlDocument(xml, (document) => {
    try {
      schema.validator.validate(document);
      return [];
    } catch (error) {
      if (error instanceof XmlLibError) return describeSchemaErrors(error.details, xml);
      throw error;
    }
  });
}
