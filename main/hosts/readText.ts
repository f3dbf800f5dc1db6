import { readFileSync } from 'node:fs';
import { WorkbenchError } from '../../shared/errors.ts';

/** Reads a UTF-8 file. @throws WorkbenchError `unreadable-file` */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new WorkbenchError(
      'unreadable-file',
      `${file} cannot be read (${(cause as NodeJS.ErrnoException).code}); check the path`,
      { cause },
    );
  }
}
