import { WorkbenchError } from '../../../shared/errors.ts';
import type { Command } from './arguments.ts';
import { printJson, printLine, readInput, remark, table } from './output.ts';
import { readDocument } from './readDocument.ts';
import { withWorkbench } from './workbench.ts';

export const correlate: Command = {
  synopsis: '--request FILE --pre-command FILE',
  summary: 'Say whether a Pre-Command, hexadecimal or base64, does what a Service Request asks.',
  options: { request: { type: 'string' }, 'pre-command': { type: 'string' } },
  words: [0, 0],
  async run(line) {
    const [request, preCommand] = [line.text('request'), line.text('pre-command')];
    if (request === undefined || preCommand === undefined) {
      throw new WorkbenchError(
        'invalid-argument',
        'Name both documents: --request FILE --pre-command FILE; - is standard input',
      );
    }
    return withWorkbench(line, async (workbench) => {
      const verdict = await workbench['preCommand.correlate']({
        xml: readDocument(request),
        preCommand: readInput(preCommand),
      });
      if (line.json) printJson(verdict);
      else {
        if (!verdict.agrees) {
          const rows = verdict.differences.map((one) => [one.path, one.expected, one.actual, one.requestPath ?? '']);
          printLine(table([['Field', 'The request asks', 'The message holds', 'Asked at'], ...rows]));
        }
        remark(verdict.agrees ? 'the Pre-Command does what the request asks' : 'it does something else');
      }
      return verdict.agrees;
    });
  },
};
