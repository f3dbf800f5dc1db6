import { WorkbenchError } from '../../../shared/errors.ts';
import { parseCommandLine } from './arguments.ts';
import { commands } from './commands.ts';
import { printLine } from './output.ts';

/** The work was done and the answer is no: a check failed, a signature is bad, a pack is tampered with. */
const answerIsNo = 1;
/** The command could not be carried out. */
const notCarriedOut = 2;

async function usage(): Promise<string> {
  const list = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => {
      const { synopsis, summary } = await load();
      return `  ${`${name} ${synopsis}`.trim()}\n      ${summary}`;
    }),
  );
  return `Usage: npm run -s uept -- COMMAND [options]\n\n${list.join('\n')}\n\nCommon options: --workspace FILE, --json`;
}

async function main(): Promise<number> {
  const [name, ...rest] = process.argv.slice(2);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    printLine(await usage());
    return name === undefined ? notCarriedOut : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    throw new WorkbenchError(
      'invalid-argument',
      `There is no command "${name}"; there are ${Object.keys(commands).join(', ')}`,
    );
  }
  const command = await load();
  const good = await command.run(parseCommandLine(name, command, rest));
  return good ? 0 : answerIsNo;
}

/** One line on stderr says what and how to mend it; a stack trace only for what is a bug. */
function explain(error: unknown): string {
  if (error instanceof WorkbenchError) return `uept: ${error.message.replaceAll('\n', ' ')}`;
  const text = error instanceof Error ? error.message : String(error);
  return `uept: this is a fault of the program: ${text.replaceAll('\n', ' ')} (set UEPT_DEBUG=1 for details)`;
}

/** Carries out what the process was started with, and sets its exit code: 0 for yes, 1 for no, 2 where it could not be done. */
export async function runCommandLine(): Promise<void> {
  // A reader that goes away, such as head, is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? 0 : notCarriedOut),
  );
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    if (process.env.UEPT_DEBUG === '1' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    process.exitCode = notCarriedOut;
  }
}
