import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { WorkbenchError } from '../../../shared/errors.ts';

/** One command of the command line. */
export interface Command {
  synopsis: string;
  summary: string;
  options: ParseArgsOptionsConfig;
  /** How many words it takes beside its options, at least and at most. */
  words: [least: number, most: number];
  /** @returns true for exit 0, false for exit 1; throws for exit 2 */
  run(parsed: CommandLine): Promise<boolean>;
}

/** Options and words as given. */
export interface CommandLine {
  words: string[];
  text(name: string): string | undefined;
  texts(name: string): string[];
  flag(name: string): boolean;
  /** A whole number in a range. @throws WorkbenchError */
  whole(name: string, least: number, most: number): number | undefined;
  json: boolean;
}

const common: ParseArgsOptionsConfig = { workspace: { type: 'string' }, json: { type: 'boolean' } };

/** Reads what follows the command's name. @throws WorkbenchError `invalid-argument` */
export function parseCommandLine(name: string, command: Command, rest: string[]): CommandLine {
  const { values, positionals } = readArguments(name, command, rest);
  const [least, most] = command.words;
  if (positionals.length < least || positionals.length > most) {
    throw new WorkbenchError('invalid-argument', `Usage: uept ${`${name} ${command.synopsis}`.trim()}`);
  }
  const text = (option: string): string | undefined => {
    const value = values[option];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    words: positionals,
    text,
    texts: (option) => {
      const value = values[option];
      return Array.isArray(value) ? value.map(String) : [];
    },
    flag: (option) => values[option] === true,
    whole(option, least, most) {
      const value = text(option);
      if (value === undefined) return undefined;
      const number = Number(value);
      if (!/^\d+$/.test(value) || number < least || number > most) {
        throw new WorkbenchError(
          'invalid-argument',
          `--${option} takes a whole number from ${least} to ${most}, not "${value}"`,
        );
      }
      return number;
    },
    json: values.json === true,
  };
}

function readArguments(name: string, command: Command, rest: string[]) {
  try {
    return parseArgs({ args: rest, options: { ...common, ...command.options }, allowPositionals: true });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const short = message.split('. To specify')[0] ?? message;
    throw new WorkbenchError('invalid-argument', `${short}. Usage: uept ${`${name} ${command.synopsis}`.trim()}`, {
      cause,
    });
  }
}
