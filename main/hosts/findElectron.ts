import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Electron's program, where it is on this machine: its installer leaves the name in a file of its own. */
export function findElectron(): string | undefined {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const marker = join(folder, 'path.txt');
  if (!existsSync(marker)) return undefined;
  const program = join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'),
    readFileSync(marker, 'utf8').trim(),
  );
  return existsSync(program) ? program : undefined;
}
