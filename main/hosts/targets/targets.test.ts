import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../shared/contract/client.ts';
import type { Workbench } from '../../../shared/contract/contract.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { dispatch } from '../../ipc/dispatch.ts';
import { followRun } from '../cli/followRun.ts';
import { type Composition, composeWorkbench } from '../compose.ts';
import { fixture } from '../paths.ts';
import { startQuietEmulator } from '../quietEmulator.ts';

const folder = mkdtempSync(join(tmpdir(), 'uept-targets-'));
let emulator: Emulator;
let holder: Server;

beforeAll(async () => {
  emulator = await startQuietEmulator('zaz1', { clock: { startMs: Date.now(), speed: 50 } });
  holder = createServer();
  await new Promise<void>((resolve) => holder.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const address = holder.address();
  const held = typeof address === 'object' && address ? address.port : 0;
  mkdirSync(join(folder, 'targets'));
  const write = (name: string, text: string) => writeFileSync(join(folder, 'targets', `${name}.yaml`), text);
  write('elsewhere', `name: elsewhere\ntitle: Elsewhere\nkind: emulator\nurl: ${emulator.dccUrl}\n`);
  write('nobody', 'name: nobody\ntitle: Nobody\nkind: emulator\nurl: http://127.0.0.1:9\n');
  write('broken', 'name: broken\ntitle: Broken\nkind: emulator\nurl: nowhere\n');
  write(
    'boxed',
    `name: boxed\ntitle: Boxed\nkind: dcc-boxed\nurl: ${emulator.dccUrl}\nallowHosts: ["127.0.0.1"]\n` +
      `smki: { url: "${emulator.smkiUrl}" }\nreceiveResponse: { port: 0 }\ncredentials:\n` +
      ['xmlSigning', 'digitalSignature', 'keyAgreement']
        .map((purpose) => `  ${purpose}: zaz1:90-B3-D5-1F-30-01-00-00\n`)
        .join(''),
  );
  write(
    'uit',
    `name: uit\ntitle: UIT\nkind: uit\nurl: http://127.0.0.1:${held}\nallowHosts: ["127.0.0.1"]\nduisVersion: "9.9"\n` +
      `receiveResponse: { port: ${held} }\ncredentials: { xmlSigning: nobody }\n`,
  );
});
afterAll(async () => {
  holder.close();
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

async function withWorkbench(
  options: { target?: string; campaign?: string },
  use: (workbench: Workbench, composition: Composition) => Promise<void>,
): Promise<void> {
  const composition = composeWorkbench({ workspace: join(folder, 'a.uept'), ...options, report: () => {} });
  try {
    await use(
      connect((name, input) => dispatch(composition.handlers, name, input)),
      composition,
    );
  } finally {
    await composition.close();
  }
}

async function runToEnd(workbench: Workbench, composition: Composition, only: string[]) {
  const follow = followRun(() => {});
  composition.listen(follow.onEvent);
  const { runId } = await workbench['run.start']({ only });
  await follow.untilFinished(workbench, runId);
  return workbench['run.get']({ runId });
}

describe('targets', () => {
  it('are listed with what keeps one from being used', () =>
    withWorkbench({}, async (workbench) => {
      const list = await workbench['target.list']({});
      expect(list.map(({ name, kind, origin }) => `${name} ${kind} ${origin}`)).toEqual([
        'emulator emulator bundled',
        'boxed dcc-boxed own',
        'broken unreadable own',
        'elsewhere emulator own',
        'nobody emulator own',
        'uit uit own',
        'dcc-boxed dcc-boxed bundled',
      ]);
      expect(list.find(({ name }) => name === 'broken')?.problem).toContain('url');
    }));

  it('let a campaign run against an emulator in another process, its clock and faults included', () =>
    withWorkbench({ target: 'elsewhere' }, async (workbench, composition) => {
      const run = await runToEnd(workbench, composition, ['MDR-5-SCHEDULE', 'MDR-DUPLICATE']);
      expect({ outcome: run.outcome, target: run.target }).toEqual({ outcome: 'pass', target: 'elsewhere' });
    }));

  it('let a campaign run as against DCC Boxed: public test credentials, device keys out of the SMKI Repository', () =>
    withWorkbench(
      { target: 'boxed', campaign: fixture('campaigns/import-supplier.yaml') },
      async (workbench, composition) => {
        await emulatorDeliversTo(await workbench['workbench.status']({}));
        const run = await runToEnd(workbench, composition, ['disable-supply']);
        expect(run.findings.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
        expect(run.outcome).toBe('pass');
      },
    ));

  it('are changed in an open workspace, and a change that fails leaves the earlier one', () =>
    withWorkbench({}, async (workbench) => {
      expect((await workbench['workbench.status']({})).target.name).toBe('emulator');
      await expect(workbench['workbench.open']({ target: 'nobody' })).rejects.toThrow('did not answer');
      await expect(workbench['workbench.open']({ target: 'uit' })).rejects.toThrow('--confirm uit');
      expect((await workbench['workbench.status']({})).target.name).toBe('emulator');
      const opened = await workbench['workbench.open']({ target: 'elsewhere', campaign: 'import-supplier-uept' });
      expect(opened.target).toMatchObject({ name: 'elsewhere', baseUrl: emulator.dccUrl });
      expect((await workbench['campaign.get']({})).id).toBe('import-supplier-uept');
    }));
});

/** What a Party registers with DCC. */
async function emulatorDeliversTo({
  receiveResponseService: { url },
}: {
  receiveResponseService: { url: string | null };
}) {
  await fetch(`${emulator.dccUrl}/emulator/v1/users/90-B3-D5-1F-30-01-00-00/respond-to`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  });
}

describe('pre-flight', () => {
  it('passes for the emulator inside and for one elsewhere', () =>
    withWorkbench({}, async (workbench) => {
      const [inside, elsewhere] = [
        await workbench['target.check']({ name: 'emulator' }),
        await workbench['target.check']({ name: 'elsewhere' }),
      ];
      expect([inside.ready, elsewhere.ready]).toEqual([true, true]);
    }));

  it('names everything that is wrong at once, each with its mend', () =>
    withWorkbench({}, async (workbench) => {
      const { ready, findings } = await workbench['target.check']({ name: 'uit' });
      const failed = findings.filter(({ outcome }) => outcome === 'fail');
      expect(ready).toBe(false);
      expect(failed.map(({ check }) => check)).toEqual([
        'schema-version',
        'credential-xmlSigning',
        'credential-keyAgreement',
        'receive-response-service',
      ]);
      expect(failed.every(({ mend }) => mend !== undefined)).toBe(true);
    }));

  it('says so where nothing answers, or the profile cannot be read', () =>
    withWorkbench({}, async (workbench) => {
      const nobody = await workbench['target.check']({ name: 'nobody' });
      const broken = await workbench['target.check']({ name: 'broken' });
      const fails = (report: typeof nobody) =>
        report.findings.filter(({ outcome }) => outcome === 'fail').map(({ check }) => check);
      expect(fails(nobody)).toEqual(['target-is-reachable']);
      expect(fails(broken)).toContain('target-profile');
      await expect(workbench['target.check']({ name: 'unheard-of' })).rejects.toThrow('There is no target');
    }));
});

describe('the control interface of the emulator', () => {
  it('answers this machine by its own name only, and refuses orders that it cannot read', async () => {
    const identity = await fetch(`${emulator.dccUrl}/emulator/v1`);
    const order = await fetch(`${emulator.dccUrl}/emulator/v1/clock`, { method: 'POST', body: '{"speed":-1}' });
    const unknown = await fetch(`${emulator.dccUrl}/emulator/v1/users/00-00-00-00-00-00-00-00/credentials`);
    expect([identity.status, order.status, unknown.status]).toEqual([200, 400, 404]);
  });
});
