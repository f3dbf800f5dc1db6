import type { Command } from './arguments.ts';
import { demo } from './demo.ts';
import { build, catalogue, decode, sign, validate, verifySignature } from './documentCommands.ts';
import { emulator } from './emulator.ts';
import { pack, run, runs, show, verify } from './runCommands.ts';
import { serve } from './serve.ts';

/** Every command of the command line, by name. */
export const commands: Readonly<Record<string, Command>> = {
  demo,
  catalogue,
  build,
  validate,
  sign,
  'verify-signature': verifySignature,
  decode,
  emulator,
  run,
  runs,
  show,
  pack,
  verify,
  serve,
};
