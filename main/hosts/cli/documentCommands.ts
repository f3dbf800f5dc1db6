import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { WorkbenchError } from '../../../shared/errors.ts';
import { readGbcsText } from '../../application/readGbcsText.ts';
import { decodeMessage } from '../../gbcs/decodeMessage.ts';
import { type GbcsKeys, gbcsKeysFromJson } from '../../gbcs/keys.ts';
import { signXml, verifyXmlSignature } from '../../smki/xmlSignature.ts';
import { certificateResolver, credentialFromFiles } from '../credentials.ts';
import { readText } from '../readText.ts';
import type { Command, CommandLine } from './arguments.ts';
import { printJson, printLine, readInput, remark, table } from './output.ts';
import { withWorkbench } from './workbench.ts';

const given = <T>(name: string, value: T | undefined): Record<string, T> =>
  value === undefined ? {} : { [name]: value };

export const catalogue: Command = {
  synopsis: '[--role ROLE] [--json]',
  summary: 'List the 129 Service Reference Variants, or those that a User Role may send.',
  options: { role: { type: 'string' } },
  words: [0, 0],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const entries = await workbench['catalogue.list'](given('role', line.text('role')));
      if (line.json) printJson(entries);
      else {
        const rows = entries.map((entry) => [
          entry.serviceReferenceVariant,
          entry.name,
          entry.commandVariants.join(','),
          entry.critical ? 'critical' : '',
          entry.eligibleRoles.map(({ role }) => role).join(' '),
        ]);
        printLine(table([['SRV', 'Name', 'CV', '', 'Roles'], ...rows]));
      }
      return true;
    }),
};

function readSetting(text: string): { path: string; value: string } {
  // An XPath may hold an equals sign inside its predicates: the value follows the first one outside brackets.
  let depth = 0;
  for (const [index, letter] of [...text].entries()) {
    if (letter === '[') depth += 1;
    else if (letter === ']') depth -= 1;
    else if (letter === '=' && depth === 0) return { path: text.slice(0, index), value: text.slice(index + 1) };
  }
  throw new WorkbenchError(
    'invalid-argument',
    `--set takes PATH=VALUE, such as ReadLogPeriod.StartDateTime=2026-01-01T00:00:00.00Z, not "${text}"`,
  );
}

export const build: Command = {
  synopsis:
    'SRV [--template NAME] [--originator EUI] [--target EUI] [--counter N] [--cv N] [--schema-version V] [--set PATH=VALUE …]',
  summary: 'Build one unsigned, whitespace-free Service Request.',
  options: {
    template: { type: 'string' },
    originator: { type: 'string' },
    target: { type: 'string' },
    counter: { type: 'string' },
    cv: { type: 'string' },
    'schema-version': { type: 'string' },
    set: { type: 'string', multiple: true },
  },
  words: [1, 1],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const { xml } = await workbench['request.build']({
        serviceReferenceVariant: line.words[0] ?? '',
        ...given('template', line.text('template')),
        ...given('originator', line.text('originator')),
        ...given('target', line.text('target')),
        ...given('counter', line.text('counter')),
        ...given('commandVariant', line.whole('cv', 1, 9)),
        ...given('schemaVersion', line.text('schema-version')),
        set: line.texts('set').map(readSetting),
      });
      if (line.json) printJson({ xml });
      else printLine(xml);
      return true;
    }),
};

export const validate: Command = {
  synopsis: 'FILE|- [--schema V] [--xsd-only]',
  summary: 'Check a Service Request against the XSD and the rules beyond it.',
  options: { schema: { type: 'string' }, 'xsd-only': { type: 'boolean' } },
  words: [1, 1],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const { valid, findings } = await workbench['request.validate']({
        xml: readInput(line.words[0] ?? '-'),
        xsdOnly: line.flag('xsd-only'),
        ...given('schemaVersion', line.text('schema')),
      });
      if (line.json) printJson({ valid, findings });
      else {
        for (const finding of findings) {
          printLine(
            `${finding.line}:${finding.column} ${finding.severity} ${finding.rule} ${finding.xpath}\n    ${finding.message}`,
          );
        }
        remark(valid ? 'valid' : 'not valid');
      }
      return valid;
    }),
};

async function signed(line: CommandLine, xml: string): Promise<string> {
  const [credential, key, cert] = [line.text('credential'), line.text('key'), line.text('cert')];
  if (credential === undefined && key !== undefined && cert !== undefined) {
    return signXml(xml, credentialFromFiles(readText(key), readText(cert), key));
  }
  if (credential === undefined) {
    throw new WorkbenchError(
      'invalid-argument',
      'Say who signs: --credential NAME (for example zaz1:90-B3-D5-1F-30-01-00-00), or --key FILE with --cert FILE',
    );
  }
  return withWorkbench(
    line,
    async (workbench) =>
      (await workbench['request.sign']({ xml, credential, preserveCounter: line.flag('preserve-counter') })).xml,
  );
}

export const sign: Command = {
  synopsis: 'FILE|- [--credential NAME | --key FILE --cert FILE] [--preserve-counter]',
  summary: 'Sign a Service Request; zaz1:<EUI-64> names the DCC Boxed test credential of that organisation.',
  options: {
    credential: { type: 'string' },
    key: { type: 'string' },
    cert: { type: 'string' },
    'preserve-counter': { type: 'boolean' },
  },
  words: [1, 1],
  async run(line) {
    const xml = await signed(line, readInput(line.words[0] ?? '-'));
    if (line.json) printJson({ xml });
    else printLine(xml);
    return true;
  },
};

export const verifySignature: Command = {
  synopsis: 'FILE|- [--cert FILE]',
  summary: 'Say whether the XML signature is valid, and who signed.',
  options: { cert: { type: 'string' } },
  words: [1, 1],
  async run(line) {
    const xml = readInput(line.words[0] ?? '-');
    const certificate = line.text('cert');
    const verdict =
      certificate === undefined
        ? await withWorkbench(line, (workbench) => workbench['signature.verify']({ xml }))
        : verifyXmlSignature(xml, certificateResolver(readText(certificate)));
    if (line.json) printJson(verdict);
    else {
      const { signer } = verdict as { signer?: { subject?: string; serialNumber?: string; eui64?: string } };
      printLine(verdict.reason === undefined ? verdict.verdict : `${verdict.verdict}: ${verdict.reason}`);
      if (signer)
        printLine(`signed by ${[signer.eui64, signer.subject, signer.serialNumber].filter(Boolean).join(', ')}`);
    }
    return verdict.verdict === 'valid';
  },
};

const readKeys = (line: CommandLine): GbcsKeys | undefined => {
  const file = line.text('keys');
  if (file === undefined) return undefined;
  const text = readText(file);
  try {
    return gbcsKeysFromJson(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof WorkbenchError) throw cause;
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

export const decode: Command = {
  synopsis: '[FILE|-] [--keys FILE] [--jsonl]',
  summary: 'Decode GBCS messages, hexadecimal or base64.',
  options: { keys: { type: 'string' }, jsonl: { type: 'boolean' } },
  words: [0, 1],
  async run(line) {
    const keys = readKeys(line);
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
