import type { Command } from './arguments.ts';
import { printJson, printLine, remark, table } from './output.ts';
import { withWorkbench } from './workbench.ts';

export const search: Command = {
  synopsis: 'WORDS … [--limit N]',
  summary: 'Find the messages of the workspace that hold every word.',
  options: { limit: { type: 'string' } },
  words: [1, 50],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const limit = line.whole('limit', 1, 1000) ?? 100;
      const { total, isMore, messages } = await workbench['message.search']({ query: line.words.join(' '), limit });
      if (line.json) printJson({ total, isMore, messages });
      else if (total > 0) {
        printLine(
          table([
            ['Message', 'At', 'Service', 'Kind', 'Code', 'Request ID'],
            ...messages.map((one) => [
              String(one.id),
              one.at,
              one.serviceReferenceVariant ?? '',
              one.kind ?? '',
              one.responseCode ?? '',
              one.requestId ?? '',
            ]),
          ]),
        );
      }
      remark(total === 1 ? '1 message' : `${isMore ? 'more than ' : ''}${total} messages`);
      return total > 0;
    }),
};
