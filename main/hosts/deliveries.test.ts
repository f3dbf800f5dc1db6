import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../shared/contract/client.ts';
import type { Workbench } from '../../shared/contract/contract.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { followRun } from './cli/followRun.ts';
import { type Composition, composeWorkbench } from './compose.ts';
import { fixture } from './paths.ts';

const folder = mkdtempSync(join(tmpdir(), 'uept-deliveries-'));
const open = async (name: string) => {
  const composition = composeWorkbench({
    workspace: join(folder, `${name}.uept`),
    campaign: fixture('campaigns/mdr.yaml'),
    report: (error) => {
      throw error;
    },
  });
  const workbench = connect((operation, input) => dispatch(composition.handlers, operation, input, composition.report));
  const url = (await workbench['workbench.status']({})).receiveResponseService.url ?? '';
  return { composition, workbench, url };
};
let composition: Composition;
let workbench: Workbench;
let url: string;
beforeAll(async () => {
  ({ composition, workbench, url } = await open('a'));
});
afterAll(async () => {
  await composition.close();
  rmSync(folder, { recursive: true, force: true });
});

const post = (body: Uint8Array | string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/xml', ...headers }, body: Buffer.from(body) });
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const newest = async () => {
  const [summary] = (await workbench['message.list']({ limit: 1 })).slice(-1);
  return workbench['message.get']({ id: summary?.id ?? 0 });
};

describe('a delivery that nobody can make sense of', () => {
  it.each([
    ['nothing', '', {}],
    ['no XML', 'hello', {}],
    ['a DOCTYPE with an entity', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', {}],
    ['another document', '<sr:Request xmlns:sr="urn:x"/>', {}],
    ['octets that are no UTF-8', Uint8Array.from([0x3c, 0xff, 0xfe, 0x3e]), {}],
    ['gzip that is none', 'hello', { 'content-encoding': 'gzip' }],
    ['gzip that was cut short', gzipSync('<a/>'.repeat(1000)).subarray(0, 30), { 'content-encoding': 'gzip' }],
  ])('is kept as it came, and answered 400: %s', async (_, body, headers) => {
    expect((await post(body, headers)).status).toBe(400);
    const { sha256, kind, standing } = await newest();
    expect([sha256, kind, standing]).toEqual([sha256Of(Buffer.from(body)), 'unreadable', 'orphan']);
  });

  it('of 50 MB is kept whole, and the next one is served', async () => {
    const large = Buffer.alloc(50 * 1024 * 1024, 'a');
    expect((await post(large)).status).toBe(400);
    expect((await post('small')).status).toBe(400);
    expect((await newest()).xml).toBe('small');
    const [before] = await workbench['message.list']({ limit: 2 });
    const { length, sha256, xml, isCut } = await workbench['message.get']({ id: before?.id ?? 0 });
    expect([length, sha256, isCut]).toEqual([large.length, sha256Of(large), true]);
    // What is shown of it is what a person may look through.
    expect(xml.length).toBeLessThan(5 * 1024 * 1024);
  });

  it('is refused beyond what any Service Response can be, before it is read', async () => {
    const count = (await workbench['message.list']({ limit: 1000 })).length;
    const { status } = await post(Buffer.alloc(65 * 1024 * 1024));
    expect([status, (await workbench['message.list']({ limit: 1000 })).length]).toEqual([413, count]);
  });
});

describe('a response for a run that this workspace does not hold', () => {
  it('is an orphan, kept and found by that word', async () => {
    const other = await open('b');
    const follow = followRun(() => {});
    other.composition.listen(follow.onEvent);
    const { runId } = await other.workbench['run.start']({ only: ['MDR-4.8.3-ON-DEMAND'] });
    await follow.untilFinished(other.workbench, runId);
    const { messages } = await other.workbench['run.get']({ runId });
    const delivered = messages.find(({ service }) => service === 'receiveResponse');
    const { xml } = await other.workbench['message.get']({ id: delivered?.id ?? 0 });
    await other.composition.close();
    // Its DSP is one that we do not know: kept, and not acknowledged as good.
    expect((await post(xml)).status).toBe(400);
    expect(await newest()).toMatchObject({ standing: 'orphan', kind: 'serviceResponse', runId: null });
    const found = await workbench['message.search']({ query: 'orphan serviceResponse' });
    expect(found.messages.map(({ requestId }) => requestId)).toEqual([delivered?.requestId]);
  });
});

describe('alerts by the hundred', () => {
  it('are each kept and acknowledged, and the workbench answers meanwhile', async () => {
    const count = 400;
    const before = (await workbench['message.list']({ limit: 10_000 })).length;
    await workbench['emulator.addFault']({
      rule: { times: 1, fault: { kind: 'dccAlert', code: 'N12', copies: count } },
    });
    const follow = followRun(() => {});
    composition.listen(follow.onEvent);
    const { runId } = await workbench['run.start']({ only: ['MDR-4.8.3-ON-DEMAND'] });
    const answers: number[] = [];
    const ask = async (): Promise<void> => {
      for (let asked = 0; asked < 10; asked += 1)
        answers.push((await workbench['workbench.status']({})).chain?.length ?? 0);
    };
    await Promise.all([follow.untilFinished(workbench, runId), ask()]);
    expect((await workbench['run.get']({ runId })).outcome).toBe('pass');
    expect(answers).toHaveLength(10);
    // The request, its acknowledgement, its response, and every alert.
    expect((await workbench['message.list']({ limit: 10_000 })).length - before).toBe(count + 3);
  });
});
