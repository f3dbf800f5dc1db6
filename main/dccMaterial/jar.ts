import { join } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';
import { packageFolder } from './templates.ts';
import { readZipFiles } from './zip.ts';

const maximumBytes = 8 * 1024 * 1024;

/**
 * Files out of the jar of DCC's signing tool, by name. Its Java is not used.
 * @throws WorkbenchError `unreadable-file` where the package is missing or its jar cannot be read
 */
export async function readJarFiles(wanted: (name: string) => boolean): Promise<Map<string, Uint8Array>> {
  const file = join(packageFolder('@smartdcc/duis-sign-wrap'), 'dist', 'tool.jar');
  try {
    return await readZipFiles(file, wanted, maximumBytes);
  } catch (cause) {
    throw new WorkbenchError(
      'unreadable-file',
      'The jar of @smartdcc/duis-sign-wrap cannot be read: run npm install.',
      { cause },
    );
  }
}
