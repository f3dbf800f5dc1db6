import { describe, expect, it } from 'vitest';
import { connect } from '../../shared/contract/client.ts';
import type { Handlers } from '../../shared/contract/contract.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { dispatch } from './dispatch.ts';

const handlers = {
  'draft.get': ({ name }: { name: string }) => ({ value: name }),
  'run.stop': () => {
    throw new WorkbenchError('not-found', 'There is no such run', { detail: { runId: 'r' } });
  },
  'run.list': () => [{ id: 1 }],
  'workbench.status': () => {
    throw new Error('a secret of the machine');
  },
} as unknown as Handlers;

describe('dispatch', () => {
  it('refuses names that are no operations, those of every object among them', async () => {
    for (const name of ['nothing', 'constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(await dispatch(handlers, name, {})).toMatchObject({ ok: false, error: { code: 'unknown-operation' } });
    }
  });

  it('refuses input that is not as agreed, naming the field', async () => {
    const reply = await dispatch(handlers, 'draft.get', { name: 7 });
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'invalid-argument', message: expect.stringContaining('draft.get: name') },
    });
    expect(await dispatch(handlers, 'draft.get', { name: 'a', more: 1 })).toMatchObject({ ok: false });
  });

  it('hands on a refusal with its code, message and detail', async () => {
    expect(await dispatch(handlers, 'run.stop', { runId: 'r' })).toEqual({
      ok: false,
      error: { code: 'not-found', message: 'There is no such run', detail: { runId: 'r' } },
    });
  });

  it('keeps an unforeseen error, and output out of contract, to the log', async () => {
    const reported: unknown[] = [];
    const replies = [
      await dispatch(handlers, 'workbench.status', {}, (error) => reported.push(error)),
      await dispatch(handlers, 'run.list', {}, (error) => reported.push(error)),
    ];
    expect(JSON.stringify(replies)).not.toContain('secret');
    expect([replies.map((reply) => reply.ok), reported.length]).toEqual([[false, false], 2]);
  });

  it('gives a client the value, or the refusal as a WorkbenchError', async () => {
    const workbench = connect((name, input) => dispatch(handlers, name, input));
    expect(await workbench['draft.get']({ name: 'a' })).toEqual({ value: 'a' });
    await expect(workbench['run.stop']({ runId: 'r' })).rejects.toMatchObject({
      name: 'WorkbenchError',
      code: 'not-found',
    });
  });
});
