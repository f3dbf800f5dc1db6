import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeThrowAwaySigner } from '../pack/signer.ts';
import { verifyPackBytes } from '../pack/verifyFile.ts';
import { makeSmallPack } from './bench/smallPack.ts';
import { packOf, partsOf, resign } from './bench/spoiledPacks.ts';
import { tamperWith } from './bench/tamper.ts';

let pack: Buffer;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'uept-tamper-'));
  pack = await makeSmallPack();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a pack that was tampered with', () => {
  it('is taken apart and put together again byte for byte', async () => {
    expect(packOf(partsOf(pack)).equals(pack)).toBe(true);
    expect(await verifyPackBytes(pack)).toMatchObject({ ok: true });
  });

  // Every byte is tried by `npm run bench -- tamper`; a prime stride reaches each file here.
  it('is found, whatever was done to it, and the place is named', async () => {
    const trials = await tamperWith(pack, 211);
    expect(trials.map(({ kind, missed }) => [kind, missed])).toEqual(trials.map(({ kind }) => [kind, []]));
    expect(trials.every(({ tried }) => tried > 5)).toBe(true);
  });

  it('and made whole again with another key is found by whoever knows the signer or the head', async () => {
    const { signer, chainHead } = await verifyPackBytes(pack);
    const stranger = await makeThrowAwaySigner(new Date('2026-03-03T00:00:00Z'));
    const parts = partsOf(pack).map((part) =>
      part.path === 'coverage.csv' ? { ...part, bytes: Buffer.from('all is well\n') } : part,
    );
    const forged = await resign(parts, stranger);
    expect(await verifyPackBytes(forged)).toMatchObject({ ok: true });
    expect(await verifyPackBytes(forged, { signer: signer ?? '' })).toMatchObject({
      ok: false,
      problem: { item: 'signer.pem', reason: expect.stringContaining('is not the certificate that you expect') },
    });
    expect(await verifyPackBytes(pack, { signer: signer ?? '', head: chainHead ?? '' })).toMatchObject({ ok: true });
    expect(await verifyPackBytes(pack, { head: '0'.repeat(64) })).toMatchObject({
      ok: false,
      problem: { item: 'evidence/chain.jsonl' },
    });
  });
});

describe('the verifier on its own', () => {
  it('needs three files and Node, and exits 0, 1 and 2', () => {
    const own = fileURLToPath(new URL('../pack/page', import.meta.url));
    for (const name of ['verify.js', 'packFile.js', 'verifier.js']) copyFileSync(join(own, name), join(folder, name));
    // A folder of its own has no package.json that says what a .js file is.
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    writeFileSync(join(folder, 'whole.zip'), pack);
    writeFileSync(join(folder, 'changed.zip'), Buffer.from(pack).fill(0, 5000, 5001));
    const verify = (...args: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['verify.js', ...args], {
        cwd: folder,
        encoding: 'utf8',
      });
      return [status, stdout.split('\n')[0], stderr];
    };
    expect(verify('whole.zip')).toEqual([0, expect.stringMatching(/^whole \(a draft\): \d+ files, \d+ events$/), '']);
    expect(verify('changed.zip')).toEqual([1, 'not whole: index.html: its content was changed (zip checksum)', '']);
    expect(verify('whole.zip', '--head', '00')).toEqual([1, expect.stringContaining('the head that you expect'), '']);
    expect(verify('absent.zip')).toEqual([2, '', expect.stringContaining('cannot be read')]);
    expect(verify()).toEqual([2, '', expect.stringContaining('usage')]);
  });
});
