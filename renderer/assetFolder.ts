import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Copies a folder of files that are read at run time beside the bundle. */
export function assetFolder(folder: string, into: string): Plugin {
  return {
    name: 'asset-folder',
    generateBundle() {
      for (const name of readdirSync(folder)) {
        this.emitFile({
          type: 'asset',
          fileName: join(into, name),
          source: readFileSync(join(folder, name)),
        });
      }
    },
  };
}
