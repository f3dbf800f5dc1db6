import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrokenEvent, listEvents, sha256Hex } from '../evidence/chain.ts';
import { evidenceStore } from '../evidence/store.ts';
import { openWorkspace } from '../evidence/workspace.ts';
import { startQuietEmulator } from './quietEmulator.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** An emulator that outlives the runs, and what Users acknowledged of its deliveries. */
export interface CrashGround {
  url: string;
  /** SHA-256 of every body that was answered with 2xx. */
  acknowledged: Set<string>;
  close(): Promise<void>;
}

/** Starts the emulator that runs are killed against. */
export async function openCrashGround(): Promise<CrashGround> {
  const acknowledged = new Set<string>();
  const emulator = await startQuietEmulator('generated', {
    onAcknowledged: (xml) => void acknowledged.add(sha256Hex(xml)),
  });
  return { url: emulator.dccUrl, acknowledged, close: emulator.close };
}

export interface CrashTrial {
  /** Whether the first process was still at work when it was killed. */
  killed: boolean;
  outcome: string | null;
  status: string;
  /** What must not be: findings that fail, lost messages, requests sent twice, a broken chain. Empty if all is well. */
  faults: string[];
  requests: number;
}

function start(folder: string, more: readonly string[]): ChildProcess {
  const words = [
    'run',
    'fixtures/campaigns/mdr.yaml',
    '--target',
    'crash-ground',
    '--workspace',
    join(folder, 'a.uept'),
  ];
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'main/hosts/cli.ts', ...words, ...more], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

/**
 * Runs the MDR campaign in a process of its own, kills that with SIGKILL, resumes it in another, and looks at what is
 * in the workspace then.
 *
 * @param whenToKill resolves at the moment; it is given the process
 */
export async function runCrashTrial(
  ground: CrashGround,
  whenToKill: (child: ChildProcess) => Promise<void>,
): Promise<CrashTrial> {
  const folder = mkdtempSync(join(tmpdir(), 'uept-crash-'));
  try {
    mkdirSync(join(folder, 'targets'));
    writeFileSync(
      join(folder, 'targets/crash-ground.yaml'),
      `name: crash-ground\ntitle: Emulator\nkind: emulator\nurl: ${ground.url}\n`,
    );
    ground.acknowledged.clear();
    const first = start(folder, []);
    await Promise.race([whenToKill(first), ended(first)]);
    const killed = first.exitCode === null;
    first.kill('SIGKILL');
    await ended(first);
    return await goOn(ground, folder, killed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function goOn(ground: CrashGround, folder: string, killed: boolean): Promise<CrashTrial> {
  const file = join(folder, 'a.uept');
  const before = await openWorkspace(file);
  const store = evidenceStore(before);
  store.markInterruptedRuns(new Date().toISOString());
  const [run] = store.listRuns();
  before.db.close();
  // Killed before its run was written down, or after it was over: then there is nothing to resume.
  const words = run === undefined ? [] : run.status === 'interrupted' ? ['--resume', run.id] : undefined;
  if (words !== undefined) {
    const second = start(folder, words);
    second.stderr?.resume();
    await ended(second);
  }
  return examine(ground, file, killed);
}

async function examine(ground: CrashGround, file: string, killed: boolean): Promise<CrashTrial> {
  const { db } = await openWorkspace(file);
  const store = evidenceStore({ file, db });
  try {
    const [run] = store.listRuns();
    const failed = run ? store.listFindings(run.id).filter(({ outcome }) => outcome === 'fail') : [];
    const faults = failed.map(({ position, check, message }) => `step ${position}, ${check}: ${message}`);
    const broken = findBrokenEvent(listEvents(db));
    if (broken) faults.push(`the chain is broken at ${broken.seq}: ${broken.reason}`);
    const kept = new Set(store.listMessages({}).map(({ bodySha256 }) => bodySha256));
    for (const sha256 of ground.acknowledged)
      if (!kept.has(sha256)) faults.push(`${sha256} was acknowledged and is lost`);
    const requests = store
      .listMessages({})
      .flatMap(({ direction, judgement, bodySha256 }) =>
        direction === 'sent' && judgement
          ? [{ sha256: bodySha256, id: `${judgement.kind} ${judgement.requestId}` }]
          : [],
      );
    // The campaign replays one Request ID on purpose, in a request that differs from the first.
    const bodies = requests.map(({ sha256 }) => sha256);
    for (const sha256 of new Set(bodies))
      if (bodies.filter((one) => one === sha256).length > 1) faults.push(`${sha256} was sent twice`);
    const ids = requests.map(({ id }) => id);
    const repeated = [...new Set(ids)].filter((id) => ids.filter((one) => one === id).length > 1);
    if (repeated.length > 1) faults.push(`Request IDs were sent twice: ${repeated.join(', ')}`);
    return { killed, outcome: run?.outcome ?? null, status: run?.status ?? 'none', faults, requests: requests.length };
  } finally {
    db.close();
  }
}
