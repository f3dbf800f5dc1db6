import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { makeSmallPack } from '../../main/hosts/bench/smallPack.ts';
import {
  packsWithAChangedByte,
  packsWithAnotherChain,
  rearrangedPacks,
  type SpoiledPack,
} from '../../main/hosts/bench/spoiledPacks.ts';
import { makeThrowAwaySigner } from '../../main/pack/signer.ts';
import { readVerifierPage } from '../../main/pack/verifyFile.ts';

/** Tries every so many bytes; UEPT_TAMPER_STRIDE=1 tries all, as `npm run bench -- tamper` does without a browser. */
const stride = Number(process.env.UEPT_TAMPER_STRIDE ?? 499);

// What runs in the page finds the verifier there, as a person's file does.
declare function verifyPack(reader: {
  size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}): Promise<{ ok: boolean; problem: { item: string } | null }>;
declare let whole: Uint8Array;

interface Told {
  what: string;
  base64?: string;
  changes: [at: number, value: number][];
}

function differences(before: Buffer, after: Buffer): [number, number][] {
  const found: [number, number][] = [];
  // Most of it is alike: stretches are compared at once, and looked into only where they differ.
  for (let from = 0; from < before.length; from += 4096) {
    const to = Math.min(from + 4096, before.length);
    if (before.compare(after, from, to, from, to) === 0) continue;
    for (let at = from; at < to; at += 1) {
      const value = after[at];
      if (value !== undefined && value !== before[at]) found.push([at, value]);
    }
  }
  return found;
}

test('the page of a pack finds every change, from disk and without a network', async ({ page }, info) => {
  test.setTimeout(stride === 1 ? 3_600_000 : 120_000);
  const pack = await makeSmallPack();
  const file = info.outputPath('verify.html');
  await writeFile(file, await readVerifierPage());
  await page.goto(pathToFileURL(file).href);
  await page.evaluate((base64) => {
    (globalThis as unknown as { whole: Uint8Array }).whole = Uint8Array.from(atob(base64), (letter) =>
      letter.charCodeAt(0),
    );
  }, pack.toString('base64'));
  /** Which of the changed packs the page takes for whole; each is told by what differs from the whole one. */
  const look = (packs: Told[]): Promise<string[]> =>
    page.evaluate(async (tried) => {
      const missed: string[] = [];
      for (const { what, base64, changes } of tried) {
        const bytes =
          base64 === undefined ? whole.slice() : Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        for (const [at, value] of changes) bytes[at] = value;
        const verdict = await verifyPack({
          size: bytes.length,
          read: async (offset, length) => bytes.subarray(offset, offset + length),
        });
        if (verdict.ok || verdict.problem === null || verdict.problem.item === 'the pack') missed.push(what);
      }
      return missed;
    }, packs);
  const encode = ({ what, bytes }: SpoiledPack): Told => ({ what, base64: bytes.toString('base64'), changes: [] });

  expect(await look([encode({ what: 'the pack as it is', bytes: pack })])).toEqual(['the pack as it is']);
  const signer = await makeThrowAwaySigner(new Date('2026-03-03T00:00:00Z'));
  const chains: SpoiledPack[] = [];
  for await (const changed of packsWithAnotherChain(pack, signer)) chains.push(changed);
  for (const packs of [[...rearrangedPacks(pack)], chains]) {
    expect(packs.length).toBeGreaterThan(20);
    expect(await look(packs.map(encode))).toEqual([]);
  }
  let batch: Told[] = [];
  let tried = 0;
  for (const changed of packsWithAChangedByte(pack, stride)) {
    batch.push({ what: changed.what, changes: differences(pack, changed.bytes) });
    tried += 1;
    if (batch.length < 500) continue;
    expect(await look(batch)).toEqual([]);
    batch = [];
  }
  expect(await look(batch)).toEqual([]);
  console.log(`${tried} changed bytes of a pack of ${pack.length} bytes, every one found by the page`);
});
