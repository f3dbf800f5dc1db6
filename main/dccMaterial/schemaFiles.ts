import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';
import { readZipFiles } from './zip.ts';

const maximumBytes = 8 * 1024 * 1024;
const isSchemaFile = (name: string): boolean => /\.(xsd|dtd)$/i.test(name) && !name.includes('__MACOSX');

function readFolder(folder: string): Map<string, Uint8Array> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isSchemaFile);
  const small = names.filter((name) => statSync(join(folder, name)).size <= maximumBytes);
  return new Map(small.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]));
}

/**
 * The XSDs and DTDs in a folder or zip, as DCC publishes a DUIS version: for `importDuisSchema`.
 * @throws WorkbenchError `unreadable-file`
 */
export async function readSchemaFiles(path: string): Promise<Map<string, Uint8Array>> {
  try {
    return statSync(path).isDirectory() ? readFolder(path) : await readZipFiles(path, isSchemaFile, maximumBytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WorkbenchError(
      'unreadable-file',
      `${path} is not a folder or zip with the schema files of a DUIS version (${reason}).`,
      { cause },
    );
  }
}
