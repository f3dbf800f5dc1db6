import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../shared/contract/client.ts';
import type { Workbench } from '../../shared/contract/contract.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { followRun } from './cli/followRun.ts';
import { type Composition, composeWorkbench } from './compose.ts';
import { fixture } from './paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'uept-replay-'));
const follow = followRun(() => {});
let composition: Composition;
let workbench: Workbench;

beforeAll(() => {
  composition = composeWorkbench({
    workspace: join(folder, 'a.uept'),
    campaign: fixture('campaigns/mdr.yaml'),
    report: (error) => {
      throw error;
    },
  });
  composition.listen(follow.onEvent);
  workbench = connect((name, input) => dispatch(composition.handlers, name, input, composition.report));
});
afterAll(async () => {
  await composition.close();
  rmSync(folder, { recursive: true, force: true });
});

async function finished(started: Promise<{ runId: string }>): Promise<string> {
  const { runId } = await started;
  await follow.untilFinished(workbench, runId);
  return runId;
}

describe('a run that is replayed from its recording', () => {
  it('ends with the same verdicts on the same data, and counts for nothing', async () => {
    // Encrypted data, schedules with a night between, alerts, duplicates, refusals, and what an S1SP signed.
    const only = [
      'MDR-4.8.1-ON-DEMAND',
      'MDR-4.1.1-SMETS1',
      'MDR-5-SCHEDULE',
      'MDR-FUTURE-DATED',
      'MDR-NEG-REPLAY',
      'MDR-DUPLICATE',
      'MDR-ALERT',
    ];
    const before = await finished(workbench['run.start']({ only }));
    const { proven } = await workbench['campaign.get']({});
    const after = await finished(workbench['run.replay']({ runId: before }));
    const comparison = await workbench['run.compare']({ before, after });
    expect(comparison.sameVerdicts).toBe(true);
    expect(comparison.steps.filter(({ fields, findings }) => fields.length + findings.length > 0)).toEqual([]);
    expect(comparison.steps.map((step) => step.after)).not.toContain('fail');
    expect(comparison.after.target).toBe(`cassette:${before}`);
    expect((await workbench['campaign.get']({})).proven).toBe(proven);
    // Nothing of it is taken for a repetition of what was received the first time, but what was one then.
    const { messages } = await workbench['run.get']({ runId: after });
    expect(messages.filter(({ duplicateOf }) => duplicateOf !== null)).toHaveLength(1);
  });

  it('keeps a bad signature bad, and shows a field that another run does not share', async () => {
    const only = ['MDR-4.8.3-ON-DEMAND'];
    const good = await finished(workbench['run.start']({ only }));
    await workbench['emulator.addFault']({ rule: { times: 1, fault: { kind: 'badSignature' } } });
    const bad = await finished(workbench['run.start']({ only }));
    const replayed = await finished(workbench['run.replay']({ runId: bad }));
    expect(await workbench['run.compare']({ before: bad, after: replayed })).toMatchObject({ sameVerdicts: true });
    const { sameVerdicts, steps } = await workbench['run.compare']({ before: good, after: bad });
    expect(sameVerdicts).toBe(false);
    expect(steps).toMatchObject([
      {
        before: 'pass',
        after: 'fail',
        findings: [
          {
            check: 'response-is-signed',
            before: expect.stringMatching(/^pass/),
            after: expect.stringMatching(/^fail/),
          },
        ],
        fields: [{ path: 'signature', before: 'valid', after: 'invalid' }],
      },
    ]);
  });

  it('keeps the signature of an S1SP that did not hold as it was', async () => {
    await workbench['emulator.addFault']({ rule: { times: 1, fault: { kind: 's1sp', failure: 'badSignature' } } });
    const bad = await finished(workbench['run.start']({ only: ['MDR-4.2-SMETS1'] }));
    const { findings } = await workbench['run.get']({ runId: bad });
    expect(findings.filter(({ outcome }) => outcome === 'fail').map(({ check }) => check)).toEqual([
      'provider-signature-is-valid',
    ]);
    const replayed = await finished(workbench['run.replay']({ runId: bad }));
    expect(await workbench['run.compare']({ before: bad, after: replayed })).toMatchObject({ sameVerdicts: true });
  });

  it('is refused for a run that is not there', async () => {
    await expect(workbench['run.replay']({ runId: 'none' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(workbench['run.compare']({ before: 'none', after: 'none' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
