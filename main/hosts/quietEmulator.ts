import { type Emulator, type EmulatorOptions, startEmulator } from '../emulator/emulator.ts';
import { loadModel } from './emulatorModel.ts';
import { emulatorPki } from './emulatorPki.ts';
import { loadSchemas } from './material.ts';
import { readBundledFleet } from './targets/bundledEmulator.ts';

/**
 * Starts an emulator of one home on free loopback ports that keeps its log to itself, for tests and trials.
 *
 * @param options what is to be otherwise
 */
export async function startQuietEmulator(
  credentials: 'generated' | 'zaz1',
  options: Partial<Omit<EmulatorOptions, 'fleet' | 'pki'>> = {},
): Promise<Emulator> {
  const fleet = readBundledFleet();
  return startEmulator({
    fleet,
    pki: await emulatorPki(fleet, credentials),
    schemas: await loadSchemas([]),
    model: await loadModel(),
    host: '127.0.0.1',
    port: 0,
    smkiPort: 0,
    seed: 1,
    clock: { startMs: Date.now(), speed: 1 },
    respondTo: () => undefined,
    log: () => {},
    ...options,
  });
}
