import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

const isTerminal = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Reads a line from the terminal without showing it. */
async function readHidden(question: string): Promise<string> {
  process.stderr.write(`${question}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}

/** UEPT_PASSPHRASE, else what is typed at the terminal; undefined where there is neither. */
export async function askPassphrase(question: string): Promise<string | undefined> {
  const { UEPT_PASSPHRASE } = process.env;
  if (UEPT_PASSPHRASE !== undefined && UEPT_PASSPHRASE !== '') return UEPT_PASSPHRASE;
  return isTerminal() ? readHidden(question) : undefined;
}

/** The passphrase of a file that comes from elsewhere: UEPT_FILE_PASSPHRASE, else as {@link askPassphrase}. */
export async function askFilePassphrase(question: string): Promise<string | undefined> {
  const { UEPT_FILE_PASSPHRASE } = process.env;
  return UEPT_FILE_PASSPHRASE ?? askPassphrase(question);
}
