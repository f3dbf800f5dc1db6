/** The entry points of threads: sources where the program runs from its sources, else what they were bundled to, beside it. */
const isBundled = !import.meta.url.endsWith('.ts');

export const emulatorEntry = (): URL =>
  new URL(isBundled ? './emulatorWorker.js' : './emulatorWorker.ts', import.meta.url);

export const senderEntry = (): URL =>
  new URL(isBundled ? './senderWorker.js' : '../../capacity/senderWorker.ts', import.meta.url);
