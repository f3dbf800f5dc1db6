import { resolve } from 'node:path';

/** A file that the program was asked to open: a workspace, or a pack to be verified. */
export interface OpenedFile {
  kind: 'workspace' | 'pack';
  file: string;
}

const kinds: readonly (readonly [ending: string, kind: OpenedFile['kind']])[] = [
  ['.uept', 'workspace'],
  ['.zip', 'pack'],
];

/**
 * The file that the program was asked to open: a double click starts it, or tells the one that runs, with the file's
 * name among its arguments.
 *
 * @param folder what a relative name is relative to
 * @returns undefined where no file of ours is named
 */
export function openedFile(args: readonly string[], folder: string): OpenedFile | undefined {
  for (const arg of args.slice(1)) {
    const found = arg.startsWith('-') ? undefined : kinds.find(([ending]) => arg.toLowerCase().endsWith(ending));
    if (found) return { kind: found[1], file: resolve(folder, arg) };
  }
  return undefined;
}

/** Where the page shows a pack's verdict. */
export const verdictAddress = (file: string): string => `#/pack?${new URLSearchParams({ verify: file })}`;
