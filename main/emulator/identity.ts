import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Fleet } from './fleet.ts';
import type { EmulatorState } from './state.ts';

/** Where an emulator says that it is one. No environment of the DCC has this path, so a load run asks it first. */
export const identityPath = '/uept-emulator';

const emulatorName = 'UEPT Workbench emulator';

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
