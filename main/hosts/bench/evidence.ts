import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CampaignSummary } from '../../../shared/contract/shapes/campaigns.ts';
import type { Judgement } from '../../application/ports.ts';
import { evidenceArchive } from '../../evidence/archive.ts';
import { openDatabase } from '../../evidence/database.ts';
import { evidenceStore } from '../../evidence/store.ts';
import { openWorkspace, type Workspace } from '../../evidence/workspace.ts';
import { makePack } from '../../pack/makePack.ts';
import { verifyPackFile } from '../../pack/verifyFile.ts';
import { hashFile } from '../hashFile.ts';
import type { Benchmark } from './benchmark.ts';
import { median, milliseconds, ratio, timeOnce } from './measure.ts';

const at = '2026-03-03T10:00:00.000Z';
const appends = 2000;
const searched = 100_000;
const packed = 10_000;
const runId = '20260303-100000-bench';
const campaignId = 'bench';

/** A request or response of a usual size: 1.2 kB with what makes one differ from another. */
const bodyOf = (index: number): Buffer =>
  Buffer.from(
    `<sr:Request xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" schemaVersion="5.1"><sr:Header><sr:RequestID>90-B3-D5-1F-30-01-00-00:00-DB-12-34-56-78-90-A0:${index}</sr:RequestID></sr:Header><sr:Body><sr:Device>${index % 997}</sr:Device>${'<sr:Value>0123456789</sr:Value>'.repeat(34)}</sr:Body></sr:Request>`,
  );

const recordOf = (index: number) => ({
  at,
  virtualAt: at,
  service: 'sendCommand' as const,
  peer: '127.0.0.1:8079',
  headers: [['content-type', 'application/xml']] as const,
  httpStatus: null,
  body: bodyOf(index),
});

const judgementOf = (messageId: number, index: number): Judgement => ({
  messageId,
  campaignId,
  runId,
  position: 0,
  kind: 'serviceRequest',
  serviceReferenceVariant: '4.8.1',
  requestId: `90-B3-D5-1F-30-01-00-00:00-DB-12-34-56-78-90-A0:${index}`,
  responseId: null,
  responseCode: null,
  payloadSha256: null,
  dspScheduleId: null,
  duplicateOf: null,
  standing: 'expected',
  signatureVerdict: 'ours',
  schemaVerdict: 'valid',
  detail: { schemaFindings: [] },
});

/** Each append is durable by itself, as is each row of the bare table that it is held against. */
async function appendRows(folder: string): Promise<string[][]> {
  const bare = openDatabase(join(folder, 'bare.sqlite'));
  bare.exec('CREATE TABLE message (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT');
  const insert = bare.prepare('INSERT INTO message (bytes) VALUES (?)');
  const workspace = await openWorkspace(join(folder, 'appends.uept'));
  const store = evidenceStore(workspace);
  const [plain, evidence]: [number[], number[]] = [[], []];
  // Alternating, so that what else the disk does falls on both.
  for (let index = 0; index < appends; index += 1) {
    const record = recordOf(index);
    plain.push(timeOnce(() => insert.run(record.body)));
    evidence.push(timeOnce(() => store.recordSent(record, null)));
  }
  bare.close();
  workspace.db.close();
  const each = (times: readonly number[]): string => Math.round(1000 / median(times)).toLocaleString('en');
  return [
    ['row into bare SQLite, FULL', milliseconds(median(plain)), `${each(plain)} a second`],
    [
      'message with its event, FULL',
      milliseconds(median(evidence)),
      `${each(evidence)} a second, ${ratio(median(evidence), median(plain))} bare; goal within 1.5`,
    ],
  ];
}

function fill({ db, file }: Workspace, count: number): void {
  const store = evidenceStore({ db, file });
  db.transaction(() => {
    const run = {
      id: runId,
      campaignId,
      title: 'Bench',
      target: 'emulator',
      status: 'finished' as const,
      outcome: 'pass' as const,
      createdAt: at,
      finishedAt: at,
      tester: 'bench',
    };
    const step = {
      position: 0,
      sequenceId: 's',
      stepId: 'a',
      title: 'a',
      status: 'finished' as const,
      outcome: 'pass' as const,
      requestId: null,
      waitingFor: null,
      startedAt: at,
      finishedAt: at,
    };
    store.createRun(run, '{}', [step]);
    for (let index = 0; index < count; index += 1)
      store.recordJudgement(judgementOf(store.recordSent(recordOf(index), campaignId), index), at);
  })();
}

async function searchRows(folder: string): Promise<string[][]> {
  const workspace = await openWorkspace(join(folder, 'search.uept'));
  fill(workspace, searched);
  const store = evidenceStore(workspace);
  const queries = ['"00-DB-12-34-56-78-90-A0:77777"', '777 serviceRequest', '4.8.1 0123', 'nothing-of-the-kind'];
  const rows = queries.map((query) => {
    const times = Array.from({ length: 9 }, () => timeOnce(() => store.searchMessages(query, 100)));
    const { total } = store.searchMessages(query, 100);
    return [
      `search of ${searched.toLocaleString('en')} messages: ${query}`,
      milliseconds(median(times)),
      `${total.toLocaleString('en')} found; goal under 50 ms`,
    ];
  });
  workspace.db.close();
  return rows;
}

const summary: CampaignSummary = {
  id: campaignId,
  title: 'Bench',
  party: 'Bench',
  userRole: 'MDR',
  duisVersion: '5.1',
  sequences: [],
  groups: [],
  target: 'emulator',
  proven: 0,
  total: 0,
  standing: '',
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

/** What is in use while something is done, at most, beyond what was in use before. */
async function peakMemory<T>(work: () => Promise<T>): Promise<{ result: T; peak: number }> {
  const inUse = (): number => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = inUse();
  let highest = before;
  const timer = setInterval(() => {
    highest = Math.max(highest, inUse());
  }, 10);
  const result = await work().finally(() => clearInterval(timer));
  return { result, peak: highest - before };
}

async function packRows(folder: string, count: number): Promise<string[][]> {
  const workspace = await openWorkspace(join(folder, `pack-${count}.uept`));
  fill(workspace, count);
  const file = join(folder, `bench-${count}.zip`);
  const started = performance.now();
  const making = await peakMemory(() =>
    makePack(
      evidenceStore(workspace),
      evidenceArchive(workspace),
      {
        campaign: summary,
        runIds: [runId],
        file,
        draft: false,
        publicParties: [],
        signOffs: [],
        issues: [],
        exit: [],
        program: 'bench',
      },
      hashFile,
    ),
  );
  const made = performance.now();
  const verifying = await peakMemory(() => verifyPackFile(file));
  const verdict = verifying.result;
  const verified = performance.now();
  workspace.db.close();
  return [
    [
      `pack of ${count.toLocaleString('en')} messages, made`,
      milliseconds(made - started),
      `${megabytes(statSync(file).size)}; ${megabytes(making.peak)} more memory in use at most`,
    ],
    [
      'and verified',
      milliseconds(verified - made),
      verdict.ok
        ? `whole; ${megabytes(verifying.peak)} more memory at most; goal for both under 20 s, memory flat`
        : `NOT whole: ${verdict.problem?.reason ?? ''}`,
    ],
  ];
}

/** Keeping, finding and handing over evidence. */
export const evidence: Benchmark = {
  title: 'Evidence: durable appends against bare SQLite, search, pack',
  onlyByName: true,
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'uept-bench-'));
    try {
      return [
        ['What', 'Time', ''],
        ...(await appendRows(folder)),
        ...(await searchRows(folder)),
        // Twice as much evidence must not take twice the memory.
        ...(await packRows(folder, packed)),
        ...(await packRows(folder, packed * 2)),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
