import { resolve } from 'node:path';

/**
 * The workspace that the program was asked to open: a double click on a `.uept` file starts it with the file's name
 * among its arguments.
 *
 * @param folder what a relative name is relative to
 * @returns its path; undefined where no workspace is named
 */
export function openedWorkspace(args: readonly string[], folder: string): string | undefined {
  const named = args.slice(1).find((one) => !one.startsWith('-') && one.toLowerCase().endsWith('.uept'));
  return named === undefined ? undefined : resolve(folder, named);
}
