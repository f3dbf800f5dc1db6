import { WorkbenchError } from '../../../shared/errors.ts';
import type { Command } from './arguments.ts';
import { given } from './given.ts';
import { printJson, printLine, remark } from './output.ts';
import { withWorkbench } from './workbench.ts';

/** An XPath may hold an equals sign inside its predicates: the value follows the first one outside brackets. */
function readSetting(text: string): { path: string; value: string } {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index];
    if (letter === '[') depth += 1;
    else if (letter === ']') depth -= 1;
    else if (letter === '=' && depth === 0 && index > 0)
      return { path: text.slice(0, index), value: text.slice(index + 1) };
  }
  throw new WorkbenchError(
    'invalid-argument',
    `--set takes PATH=VALUE, such as ReadLogPeriod.StartDateTime=2026-01-01T00:00:00.00Z, not "${text}"`,
  );
}

export const build: Command = {
  synopsis:
    'SRV [--template NAME] [--originator EUI] [--target EUI] [--counter N] [--cv N] [--schema-version V] [--set PATH=VALUE …] [--catalogue FILE]',
  summary:
    "Build one unsigned, whitespace-free Service Request, from DCC's template or, where there is none, from the XSD.",
  options: {
    template: { type: 'string' },
    originator: { type: 'string' },
    target: { type: 'string' },
    counter: { type: 'string' },
    cv: { type: 'string' },
    'schema-version': { type: 'string' },
    set: { type: 'string', multiple: true },
    catalogue: { type: 'string' },
  },
  words: [1, 1],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const { xml, remarks } = await workbench['request.build']({
        serviceReferenceVariant: line.words[0] ?? '',
        ...given('template', line.text('template')),
        ...given('originator', line.text('originator')),
        ...given('target', line.text('target')),
        ...given('counter', line.text('counter')),
        ...given('commandVariant', line.whole('cv', 1, 9)),
        ...given('schemaVersion', line.text('schema-version')),
        set: line.texts('set').map(readSetting),
      });
      if (line.json) printJson({ xml, remarks });
      else printLine(xml);
      for (const text of remarks) remark(`uept: ${text}`);
      return true;
    }),
};
