import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Workbench } from '../../../shared/contract/contract.ts';
import type { RunDetail, StepView } from '../../../shared/contract/shapes/runs.ts';
import { remark } from './output.ts';

const outcomes: Readonly<Record<string, 'pass' | 'fail' | 'review'>> = { p: 'pass', f: 'fail', r: 'review' };
const mediaTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
};

const attach = (file: string) => ({
  name: basename(file),
  mediaType: mediaTypes[extname(file).toLowerCase()] ?? 'application/octet-stream',
  bytes: readFileSync(file).toString('base64'),
});

/** Whether somebody sits there who can be asked. */
export const canAsk = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** Asks at the terminal how a manual step went, and takes files that show it. */
export async function askAtTerminal(workbench: Workbench, { id: runId }: RunDetail, step: StepView): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (;;) {
      remark(`\n${step.sequenceId} ${step.stepId} waits for ${step.waitingFor ?? 'a person'}`);
      const outcome = outcomes[(await terminal.question('How did it go? (p)assed, (f)ailed, for (r)eview: ')).trim()];
      if (outcome === undefined) continue;
      const note = await terminal.question('What is to be said of it: ');
      const files = (await terminal.question('Files that show it, with commas between (none: Enter): ')).split(',');
      try {
        const attachments = files
          .map((file) => file.trim())
          .filter((file) => file !== '')
          .map(attach);
        await workbench['run.attest']({ runId, position: step.position, outcome, note, attachments });
        return;
      } catch (error) {
        remark(error instanceof Error ? error.message : String(error));
      }
    }
  } finally {
    terminal.close();
  }
}
