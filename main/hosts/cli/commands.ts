import type { Command } from './arguments.ts';

/** Every command of the command line, by name; each is loaded when it is called for. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./demo.ts')).demo,
  catalogue: async () => (await import('./catalogueCommands.ts')).catalogue,
  codes: async () => (await import('./catalogueCommands.ts')).codes,
  build: async () => (await import('./buildCommand.ts')).build,
  validate: async () => (await import('./validateCommand.ts')).validate,
  sign: async () => (await import('./signCommand.ts')).sign,
  'verify-signature': async () => (await import('./verifySignatureCommand.ts')).verifySignature,
  schema: async () => (await import('./schemaCommands.ts')).schema,
  credential: async () => (await import('./credentialCommands.ts')).credential,
  decode: async () => (await import('./documentCommands.ts')).decode,
  correlate: async () => (await import('./correlateCommand.ts')).correlate,
  doctor: async () => (await import('./doctorCommand.ts')).doctor,
  emulator: async () => (await import('./emulator.ts')).emulator,
  run: async () => (await import('./runCommands.ts')).run,
  runs: async () => (await import('./runCommands.ts')).runs,
  show: async () => (await import('./runCommands.ts')).show,
  profile: async () => (await import('./profileCommand.ts')).profile,
  search: async () => (await import('./searchCommand.ts')).search,
  'sign-off': async () => (await import('./packCommands.ts')).signOff,
  pack: async () => (await import('./packCommands.ts')).pack,
  verify: async () => (await import('./packCommands.ts')).verify,
  serve: async () => (await import('./serve.ts')).serve,
  capacity: async () => (await import('./capacityCommand.ts')).capacity,
};
