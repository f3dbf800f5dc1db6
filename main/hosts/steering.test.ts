import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../shared/contract/client.ts';
import type { Workbench } from '../../shared/contract/contract.ts';
import type { RunDetail } from '../../shared/contract/shapes/runs.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { type Composition, composeWorkbench } from './compose.ts';

const folder = mkdtempSync(join(tmpdir(), 'uept-steering-'));
const campaign = join(folder, 'campaign.yaml');
writeFileSync(
  join(folder, 'meters.csv'),
  'id,meter,code\nfirst,00-DB-12-34-56-78-90-A0,I0\nsecond,00-DB-12-34-56-78-90-A1,I0\nthird,00-DB-12-34-56-78-90-A2,I0\n',
);
writeFileSync(
  campaign,
  `id: steered
title: Steered
userRole: MDR
duisVersion: "5.1"
devices: { esme-1: { deviceId: 00-DB-12-34-56-78-90-A0 } }
requirements: [{ id: R-1, group: Reads, title: Read the inventory, provenance: ours }]
sequences:
  - id: READ
    title: Read one device
    requirements: [R-1]
    rows: meters.csv
    steps:
      - { id: read, send: "8.2", device: "\${row.meter}", set: { DeviceID: "\${row.meter}" }, expect: { acknowledgement: "\${row.code}" } }
`,
);
let composition: Composition;
let workbench: Workbench;
const changes = new Set<() => void>();
beforeAll(() => {
  composition = composeWorkbench({
    workspace: join(folder, 'a.uept'),
    campaign,
    report: (error) => {
      throw error;
    },
  });
  composition.listen(() => {
    for (const look of changes) look();
  });
  workbench = connect((name, input) => dispatch(composition.handlers, name, input, composition.report));
});
afterAll(async () => {
  await composition.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Waits until a run is as asked for; every change of it is announced. */
async function until(runId: string, holds: (run: RunDetail) => boolean): Promise<RunDetail> {
  for (;;) {
    const changed = Promise.withResolvers<void>();
    changes.add(changed.resolve);
    const run = await workbench['run.get']({ runId });
    if (holds(run)) return run;
    await changed.promise;
    changes.delete(changed.resolve);
  }
}

describe('a run that is under way', () => {
  it('is paused between two steps, says so, and goes on when it is told to', async () => {
    const { runId } = await workbench['run.start']({});
    await workbench['run.pause']({ runId });
    const paused = await until(runId, ({ status }) => status === 'waiting');
    expect(paused.paused).toBe(true);
    expect(paused.steps.at(-1)?.outcome).toBeNull();
    await expect(workbench['run.start']({})).rejects.toMatchObject({ code: 'conflict' });
    await workbench['run.continue']({ runId });
    const run = await until(runId, ({ status }) => status === 'finished');
    expect([run.outcome, run.paused, run.steps.map(({ sequenceId }) => sequenceId)]).toEqual([
      'pass',
      false,
      ['READ.first', 'READ.second', 'READ.third'],
    ]);
  });

  it('is stopped while it is paused, and resumed to the same outcome', async () => {
    const { runId } = await workbench['run.start']({});
    await workbench['run.pause']({ runId });
    await until(runId, ({ status }) => status === 'waiting');
    await workbench['run.stop']({ runId });
    await until(runId, ({ status }) => status === 'interrupted');
    await expect(workbench['run.pause']({ runId })).rejects.toMatchObject({ code: 'conflict' });
    await workbench['run.resume']({ runId });
    const { steps, outcome } = await until(runId, ({ status }) => status === 'finished');
    expect([outcome, steps.every((step) => step.outcome === 'pass')]).toEqual(['pass', true]);
  });

  it('runs the one row that failed again, by its own name', async () => {
    const { runId } = await workbench['run.start']({ only: ['READ.second'] });
    const { steps } = await until(runId, ({ status }) => status === 'finished');
    expect(steps.map(({ sequenceId }) => sequenceId)).toEqual(['READ.second']);
  });
});

describe('a requirement set of the user’s own', () => {
  it('is previewed, laid over the campaign’s, kept beside the workspace, and keeps a pack waiting for what it opens', async () => {
    const csv = 'id,title,group,sequences\nCTSD-1,Read every device,8.2,READ\nCTSD-2,Something new,8.2,\n';
    const expected = { total: 2, added: ['CTSD-1', 'CTSD-2'], removed: ['R-1'], changed: [], unproven: ['CTSD-2'] };
    expect(await workbench['requirement.import']({ csv })).toEqual({ ...expected, file: null });
    const { file } = await workbench['requirement.import']({ csv, apply: true });
    expect(file).toBe(join(folder, 'requirements/steered.csv'));
    const { groups } = await workbench['campaign.get']({});
    expect(groups[0]?.requirements.map(({ id, status }) => [id, status])).toEqual([
      ['CTSD-1', 'passed'],
      ['CTSD-2', 'not run'],
    ]);
    await expect(workbench['pack.make']({})).rejects.toMatchObject({ code: 'incomplete' });

    const settled = csv
      .replace('sequences\n', 'sequences,notApplicable\n')
      .replace('8.2,\n', '8.2,,not of this release\n');
    await workbench['requirement.import']({ csv: settled, apply: true });
    expect(readFileSync(`${file}.before`, 'utf8')).toBe(csv);
    const pack = join(folder, 'steered.zip');
    await workbench['pack.make']({ file: pack });
    expect(existsSync(pack)).toBe(true);
    expect((await workbench['requirement.export']({})).csv).toContain('CTSD-1,Read every device,8.2,READ,,own entry');
  });

  it('that cannot be used leaves the one that is there', async () => {
    const before = await workbench['requirement.export']({});
    for (const csv of ['', 'id,title\nA,B\nA,C\n', 'id,title,sequences\nA,B,NONE\n'])
      await expect(workbench['requirement.import']({ csv, apply: true })).rejects.toMatchObject({
        code: 'invalid-document',
      });
    expect(await workbench['requirement.export']({})).toEqual(before);
  });
});

describe('what another target answered', () => {
  it('counts for nothing until it is asked for', async () => {
    const statuses = async () => {
      const { groups, target } = await workbench['campaign.get']({});
      return [target, groups[0]?.requirements[0]?.status];
    };
    expect(await statuses()).toEqual(['emulator', 'passed']);
    await workbench['workbench.open']({ evidenceOf: 'uit-a' });
    expect(await statuses()).toEqual(['uit-a', 'not run']);
    await expect(workbench['pack.make']({})).rejects.toMatchObject({ code: 'incomplete' });
    await workbench['workbench.open']({ evidenceOf: 'emulator' });
    expect(await statuses()).toEqual(['emulator', 'passed']);
  });
});
