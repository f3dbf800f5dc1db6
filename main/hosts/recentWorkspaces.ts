import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { userDataFolder } from './paths.ts';
import { writeSafely } from './writeSafely.ts';

const Recent = z.array(z.strictObject({ file: z.string(), usedAt: z.iso.datetime() }));
export type RecentWorkspace = z.infer<typeof Recent>[number];

/** As many as a menu holds. */
const most = 10;

/** Where the list is kept: a file of the user, as workspaces may lie anywhere. */
export const recentFile = (): string => join(userDataFolder(), 'recent.json');

/** The workspaces that were opened last, the newest first; none where the list is not there, or is something else. */
export function readRecent(list: string): RecentWorkspace[] {
  if (!existsSync(list)) return [];
  try {
    return Recent.parse(JSON.parse(readFileSync(list, 'utf8')));
  } catch {
    // Nothing but the list is lost; workspaces are opened by their path as ever.
    return [];
  }
}

/** Puts a workspace first. @throws WorkbenchError `unwritable-file` */
export function rememberWorkspace(list: string, file: string, usedAt: string): void {
  const others = readRecent(list).filter((one) => one.file !== file);
  writeSafely([{ file: list, text: JSON.stringify([{ file, usedAt }, ...others].slice(0, most), null, 2) }]);
}

/** Takes one off the list; the workspace itself stays. @throws WorkbenchError `unwritable-file` */
export function forgetWorkspace(list: string, file: string): void {
  writeSafely([
    {
      file: list,
      text: JSON.stringify(
        readRecent(list).filter((one) => one.file !== file),
        null,
        2,
      ),
    },
  ]);
}
