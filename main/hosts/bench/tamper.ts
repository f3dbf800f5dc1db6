import { makeThrowAwaySigner } from '../../pack/signer.ts';
import { verifyPackBytes } from '../../pack/verifyFile.ts';
import type { Benchmark } from './benchmark.ts';
import { makeSmallPack } from './smallPack.ts';
import {
  hostilePacks,
  packsWithAChangedByte,
  packsWithAnotherChain,
  rearrangedPacks,
  type SpoiledPack,
  truncatedPacks,
} from './spoiledPacks.ts';

/** What was tried of one kind, and what of it the verifier took for whole. */
export interface Trial {
  kind: string;
  tried: number;
  missed: string[];
}

async function attempt(kind: string, packs: Iterable<SpoiledPack> | AsyncIterable<SpoiledPack>): Promise<Trial> {
  const missed: string[] = [];
  let tried = 0;
  for await (const { what, bytes } of packs) {
    tried += 1;
    const { ok, problem } = await verifyPackBytes(bytes);
    // A change that is found is named; "cannot be read" would be a verifier that stumbled over it.
    if (ok || problem === null || problem.item === 'the pack') missed.push(what);
  }
  return { kind, tried, missed };
}

/**
 * Changes a pack in every way and holds each against the verifier.
 *
 * @param stride every so many bytes are tried; 1 tries all
 */
export async function tamperWith(pack: Buffer, stride: number): Promise<Trial[]> {
  const stranger = await makeThrowAwaySigner(new Date('2026-03-03T00:00:00Z'));
  return [
    await attempt('a byte changed, with and without its checksums', packsWithAChangedByte(pack, stride)),
    await attempt('cut off', truncatedPacks(pack, stride)),
    await attempt('a file removed, moved, doubled or added', rearrangedPacks(pack)),
    await attempt(
      'an event removed, moved, doubled, backdated or cut off, signed anew',
      packsWithAnotherChain(pack, stranger),
    ),
    await attempt('a name that leads out of the pack, a size that is not', hostilePacks(pack)),
  ];
}

export const tamper: Benchmark = {
  title: 'every change to a small pack, held against the verifier (exhaustive)',
  onlyByName: true,
  async run() {
    const pack = await makeSmallPack();
    const trials = await tamperWith(pack, 1);
    return {
      rows: [
        [`A pack of ${pack.length} bytes`, 'tried', 'found'],
        ...trials.map(({ kind, tried, missed }) => [kind, String(tried), String(tried - missed.length)]),
      ],
      failures: trials.flatMap(({ kind, missed }) =>
        missed.slice(0, 20).map((what) => `${kind}: ${what} was not found`),
      ),
    };
  },
};
