import type { OperationOutput } from '../../../shared/contract/contract.ts';
import { malformedFinding } from '../../ipc/validateDocument.ts';
import type { Command, CommandLine } from './arguments.ts';
import { given } from './given.ts';
import { printJson, printLine, remark } from './output.ts';
import { readDocument } from './readDocument.ts';
import { withWorkbench } from './workbench.ts';

type Verdict = OperationOutput<'request.validate'>;

/** A document that cannot be read as XML is the answer "no"; a file that cannot be read is no answer. */
async function judge(line: CommandLine): Promise<Verdict> {
  return withWorkbench(line, async (workbench) => {
    const roles = line.texts('role');
    const options = {
      xsdOnly: line.flag('xsd-only'),
      ...given('schemaVersion', line.text('schema')),
      ...given('userRoles', roles.length === 0 ? undefined : roles),
    };
    try {
      return await workbench['request.validate']({ xml: readDocument(line.words[0] ?? '-'), ...options });
    } catch (error) {
      const finding = malformedFinding(error);
      if (finding === undefined) throw error;
      return { valid: false, findings: [finding] };
    }
  });
}

export const validate: Command = {
  synopsis: 'FILE|- [--schema V] [--xsd-only] [--role ROLE …] [--catalogue FILE]',
  summary: 'Check a Service Request against the XSD and the rules beyond it, or a Response against the XSD.',
  options: {
    schema: { type: 'string' },
    'xsd-only': { type: 'boolean' },
    role: { type: 'string', multiple: true },
    catalogue: { type: 'string' },
  },
  words: [1, 1],
  async run(line) {
    const { valid, findings } = await judge(line);
    if (line.json) printJson({ valid, findings });
    else {
      for (const finding of findings) {
        const place = `${finding.line}:${finding.column} ${finding.severity} ${finding.rule} ${finding.xpath}`;
        printLine(`${place.trimEnd()}\n    ${finding.message}`);
      }
      remark(valid ? 'valid' : 'not valid');
    }
    return valid;
  },
};
