import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Fleet } from './fleet.ts';
import type { EmulatorState } from './state.ts';

/** Where the emulator says what it is and takes orders: on the DSP's port, under a path that no DCC service has. */
export const controlPath = '/emulator/v1';

/** Where it says what it plays, in full; a load run asks here first. */
export const identityPath = `${controlPath}/fleet`;

/** What an emulator answers that nothing else does; a program that must talk to no real system asks for it. */
export const emulatorName = 'UEPT Workbench emulator';

/** What an emulator says of itself. */
export const EmulatorIdentity = z.object({
  emulator: z.literal(emulatorName),
  /** Made at its start. */
  instance: z.string(),
  fleet: Fleet,
  /** The Receive Response Services that it delivers to, by organisation. */
  receiveResponseServices: z.record(z.string(), z.string()),
  /** True where the systems of the DCC are queues of their own. */
  hasComponents: z.boolean(),
});
export type EmulatorIdentity = z.infer<typeof EmulatorIdentity>;

const instance = randomUUID();

export function identify(state: EmulatorState): EmulatorIdentity {
  const services = state.fleet.organisations.flatMap(({ eui64 }) => {
    const url = state.respondTo(eui64);
    return url === undefined ? [] : [[eui64, url] as const];
  });
  return {
    emulator: emulatorName,
    instance,
    fleet: state.fleet,
    receiveResponseServices: Object.fromEntries(services),
    hasComponents: state.components !== undefined,
  };
}
