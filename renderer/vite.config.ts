import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root,
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: `${root}../out/renderer`,
    emptyOutDir: true,
    // The content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    target: 'chrome140',
    // What has been made small is read in half the time; the desktop shell's tool leaves it out unless it is asked for.
    minify: true,
    chunkSizeWarningLimit: 5000,
    rollupOptions: { input: `${root}index.html` },
  },
});
