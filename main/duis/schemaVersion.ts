import { WorkbenchError } from '../../shared/errors.ts';
import { compileDuisSchema, findDuisFile } from './schema.ts';

/** The files of one DUIS version, ready to be kept and compiled. */
export interface ImportedSchema {
  version: string;
  /** By published base name; XSDs and DTDs only. */
  files: ReadonlyMap<string, Uint8Array>;
}

/** Orders versions such as 5.1 and 5.10 by their numbers. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  const length = Math.max(left?.length ?? 0, right?.length ?? 0);
  for (let index = 0; index < length; index += 1) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const baseName = (name: string): string => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);

/**
 * The DUIS version of a set of files: from the comment in the schema ("DUIS XML Schema Version - Request - 5.4"), else
 * from its file name.
 * @throws WorkbenchError `schema-unavailable` where neither says it
 */
export function detectSchemaVersion(files: ReadonlyMap<string, Uint8Array>): string {
  const name = findDuisFile(files);
  const text = new TextDecoder().decode(files.get(name));
  const inside = /DUIS XML Schema Version - Request\s*-\s*(\d+(?:\.\d+)+)/.exec(text)?.[1];
  const version = inside ?? /V(\d+(?:\.\d+)+)/i.exec(name)?.[1];
  if (version !== undefined) return version;
  throw new WorkbenchError(
    'schema-unavailable',
    `"${name}" does not say which DUIS version it is: keep its published name, such as "DUIS Schema V5.4.xsd".`,
  );
}

/**
 * Takes the files of a DUIS version as DCC publishes them and checks that they compile.
 * @param published by path or name; folders in front and files of other kinds do no harm
 * @throws WorkbenchError `schema-unavailable` naming what is missing or broken
 */
export function importDuisSchema(published: ReadonlyMap<string, Uint8Array>): ImportedSchema {
  const wanted = [...published].filter(([name]) => /\.(xsd|dtd)$/i.test(name) && !name.includes('__MACOSX'));
  const files = new Map(wanted.map(([name, bytes]) => [baseName(name), bytes]));
  const version = detectSchemaVersion(files);
  compileDuisSchema(files, version).dispose();
  return { version, files };
}
