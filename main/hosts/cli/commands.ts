import type { Command } from './arguments.ts';
import { build } from './buildCommand.ts';
import { capacity } from './capacityCommand.ts';
import { catalogue, codes } from './catalogueCommands.ts';
import { correlate } from './correlateCommand.ts';
import { credential } from './credentialCommands.ts';
import { demo } from './demo.ts';
import { doctor } from './doctorCommand.ts';
import { decode } from './documentCommands.ts';
import { emulator } from './emulator.ts';
import { pack, signOff, verify } from './packCommands.ts';
import { profile } from './profileCommand.ts';
import { run, runs, show } from './runCommands.ts';
import { schema } from './schemaCommands.ts';
import { search } from './searchCommand.ts';
import { serve } from './serve.ts';
import { sign } from './signCommand.ts';
import { validate } from './validateCommand.ts';
import { verifySignature } from './verifySignatureCommand.ts';

/** Every command of the command line, by name. */
export const commands: Readonly<Record<string, Command>> = {
  demo,
  catalogue,
  codes,
  build,
  validate,
  sign,
  'verify-signature': verifySignature,
  schema,
  credential,
  decode,
  correlate,
  doctor,
  emulator,
  run,
  runs,
  show,
  profile,
  search,
  'sign-off': signOff,
  pack,
  verify,
  serve,
  capacity,
};
