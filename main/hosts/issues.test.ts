import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../shared/contract/client.ts';
import type { Workbench } from '../../shared/contract/contract.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { verifyPackFile } from '../pack/verifyFile.ts';
import { followRun } from './cli/followRun.ts';
import { type Composition, composeWorkbench } from './compose.ts';

const folder = mkdtempSync(join(tmpdir(), 'uept-issues-'));
const campaign = join(folder, 'campaign.yaml');
writeFileSync(
  campaign,
  `id: lamp
title: The lamp
userRole: IS
duisVersion: "5.1"
devices: {}
criteria:
  openIssues: { 1: 0, 2: 0, 3: 1 }
  exit:
    - { id: report-read, title: The completion report was read by both sides }
requirements:
  - { id: R-1, group: Lamp, title: The lamp lights, provenance: ours }
sequences:
  - id: LAMP
    title: The lamp
    requirements: [R-1]
    steps:
      - { id: look, pause: Look at the lamp }
`,
);
/** The text of one file of a pack, which is stored and not deflated. */
function readPackFile(file: string, name: string): string {
  const bytes = readFileSync(file);
  const at = bytes.indexOf(Buffer.from(name)) - 30;
  const start = at + 30 + bytes.readUInt16LE(at + 26);
  return bytes.subarray(start, start + bytes.readUInt32LE(at + 22)).toString('utf8');
}

let composition: Composition;
let workbench: Workbench;
let answer: 'pass' | 'fail' = 'fail';

/** Runs the one manual step, answered as `answer` says. */
async function look(): Promise<string> {
  const follow = followRun(
    () => {},
    async (bench, { id: runId }, { position }) => {
      await bench['run.attest']({ runId, position, outcome: answer, note: 'It is dark' });
    },
  );
  const stop = composition.listen(follow.onEvent);
  const { runId } = await workbench['run.start']({});
  await follow.untilFinished(workbench, runId);
  stop();
  return runId;
}

beforeAll(() => {
  composition = composeWorkbench({ workspace: join(folder, 'a.uept'), campaign, report: () => {} });
  workbench = connect((name, input) => dispatch(composition.handlers, name, input));
});
afterAll(async () => {
  await composition.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a Testing Issue', () => {
  it('is raised on a finding, changed without losing what it was, and goes into the pack with its work-off plan', async () => {
    const failed = await look();
    const { withoutIssue } = await workbench['issue.list']({});
    expect(withoutIssue).toMatchObject([{ runId: failed, position: 0, sequenceId: 'LAMP', outcome: 'fail' }]);
    const link = { runId: failed, position: 0, check: withoutIssue[0]?.check ?? '' };
    const raised = await workbench['issue.raise']({ title: 'The lamp stays dark', severity: 2, links: [link] });
    expect(raised).toMatchObject({ id: 'TI-1', status: 'open', severity: 2, workOff: null });
    expect((await workbench['issue.list']({})).withoutIssue).toEqual([]);

    const unmet = async () =>
      (await workbench['criterion.list']({})).exit.filter(({ met }) => !met).map(({ id }) => id);
    expect(await unmet()).toEqual(['coverage', 'severity-2', 'work-off-plan', 'report-read']);
    answer = 'pass';
    await look();
    await expect(workbench['pack.make']({})).rejects.toThrow(
      'No issue of severity 2 is open (TI-1 The lamp stays dark)',
    );

    const plan = { owner: 'DCC', action: 'Replace the lamp', due: '2026-12-01' };
    await workbench['issue.change']({
      id: 'TI-1',
      facts: { severity: 3, workOff: plan, reference: 'DCC-77' },
      note: 'Agreed with DCC',
      seen: raised.changedAt,
    });
    await workbench['criterion.state']({ criterion: 'report-read', met: true, note: 'on the call' });
    expect(await unmet()).toEqual([]);
    expect((await workbench['issue.history']({ id: 'TI-1' })).map(({ issue, note }) => [issue.severity, note])).toEqual(
      [
        [2, 'Raised'],
        [3, 'Agreed with DCC'],
      ],
    );

    const file = join(folder, 'lamp.zip');
    await workbench['pack.make']({ file });
    expect(await verifyPackFile(file)).toMatchObject({ ok: true });
    const issues = readPackFile(file, 'issues.csv').split('\r\n');
    expect(issues[1]).toMatch(
      new RegExp(`^TI-1,3,open,The lamp stays dark,DCC-77,DCC,Replace the lamp,2026-12-01,${failed},`),
    );
    const report = readPackFile(file, 'index.html');
    expect(report).toContain('DCC, by 2026-12-01: Replace the lamp');
    expect(report).toContain('At most 1 issue of severity 3 may be open');
  });

  it('is not changed by somebody who looked at an earlier state of it', async () => {
    const [issue] = (await workbench['issue.list']({})).issues;
    const seen = issue?.raisedAt ?? '';
    await expect(workbench['issue.change']({ id: 'TI-1', facts: { status: 'closed' }, seen })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(workbench['issue.change']({ id: 'TI-9', facts: {} })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is refused with a severity, a date or a criterion that there is not', async () => {
    const title = 'A';
    for (const severity of [0, 6, 2.5])
      await expect(workbench['issue.raise']({ title, severity })).rejects.toMatchObject({ code: 'invalid-argument' });
    const workOff = { owner: 'a', action: 'b', due: '2026-02-30' };
    await expect(workbench['issue.raise']({ title, severity: 1, workOff })).rejects.toThrow('due');
    await expect(workbench['criterion.state']({ criterion: 'nobody', met: true })).rejects.toThrow(
      'it has report-read',
    );
  });

  it('makes an earlier sign-off one of an earlier standing', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const current = async () => (await workbench['campaign.signOffs']({})).map((one) => one.current);
    await workbench['campaign.signOff']({ person: 'Second Person', key: { pem } });
    expect(await current()).toEqual([true]);
    await workbench['issue.change']({ id: 'TI-1', facts: { status: 'closed' }, note: 'Retested' });
    expect(await current()).toEqual([false]);
  });
});
