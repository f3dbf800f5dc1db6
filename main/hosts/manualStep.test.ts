import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../shared/contract/client.ts';
import type { Workbench } from '../../shared/contract/contract.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { followRun } from './cli/followRun.ts';
import { type Composition, composeWorkbench } from './compose.ts';

const folder = mkdtempSync(join(tmpdir(), 'uept-manual-'));
const sequence = join(folder, 'manual.yaml');
writeFileSync(
  sequence,
  `id: BOOST
title: The boost button
requirements: [R-1]
steps:
  - { id: press, pause: Press the boost button for five seconds, attachment: required }
`,
);
let composition: Composition;
let workbench: Workbench;
beforeAll(() => {
  composition = composeWorkbench({ workspace: join(folder, 'a.uept'), campaign: sequence, report: () => {} });
  workbench = connect((name, input) => dispatch(composition.handlers, name, input));
});
afterAll(async () => {
  await composition.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a manual step', () => {
  it('waits for a person, asks for the file that it needs, and keeps what they say in the evidence and the pack', async () => {
    const refused: string[] = [];
    const follow = followRun(
      () => {},
      async (bench, { id: runId }, { position, waitingFor }) => {
        refused.push(waitingFor ?? '');
        const say = { runId, position, outcome: 'pass' as const, note: 'The lamp went green' };
        await bench['run.attest'](say).catch((error: Error) => refused.push(error.message));
        const photograph = { name: 'lamp.png', mediaType: 'image/png', bytes: Buffer.from('png').toString('base64') };
        await bench['run.attest']({ ...say, attachments: [photograph] });
      },
    );
    composition.listen(follow.onEvent);
    const { runId } = await workbench['run.start']({});
    await follow.untilFinished(workbench, runId);
    const run = await workbench['run.get']({ runId });
    expect(refused).toEqual(['a person: Press the boost button for five seconds', expect.stringContaining('a file')]);
    expect(run.findings).toMatchObject([
      { check: 'manual-action-is-attested', outcome: 'pass', message: 'The lamp went green' },
    ]);
    const file = join(folder, 'manual.zip');
    await workbench['pack.make']({ file });
    expect(await workbench['pack.verify']({ file })).toMatchObject({ ok: true });
    await expect(workbench['run.attest']({ runId, position: 0, outcome: 'fail' })).rejects.toThrow('does not wait');
  });
});
