import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findBrokenEvent, listEvents } from '../evidence/chain.ts';
import { evidenceStore } from '../evidence/store.ts';
import { openWorkspace } from '../evidence/workspace.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('a process that is killed in the middle of a run', () => {
  it('leaves a workspace that opens, whole, with the run shown as interrupted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'uept-killed-'));
    const file = join(folder, 'a.uept');
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        'main/hosts/cli.ts',
        'run',
        'fixtures/campaigns/mdr.yaml',
        '--target',
        'emulator',
        '--workspace',
        file,
      ],
      { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    // Progress is on stderr, a line a step: the third says that several messages have come and gone.
    let lines = 0;
    await new Promise<void>((resolve) => {
      child.stderr.on('data', (data: Buffer) => {
        lines += data.toString().split('\n').length - 1;
        if (lines >= 3) resolve();
      });
      child.once('exit', () => resolve());
    });
    child.kill('SIGKILL');
    await new Promise((resolve) =>
      child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve(null),
    );

    const workspace = await openWorkspace(file);
    const store = evidenceStore(workspace);
    store.markInterruptedRuns('2026-03-03T10:00:00.000Z');
    const [run] = store.listRuns();
    const received = store.listMessages({ runId: run?.id ?? '' }).filter((message) => message.direction === 'received');
    expect({
      status: run?.status,
      broken: findBrokenEvent(listEvents(workspace.db)),
      enough: received.length >= 3,
    }).toEqual({
      status: 'interrupted',
      broken: undefined,
      enough: true,
    });
    expect(store.listSteps(run?.id ?? '').some((step) => step.status === 'running' || step.status === 'waiting')).toBe(
      false,
    );
    workspace.db.close();
    rmSync(folder, { recursive: true, force: true });
  });
});
