import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { WorkbenchError } from '../../../shared/errors.ts';
import { readGbcsText } from '../../application/readGbcsText.ts';
import { decodeMessage } from '../../gbcs/decodeMessage.ts';
import { type GbcsKeys, gbcsKeysFromJson } from '../../gbcs/keys.ts';
import { readText } from '../readText.ts';
import type { Command, CommandLine } from './arguments.ts';
import { given } from './given.ts';
import { printJson, printLine, readInput, remark } from './output.ts';
import { withWorkbench } from './workbench.ts';

const readKeys = (line: CommandLine): unknown => {
  const file = line.text('keys');
  if (file === undefined) return undefined;
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WorkbenchError(
      'invalid-document',
      `${file} is not JSON (${cause instanceof Error ? cause.message : cause}); it has the form {"<EUI-64>": {"keyAgreement": {"publicPoint": …}}}`,
      { cause },
    );
  }
};

async function decodeLines(line: CommandLine, keys: GbcsKeys | undefined): Promise<boolean> {
  const file = line.words[0] ?? '-';
  if (file !== '-') readText(file);
  const input = createInterface({
    input: file === '-' ? process.stdin : createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let good = true;
  for await (const text of input) {
    if (text.trim() === '') continue;
    const answer = decodeLine(text, keys);
    good &&= !('error' in answer);
    printLine(JSON.stringify(answer));
  }
  return good;
}

/** One line of JSON Lines in, one out: `{name?, message}` or `{name?, error}`. */
function decodeLine(text: string, keys: GbcsKeys | undefined): Record<string, unknown> {
  let name: unknown;
  try {
    const parsed = JSON.parse(text) as { hex?: unknown; name?: unknown } | null;
    name = parsed?.name;
    if (typeof parsed?.hex !== 'string') return { ...given('name', name), error: 'the line has no "hex"' };
    const result = decodeMessage(readGbcsText(parsed.hex), keys);
    return {
      ...given('name', name),
      ...(result.ok
        ? { message: result.message }
        : { error: result.error.message, offset: result.error.offset, partial: result.message }),
    };
  } catch (error) {
    return { ...given('name', name), error: error instanceof Error ? error.message : String(error) };
  }
}

async function printMmc(line: CommandLine, keys: unknown): Promise<boolean> {
  return withWorkbench(line, async (workbench) => {
    const view = await workbench['gbcs.mmc']({
      message: readInput(line.words[0] ?? '-'),
      ...given('keys', keys),
      ...given('serviceReferenceVariant', line.text('variant')),
      ...given('schemaVersion', line.text('schema')),
    });
    if (line.json) printJson(view);
    else if (view.xml !== null) printLine(view.xml);
    for (const one of view.uncovered) remark(`no place in the MMC: ${one}`);
    if (view.reason !== null) remark(view.reason);
    return view.xml !== null;
  });
}

export const decode: Command = {
  synopsis: '[FILE|-] [--keys FILE] [--jsonl | --mmc [--variant SRV] [--schema V]]',
  summary: 'Decode GBCS messages, hexadecimal or base64; with --mmc, into the Message Mapping Catalogue’s XML.',
  options: {
    keys: { type: 'string' },
    jsonl: { type: 'boolean' },
    mmc: { type: 'boolean' },
    variant: { type: 'string' },
    schema: { type: 'string' },
  },
  words: [0, 1],
  async run(line) {
    const json = readKeys(line);
    if (line.flag('mmc')) return printMmc(line, json);
    const keys = json === undefined ? undefined : gbcsKeysFromJson(json);
    if (line.flag('jsonl')) return decodeLines(line, keys);
    const result = decodeMessage(readGbcsText(readInput(line.words[0] ?? '-')), keys);
    if (line.json || result.ok)
      printJson(result.ok ? result.message : { error: result.error, message: result.message });
    if (!result.ok && !line.json) {
      printJson(result.message);
      remark(`octet ${result.error.offset}: ${result.error.message}`);
    }
    return result.ok;
  },
};
