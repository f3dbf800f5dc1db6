import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { canonicalJson } from '../../../shared/canonicalJson.ts';
import type { PackSigner } from '../../pack/signer.ts';

/** One file of a pack, as somebody who changes packs sees it. */
export interface Part {
  path: string;
  bytes: Buffer;
}

/** A changed pack, and what was done to it. */
export interface SpoiledPack {
  what: string;
  bytes: Buffer;
}

const localHeader = 30;
const directoryHeader = 46;

/** The files of a pack in its one fixed form (APPNOTE 4.3.7): stored, one after the other. */
export function partsOf(pack: Buffer): Part[] {
  const parts: Part[] = [];
  for (let at = 0; pack.readUInt32LE(at) === 0x04034b50; ) {
    const [size, name] = [pack.readUInt32LE(at + 22), pack.readUInt16LE(at + 26)];
    const start = at + localHeader + name;
    const path = pack.toString('utf8', at + localHeader, start);
    parts.push({ path, bytes: pack.subarray(start, start + size) });
    at = start + size;
  }
  return parts;
}

/** Puts files into a pack in the very form of the pack maker, with checksums that fit. */
export function packOf(parts: readonly Part[]): Buffer {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, bytes } of parts) {
    const name = Buffer.from(path);
    const local = Buffer.alloc(localHeader);
    local.writeUInt32LE(0x04034b50, 0);
    writeForm(local, 4, name, bytes);
    const listed = Buffer.alloc(directoryHeader);
    listed.writeUInt32LE(0x02014b50, 0);
    listed.writeUInt16LE(0x033f, 4);
    writeForm(listed, 6, name, bytes);
    listed.writeUInt32LE(0x81a40000, 38);
    listed.writeUInt32LE(offset, 42);
    chunks.push(local, name, bytes);
    directory.push(listed, name);
    offset += localHeader + name.length + bytes.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, ...directory, end]);
}

function writeForm(header: Buffer, at: number, name: Buffer, bytes: Buffer): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(0x0800, at + 2);
  header.writeUInt16LE(0x0021, at + 8);
  header.writeUInt32LE(crc32(bytes), at + 10);
  header.writeUInt32LE(bytes.length, at + 14);
  header.writeUInt32LE(bytes.length, at + 18);
  header.writeUInt16LE(name.length, at + 22);
}

const swapped = <T>(list: readonly T[], index: number): T[] => {
  const [a, b] = [list[index], list[index + 1]] as [T, T];
  return [...list.slice(0, index), b, a, ...list.slice(index + 2)];
};

/** Every file removed, moved, doubled or followed by a stranger, the container mended each time. */
export function* rearrangedPacks(pack: Buffer): Generator<SpoiledPack> {
  const parts = partsOf(pack);
  const stranger: Part = { path: 'messages/9999-added.xml', bytes: Buffer.from('<added/>') };
  for (const [index, { path }] of parts.entries()) {
    yield { what: `${path} removed`, bytes: packOf(parts.toSpliced(index, 1)) };
    yield { what: `${path} twice`, bytes: packOf(parts.toSpliced(index, 0, parts[index] as Part)) };
    yield { what: `a file added before ${path}`, bytes: packOf(parts.toSpliced(index, 0, stranger)) };
    if (index + 1 < parts.length) yield { what: `${path} moved`, bytes: packOf(swapped(parts, index)) };
  }
  yield { what: 'a file added at the end', bytes: packOf([...parts, stranger]) };
}

/** Names that would leave the folder where a pack is unpacked, and a file that says it is larger than it is or packed. */
export function* hostilePacks(pack: Buffer): Generator<SpoiledPack> {
  for (const path of [
    '../outside.xml',
    '/etc/outside',
    'messages/../../outside',
    'C:\\outside',
    'messages\\..\\x',
    '',
  ]) {
    const parts: Part[] = [{ path, bytes: Buffer.from('x') }, ...partsOf(pack)];
    yield { what: `the name ${JSON.stringify(path)}`, bytes: packOf(parts) };
  }
  const claim = (at: number, value: number): Buffer => {
    const bytes = Buffer.from(pack);
    bytes.writeUInt32LE(value, at);
    return bytes;
  };
  yield { what: 'a file of 4 GB by its header', bytes: claim(18, 0xfffffffe) };
  yield { what: 'a file that unpacks to 4 GB', bytes: claim(22, 0xfffffffe) };
  const deflated = Buffer.from(pack);
  deflated.writeUInt16LE(8, 8);
  yield { what: 'a deflated file', bytes: deflated };
}

/** What a pack says of itself, made to fit other files and signed with another key. */
export async function resign(parts: readonly Part[], { certificate, sign }: PackSigner): Promise<Buffer> {
  const closing = new Set(['manifest.json', 'manifest.sig', 'signer.pem']);
  const content = parts.filter(({ path }) => !closing.has(path));
  const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
  const old = JSON.parse(parts.find(({ path }) => path === 'manifest.json')?.bytes.toString() ?? '{}') as object;
  const manifest = Buffer.from(
    canonicalJson({
      ...old,
      files: content.map(({ path, bytes }) => ({ path, sha256: sha256(bytes), size: bytes.length })),
      signer: { kind: 'throw-away', subject: 'somebody', certificateSha256: sha256(certificate) },
    }),
  );
  return packOf([
    ...content,
    { path: 'manifest.json', bytes: manifest },
    { path: 'manifest.sig', bytes: Buffer.from(await sign(manifest)) },
    { path: 'signer.pem', bytes: Buffer.from(certificate) },
  ]);
}

/** The evidence changed by somebody who may sign: each event removed, moved, doubled or cut off, the head left as it was. */
export async function* packsWithAnotherChain(pack: Buffer, signer: PackSigner): AsyncGenerator<SpoiledPack> {
  const parts = partsOf(pack);
  const path = 'evidence/chain.jsonl';
  const lines = (parts.find((part) => part.path === path)?.bytes.toString() ?? '').split('\n').slice(0, -1);
  const withLines = (changed: readonly string[]): Promise<Buffer> => {
    const bytes = Buffer.from(changed.map((line) => `${line}\n`).join(''));
    return resign(
      parts.map((part) => (part.path === path ? { path, bytes } : part)),
      signer,
    );
  };
  for (const index of lines.keys()) {
    const event = `event ${index + 1}`;
    yield { what: `${event} removed`, bytes: await withLines(lines.toSpliced(index, 1)) };
    yield { what: `${event} twice`, bytes: await withLines(lines.toSpliced(index, 0, lines[index] as string)) };
    yield { what: `cut off before ${event}`, bytes: await withLines(lines.slice(0, index)) };
    if (index + 1 < lines.length) yield { what: `${event} moved`, bytes: await withLines(swapped(lines, index)) };
    const backdated = canonicalJson({
      ...(JSON.parse(lines[index] ?? '{}') as object),
      at: '2020-01-01T00:00:00.000Z',
    });
    yield { what: `${event} backdated`, bytes: await withLines(lines.with(index, backdated)) };
  }
}

/**
 * Every byte of a pack changed, one after the other, and every byte of its files changed again with the checksums of the
 * container mended.
 *
 * @param stride tries every so many bytes: 1 tries all
 */
export function* packsWithAChangedByte(pack: Buffer, stride: number): Generator<SpoiledPack> {
  for (let at = 0; at < pack.length; at += stride) {
    const bytes = Buffer.from(pack);
    bytes[at] = (pack[at] as number) ^ (at % 2 === 0 ? 0x01 : 0x80);
    yield { what: `byte ${at}`, bytes };
  }
  const parts = partsOf(pack);
  for (const [index, { path, bytes }] of parts.entries()) {
    for (let at = 0; at < bytes.length; at += stride) {
      const changed = Buffer.from(bytes);
      changed[at] = (bytes[at] as number) ^ 0x01;
      yield { what: `byte ${at} of ${path}`, bytes: packOf(parts.with(index, { path, bytes: changed })) };
    }
  }
}

/** The pack cut off after every so many bytes. */
export function* truncatedPacks(pack: Buffer, stride: number): Generator<SpoiledPack> {
  for (let length = 0; length < pack.length; length += stride)
    yield { what: `cut off after ${length} bytes`, bytes: pack.subarray(0, length) };
}
