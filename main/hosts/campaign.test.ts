import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workbench } from '../../shared/contract/contract.ts';
import type { RunDetail } from '../../shared/contract/shapes/runs.ts';
import { verifyPackBytes } from '../pack/verifyFile.ts';
import { type CampaignRun, runCampaignOnce } from './campaignRun.ts';

/** The bundled MDR campaign against the bundled emulator over real HTTP, once for all tests of this file. */
let folder = '';
let whole: CampaignRun;
let workbench: Workbench;
let run: RunDetail;
let problems: unknown[] = [];

beforeAll(async () => {
  whole = await runCampaignOnce();
  ({ folder, workbench, run, problems } = whole);
}, 60_000);
afterAll(() => whole.close());

describe('the MDR campaign against the emulator', () => {
  it('proves every requirement', async () => {
    const failures = run.findings.filter((finding) => finding.outcome === 'fail').map((finding) => finding.message);
    const { proven, total } = await workbench['campaign.get']({});
    expect({ failures, outcome: run.outcome, proven, total, problems }).toEqual({
      failures: [],
      outcome: 'pass',
      proven: 24,
      total: 24,
      problems: [],
    });
  });

  it('keeps every message with its verdicts, and marks the duplicate', () => {
    const received = run.messages.filter((message) => message.service === 'receiveResponse');
    expect(received.every((message) => message.signatureVerdict === 'valid' && message.schemaVerdict === 'valid')).toBe(
      true,
    );
    expect(received.filter((message) => message.duplicateOf !== null)).toHaveLength(1);
  });

  it('shows a response as the Message Mapping Catalogue has it, and says why a request is not in it', async () => {
    const byKind = (kind: string) =>
      run.messages.find((message) => message.kind === kind && message.serviceReferenceVariant === '4.6.1');
    const response = await workbench['message.mmc']({ id: byKind('serviceResponse')?.id ?? 0 });
    expect(response).toMatchObject({ reason: null, uncovered: [] });
    expect(response.xml).toContain('<ra:RetrieveImportDailyReadLogRsp MessageSuccess="true">');
    const request = await workbench['message.mmc']({ id: byKind('serviceRequest')?.id ?? 0 });
    expect(request).toMatchObject({ xml: null, reason: 'The message carries no GBCS message.' });
  });

  it('looks at the half-hours of a sequence, by the days of Great Britain', async () => {
    const [month] = await workbench['profile.analyse']({ name: 'MDR-4.8.1-MONTH' });
    const { analysis } = month ?? {};
    expect([month?.column, month?.unit, analysis?.missing]).toEqual(['activeImport', 'Wh', []]);
    expect(analysis?.entries).toBe(analysis?.days.reduce((sum, day) => sum + day.present, 0));
    // The daily log of the same meter (4.6.1) comes by another message of another form.
    expect(month?.registers.length).toBeGreaterThanOrEqual(5);
    expect(month?.registers.filter(({ agrees, advance }) => !agrees || advance < 1000)).toEqual([]);
    await expect(workbench['profile.analyse']({ name: 'MDR-8.2-MPXN' })).rejects.toThrow('no half-hourly data');
    await expect(workbench['profile.analyse']({ name: 'nobody' })).rejects.toThrow('neither a run nor a step');
  });

  it('decrypts what the meter encrypted for a User that it does not know', async () => {
    const response = run.messages.find(
      (message) => message.kind === 'serviceResponse' && message.serviceReferenceVariant === '4.8.1',
    );
    const detail = await workbench['message.get']({ id: response?.id ?? 0 });
    expect(detail.gbcs).toMatchObject({
      useCase: 'ECS22b',
      originator: '00-DB-12-34-56-78-90-A0',
      recipient: '90-B3-D5-1F-30-00-00-02',
      supplementaryRemotePartyId: '90-B3-D5-1F-30-01-00-09',
      data: { kind: 'profile', capturePeriodSeconds: 1800 },
    });
    expect(detail.gbcs?.fields.map((field) => field.hex).join('')).toMatch(/^DD/);
    expect(detail.gbcs?.decrypted).toHaveLength(1);
  });

  it('shows what an S1SP says of a SMETS1 meter: its signature, its data, the catalogue’s XML, the half-hours', async () => {
    const response = run.messages.find(
      ({ kind, serviceReferenceVariant }) => kind === 'smets1' && serviceReferenceVariant === '4.1.1',
    );
    const detail = await workbench['message.get']({ id: response?.id ?? 0 });
    expect(detail).toMatchObject({
      gbcs: null,
      innerSignatures: [
        { element: 'SMETS1SignedResponse', verdict: 'valid', signer: { eui64: '90-B3-D5-1F-30-00-00-10' } },
      ],
      smets1: {
        element: 'ReadInstantaneousImportRegistersRsp',
        isSuccess: true,
        data: { kind: 'registers', registers: [{ name: 'activeImport', unit: 'Wh' }, { name: 'reactiveImport' }] },
      },
    });
    const { xml } = await workbench['message.mmc']({ id: response?.id ?? 0 });
    expect(xml).toContain('<ra:ReadInstantaneousImportRegistersRsp MessageSuccess="true">');
    expect(
      run.findings.filter(({ check }) => check === 'provider-signature-is-valid').map((one) => one.outcome),
    ).toEqual(['pass', 'pass', 'pass']);
    const [day] = await workbench['profile.analyse']({ name: 'MDR-4.8.1-SMETS1' });
    expect([day?.values.length, day?.analysis.missing]).toEqual([49, []]);
    const found = await workbench['message.search']({ query: 'ReadInstantaneousImportRegistersRsp', limit: 5 });
    expect(found.messages.map(({ kind }) => kind)).toContain('smets1');
  });

  it('warns of a service that the role may send to the other generation alone', async () => {
    const rulesFor = async (target: string): Promise<string[]> => {
      const { xml } = await workbench['request.build']({
        serviceReferenceVariant: '4.1.1',
        originator: '90-B3-D5-1F-30-01-00-09',
        target,
        set: [],
      });
      const { findings } = await workbench['request.validate']({ xml, userRoles: ['MDR'] });
      return findings.map(({ rule }) => rule);
    };
    expect(await rulesFor('00-DB-12-34-56-78-92-A0')).not.toContain('user-role');
    expect(await rulesFor('00-DB-12-34-56-78-90-A0')).toContain('user-role');
  });

  it('answers that there is no such run, message or sequence', async () => {
    await expect(workbench['run.get']({ runId: 'none' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(workbench['message.get']({ id: 1_000_000 })).rejects.toMatchObject({ code: 'not-found' });
    await expect(workbench['run.start']({ only: ['none'] })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the pack of the campaign', () => {
  it('has the same bytes each time, and verifies', async () => {
    const [first, second] = [join(folder, 'one.zip'), join(folder, 'two.zip')];
    await workbench['pack.make']({ file: first });
    await workbench['pack.make']({ file: second });
    expect(readFileSync(first).equals(readFileSync(second))).toBe(true);
    expect(await workbench['pack.verify']({ file: first })).toMatchObject({ ok: true, problem: null, draft: false });
  });

  it('holds the report as it was previewed, which is no draft’s', async () => {
    const { html, draft } = await workbench['pack.preview']({});
    const { file } = await workbench['pack.make']({ file: join(folder, 'previewed.zip') });
    expect([draft, readFileSync(file).includes(Buffer.from(html))]).toEqual([false, true]);
  });

  it('shows every change: a byte anywhere, a cut, an addition', async () => {
    const file = join(folder, 'tamper.zip');
    await workbench['pack.make']({ file });
    const whole = readFileSync(file);
    const missed: number[] = [];
    // A prime stride walks over every kind of place: headers, content, directory, end.
    for (let at = 0; at < whole.length; at += 15_013) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      if ((await verifyPackBytes(changed)).ok) missed.push(at);
    }
    for (let at = whole.length - 400; at < whole.length; at += 1) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x80;
      if ((await verifyPackBytes(changed)).ok) missed.push(at);
    }
    expect(missed).toEqual([]);
    expect((await verifyPackBytes(whole.subarray(0, whole.length - 1))).ok).toBe(false);
    expect((await verifyPackBytes(Buffer.concat([whole, Buffer.from('x')]))).ok).toBe(false);
    expect(await verifyPackBytes(Buffer.alloc(0))).toMatchObject({ ok: false });
    writeFileSync(join(folder, 'not-a-zip.zip'), 'hello');
    expect(await workbench['pack.verify']({ file: join(folder, 'not-a-zip.zip') })).toMatchObject({ ok: false });
  }, 60_000);
});

describe('the redacted twin of the pack', () => {
  it('verifies, and holds no device, MPxN or address in any form', async () => {
    const file = join(folder, 'redacted.zip');
    const made = await workbench['pack.make']({ file, redact: true });
    const revealed = JSON.parse(readFileSync(made.revealFile ?? '', 'utf8')) as { value: string; kind: string }[];
    const shown = readFileSync(file).toString('latin1').toLowerCase();
    const forms = revealed.flatMap(({ value, kind }) =>
      kind === 'device' ? [value, value.replaceAll('-', '')] : kind === 'mpxn' ? [value] : [],
    );
    expect(forms.filter((form) => shown.includes(form.toLowerCase()))).toEqual([]);
    expect(revealed.map(({ kind }) => kind)).toContain('premises');
    expect(await workbench['pack.verify']({ file })).toMatchObject({ ok: true, redacted: true });
  });
});

describe('the sign-off of a campaign', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  it('is refused to the tester, and to a key of another kind', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const other = rsa.export({ type: 'pkcs8', format: 'pem' }).toString();
    await expect(workbench['campaign.signOff']({ person: run.tester, key: { pem } })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(workbench['campaign.signOff']({ person: 'Jane', key: { pem: other } })).rejects.toThrow();
  });

  it('stands in the evidence and in the pack, where its signature is verified', async () => {
    const signOffs = await workbench['campaign.signOff']({ person: 'Jane Reviewer', key: { pem } });
    expect(signOffs).toMatchObject([{ person: 'Jane Reviewer', current: true }]);
    const file = join(folder, 'signed-off.zip');
    await workbench['pack.make']({ file });
    expect(await workbench['pack.verify']({ file })).toMatchObject({ ok: true, signOffs: ['Jane Reviewer'] });
    const readiness = await workbench['pack.readiness']({});
    expect(readiness.items.at(-1)).toMatchObject({ title: 'Signed off by a second person', done: true });
  });
});

describe('a search over the messages', () => {
  it('finds those that hold every word, by the beginning of a word too', async () => {
    const { requestId } = run.messages.find(({ kind }) => kind === 'serviceResponse') ?? { requestId: '' };
    const found = await workbench['message.search']({ query: `"${requestId}" serviceResp` });
    expect(found.messages.map((one) => one.requestId)).toEqual([requestId]);
    expect((await workbench['message.search']({ query: 'ECS22b I0' })).total).toBeGreaterThan(2);
    expect(await workbench['message.search']({ query: '"' })).toEqual({ total: 0, isMore: false, messages: [] });
    expect(await workbench['message.search']({ query: 'nothing-of-the-kind' })).toEqual({
      total: 0,
      isMore: false,
      messages: [],
    });
  });
});
