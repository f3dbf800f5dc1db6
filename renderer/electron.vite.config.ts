import { fileURLToPath } from 'node:url';
import { defineConfig } from 'electron-vite';
import { assetFolder } from './assetFolder.ts';
import renderer from './vite.config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  main: {
    plugins: [assetFolder(`${root}main/pack/page`, 'page')],
    build: {
      outDir: `${root}out/main`,
      externalizeDeps: true,
      rollupOptions: {
        // Threads have entry points of their own.
        input: {
          electron: `${root}main/hosts/electron.ts`,
          emulatorWorker: `${root}main/hosts/capacity/emulatorWorker.ts`,
          senderWorker: `${root}main/capacity/senderWorker.ts`,
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: `${root}out/preload`,
      // A sandboxed preload is one CommonJS file that requires nothing but electron.
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: `${root}preload/preload.ts` },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer,
});
