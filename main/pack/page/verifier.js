// Verifies a submission pack (uept-pack/1) with nothing but WebCrypto, so that the same text serves the command line,
// the workbench and the page inside the pack. A reviewer can read it from top to bottom: it imports nothing.

/**
 * @typedef {{ size: number, read(offset: number, length: number): Promise<Uint8Array> }} PackReader
 * @typedef {{ name: string, offset: number, size: number }} PackEntry
 * @typedef {{ path: string, sha256: string, size: number }} ManifestFile
 * @typedef {{ format: string, draft: boolean, redacted?: boolean, campaign: { id: string, title: string }, chain: { head: string, length: number },
 *   files: ManifestFile[], signer: { certificateSha256: string, kind: string, subject: string } }} Manifest
 * @typedef {{ ok: boolean, problem: { item: string, reason: string } | null, files: number, events: number,
 *   chainHead: string | null, signer: string | null, campaign: string | null, draft: boolean, redacted: boolean,
 *   signOffs: string[] }} Verdict
 * @typedef {{ signer?: string, head?: string }} Expected what the pack must be, in hexadecimal: SHA-256 of its signer's
 *   certificate (PEM), and the head of its evidence chain
 * @typedef {(done: number, all: number) => void} Progress how many files and events were checked, of how many
 */

const lineEnd = 0x0a;
const genesis = '0'.repeat(64);
const eventDomain = 'uept-event/1\n';
const closing = ['manifest.json', 'manifest.sig', 'signer.pem'];

class Problem extends Error {
  /** @param {string} item @param {string} reason */
  constructor(item, reason) {
    super(`${item}: ${reason}`);
    this.item = item;
    this.reason = reason;
  }
}

/** @param {Uint8Array} bytes */
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param {Uint8Array | string} data @returns {Promise<string>} */
async function sha256(data) {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', /** @type {BufferSource} */ (bytes))));
}

/** RFC 8785. @param {unknown} value @returns {string} */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Parses JSON that must be in its one canonical form. @param {string} text @param {string} item */
function parseCanonical(text, item) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem(item, 'is not JSON');
  }
  if (canonical(value) !== text) throw new Problem(item, 'is not in canonical form, so it was changed');
  return value;
}

/** @param {Uint8Array} bytes @param {string} item */
function decodeText(bytes, item) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Problem(item, 'is not UTF-8');
  }
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/** @param {number} crc @param {Uint8Array} bytes */
function updateCrc(crc, bytes) {
  let value = crc;
  for (const byte of bytes) value = (crcTable[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return value >>> 0;
}

// A pack is a zip in one fixed form: files stored one after the other without compression, dated 1980-01-01 00:00,
// names in UTF-8, then the directory in the same order, then the end record; not a byte before, between or after.
const localForm = [0x04034b50, 20, 0x0800, 0, 0, 0x0021];

/** @param {DataView} view @param {number} at @param {string} item */
function checkForm(view, at, item) {
  const found = [at, at + 2, at + 4, at + 6, at + 8].map((offset) => view.getUint16(offset, true));
  if (found.some((value, index) => value !== localForm[index + 1]))
    throw new Problem(item, 'its zip header was changed');
}

/** @param {Uint8Array} bytes */
const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Reads the container strictly and returns its entries in order.
 * @param {PackReader} reader @returns {Promise<PackEntry[]>}
 */
async function readEntries(reader) {
  /** @param {number} offset @param {number} length @param {string} item */
  const take = async (offset, length, item) => {
    if (offset + length > reader.size) throw new Problem(item, 'the pack ends in the middle of it: it was truncated');
    return reader.read(offset, length);
  };
  /** @type {(PackEntry & { crc: number, header: number })[]} */
  const entries = [];
  const names = new Set();
  let offset = 0;
  for (;;) {
    const after = entries.at(-1)?.name;
    const place = after === undefined ? 'the beginning of the pack' : `what follows ${after}`;
    const fixed = viewOf(await take(offset, 4, place));
    const signature = fixed.getUint32(0, true);
    if (signature !== localForm[0]) break;
    const view = viewOf(await take(offset, 30, place));
    checkForm(view, 4, place);
    const size = view.getUint32(22, true);
    const nameLength = view.getUint16(26, true);
    if (view.getUint32(18, true) !== size || view.getUint16(28, true) !== 0)
      throw new Problem(place, 'its zip header was changed');
    const name = decodeText(await take(offset + 30, nameLength, place), place);
    if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(name) || name.includes('..') || name.includes('//')) {
      throw new Problem(place, `the name ${JSON.stringify(name)} does not belong in a pack`);
    }
    if (names.has(name)) throw new Problem(name, 'appears twice');
    names.add(name);
    const start = offset + 30 + nameLength;
    if (start + size > reader.size) throw new Problem(name, 'the pack ends in the middle of it: it was truncated');
    entries.push({ name, offset: start, size, crc: view.getUint32(14, true), header: offset });
    offset = start + size;
  }
  const directory = offset;
  for (const entry of entries) {
    const item = `the directory entry of ${entry.name}`;
    const view = viewOf(await take(offset, 46, item));
    checkForm(view, 6, item);
    const nameLength = view.getUint16(28, true);
    const good =
      view.getUint32(0, true) === 0x02014b50 &&
      view.getUint16(4, true) === 0x033f &&
      view.getUint32(16, true) === entry.crc &&
      view.getUint32(20, true) === entry.size &&
      view.getUint32(24, true) === entry.size &&
      view.getUint32(30, true) === 0 &&
      view.getUint32(34, true) === 0 &&
      view.getUint32(38, true) === 0x81a40000 &&
      view.getUint32(42, true) === entry.header;
    if (!good || decodeText(await take(offset + 46, nameLength, item), item) !== entry.name) {
      throw new Problem(item, 'does not fit the file');
    }
    offset += 46 + nameLength;
  }
  const end = viewOf(await take(offset, 22, 'the end of the pack'));
  const good =
    end.getUint32(0, true) === 0x06054b50 &&
    end.getUint32(4, true) === 0 &&
    end.getUint16(8, true) === entries.length &&
    end.getUint16(10, true) === entries.length &&
    end.getUint32(12, true) === offset - directory &&
    end.getUint32(16, true) === directory &&
    end.getUint16(20, true) === 0;
  if (!good || offset + 22 !== reader.size)
    throw new Problem('the end of the pack', 'was changed, or something was added after it');
  for (const entry of entries) await checkCrc(reader, entry);
  return entries;
}

const windowSize = 4 * 1024 * 1024;

/**
 * A pack has tens of thousands of small files one after the other: whatever holds it is asked for a stretch of them at once.
 * @param {number} size @param {(offset: number, length: number) => Promise<Uint8Array>} readAt @returns {PackReader}
 */
export function inWindows(size, readAt) {
  let offsetOfWindow = 0;
  /** @type {Uint8Array} */
  let held = new Uint8Array(0);
  return {
    size,
    async read(offset, length) {
      if (length > windowSize) return readAt(offset, length);
      if (offset < offsetOfWindow || offset + length > offsetOfWindow + held.length) {
        held = await readAt(offset, Math.max(length, Math.min(windowSize, size - offset)));
        offsetOfWindow = offset;
      }
      return held.subarray(offset - offsetOfWindow, offset - offsetOfWindow + length);
    },
  };
}

const chunkSize = 8 * 1024 * 1024;

/** @param {PackReader} reader @param {PackEntry & { crc: number }} entry */
async function checkCrc(reader, entry) {
  let crc = 0xffffffff;
  for (let done = 0; done < entry.size; done += chunkSize) {
    crc = updateCrc(crc, await reader.read(entry.offset + done, Math.min(chunkSize, entry.size - done)));
  }
  if ((crc ^ 0xffffffff) >>> 0 !== entry.crc) throw new Problem(entry.name, 'its content was changed (zip checksum)');
}

/** Reads one DER element. @param {Uint8Array} der @param {number} at */
function element(der, at) {
  const first = der[at + 1] ?? 0;
  const count = first & 0x80 ? first & 0x7f : 0;
  let length = count === 0 ? first : 0;
  for (let index = 0; index < count; index += 1) length = length * 256 + (der[at + 2 + index] ?? 0);
  const start = at + 2 + count;
  return { tag: der[at] ?? 0, start, end: start + length };
}

/**
 * The SubjectPublicKeyInfo inside an X.509 certificate (RFC 5280, 4.1): the seventh field, or sixth without version.
 * @param {Uint8Array} der
 */
function publicKeyInfo(der) {
  let at = element(der, element(der, 0).start).start;
  const version = element(der, at).tag === 0xa0 ? 1 : 0;
  for (let skip = 0; skip < 5 + version; skip += 1) at = element(der, at).end;
  return der.slice(at, element(der, at).end);
}

/** DER ECDSA-Sig-Value to r and s of 32 bytes each; refuses any but the one DER form. @param {Uint8Array} der */
function rawSignature(der) {
  const outer = element(der, 0);
  const r = element(der, outer.start);
  const s = element(der, r.end);
  const raw = new Uint8Array(64);
  const rebuilt = [];
  for (const [index, part] of [r, s].entries()) {
    const value = der.slice(part.start, part.end);
    const unsigned = value[0] === 0 ? value.slice(1) : value;
    if (part.tag !== 2 || unsigned.length > 32 || unsigned[0] === 0) return undefined;
    raw.set(unsigned, index * 32 + 32 - unsigned.length);
    const padded = (unsigned[0] ?? 0) & 0x80 ? [0, ...unsigned] : [...unsigned];
    rebuilt.push(2, padded.length, ...padded);
  }
  return hex(Uint8Array.from([0x30, rebuilt.length, ...rebuilt])) === hex(der) ? raw : undefined;
}

/** @param {string} pem */
function certificateDer(pem) {
  const body = /^-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=\n]+)\n-----END CERTIFICATE-----\n$/.exec(pem)?.[1];
  if (body === undefined) throw new Problem('signer.pem', 'is not a certificate in PEM form');
  return Uint8Array.from(atob(body.replaceAll('\n', '')), (letter) => letter.charCodeAt(0));
}

/** @param {Uint8Array} manifest @param {Uint8Array} signature @param {string} pem */
async function checkSignature(manifest, signature, pem) {
  const raw = rawSignature(signature);
  if (raw === undefined) throw new Problem('manifest.sig', 'is not an ECDSA P-256 signature in DER form');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  /** @type {CryptoKey} */
  let key;
  try {
    key = await crypto.subtle.importKey('spki', publicKeyInfo(certificateDer(pem)), algorithm, false, ['verify']);
  } catch {
    throw new Problem('signer.pem', 'holds no P-256 public key');
  }
  const good = await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    raw,
    /** @type {BufferSource} */ (manifest),
  );
  if (!good)
    throw new Problem(
      'manifest.sig',
      'does not fit the manifest: one of the two was changed, or another key signed it',
    );
}

/**
 * Checks the signature that a second person put under the evidence so far.
 * @param {Record<string, unknown>} body @param {string} previous @param {string} item @returns {Promise<string>} who it was
 */
async function checkSignOff(body, previous, item) {
  const { statement, publicKey, signature } =
    /** @type {{ statement: { person: string, chain: { head: string } }, publicKey: string, signature: string }} */ (
      body
    );
  const spki = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=\n]+)\n-----END PUBLIC KEY-----\n$/.exec(publicKey)?.[1];
  /** @param {string} base64 */
  const octets = (base64) => Uint8Array.from(atob(base64.replaceAll('\n', '')), (letter) => letter.charCodeAt(0));
  const raw = rawSignature(octets(signature));
  if (spki === undefined || raw === undefined) throw new Problem(item, 'holds a sign-off that cannot be read');
  const key = await crypto.subtle.importKey('spki', octets(spki), { name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'verify',
  ]);
  const signed = new TextEncoder().encode(canonical(statement));
  if (!(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, raw, signed)))
    throw new Problem(item, `the signature of ${statement.person} does not fit what was signed off`);
  if (statement.chain.head !== previous)
    throw new Problem(item, `${statement.person} signed off other evidence than what stands before it`);
  return statement.person;
}

/**
 * Follows the chain of events from the first to the head that the manifest names.
 * @param {Uint8Array} bytes @param {Manifest} manifest @param {ReadonlySet<string>} blobs
 * @param {() => void} onEvent called for each event
 * @returns {Promise<string[]>} who signed it off
 */
async function checkChain(bytes, manifest, blobs, onEvent) {
  if (bytes.at(-1) !== lineEnd) throw new Problem('evidence/chain.jsonl', 'does not end with a line end');
  let previous = genesis;
  let index = -1;
  /** @type {string[]} */
  const signOffs = [];
  // Line by line: there may be a hundred thousand.
  for (let start = 0, end = 0; start < bytes.length; start = end + 1) {
    index += 1;
    const item = `evidence/chain.jsonl, event ${index + 1}`;
    end = bytes.indexOf(lineEnd, start);
    const line = decodeText(bytes.subarray(start, end), item);
    const event = /** @type {Record<string, unknown> & { body?: Record<string, unknown> }} */ (
      parseCanonical(line, item)
    );
    const { hash, body, ...sealed } = event;
    if (sealed.seq !== index + 1) throw new Problem(item, 'is out of order: an event was removed, added or moved');
    if (sealed.previous !== previous) throw new Problem(item, 'does not name the event before it');
    // A browser hashes on another thread, and each way there and back takes longer than the hash: both go at once.
    const [ofBody, ofEvent] = await Promise.all([
      body === undefined ? sealed.bodySha256 : sha256(canonical(body)),
      sha256(eventDomain + canonical(sealed)),
    ]);
    if (ofBody !== sealed.bodySha256) throw new Problem(item, 'its body was changed');
    if (ofEvent !== hash) throw new Problem(item, 'its hash does not fit what it says');
    for (const blob of [body?.blob ?? [], body?.blobs ?? []].flat())
      if (!blobs.has(String(blob)))
        throw new Problem(`evidence/blobs/${blob}`, `is missing, though event ${index + 1} names it`);
    if (sealed.kind === 'signed-off' && body !== undefined) signOffs.push(await checkSignOff(body, previous, item));
    previous = String(hash);
    onEvent();
  }
  if (index + 1 !== manifest.chain.length || previous !== manifest.chain.head) {
    throw new Problem(
      'evidence/chain.jsonl',
      'does not end at the head that the manifest names: it was truncated or extended',
    );
  }
  return signOffs;
}

/**
 * Holds a pack that is whole against what its reviewer was told by another way: a pack that somebody made anew from
 * changed evidence, with a key of their own, is as whole as the first. A fingerprint is SHA-256 of the certificate, as a
 * file (PEM, the manifest's way) or as its octets (DER, the way of openssl).
 * @param {Expected} expected @param {Manifest} manifest @param {string} pem
 */
async function checkExpected({ signer, head }, manifest, pem) {
  const { certificateSha256 } = manifest.signer;
  const fingerprints = [certificateSha256, await sha256(certificateDer(pem))];
  if (signer !== undefined && !fingerprints.includes(signer.toLowerCase()))
    throw new Problem('signer.pem', `is not the certificate that you expect: its fingerprint is ${certificateSha256}`);
  if (head !== undefined && head.toLowerCase() !== manifest.chain.head)
    throw new Problem(
      'evidence/chain.jsonl',
      `does not end at the head that you expect, but at ${manifest.chain.head}`,
    );
}

/**
 * Verifies a pack. Never throws for anything that the pack holds: what is wrong is in the verdict.
 * @param {PackReader} reader @param {Expected} [expected] @param {Progress} [progress] @returns {Promise<Verdict>}
 */
export async function verifyPack(reader, expected = {}, progress = () => {}) {
  /** @type {Verdict} */
  const verdict = {
    ok: false,
    problem: null,
    files: 0,
    events: 0,
    chainHead: null,
    signer: null,
    campaign: null,
    draft: false,
    redacted: false,
    signOffs: [],
  };
  try {
    const entries = await readEntries(reader);
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    /** @param {string} name */
    const content = async (name) => {
      const entry = byName.get(name);
      if (!entry) throw new Problem(name, 'is missing');
      return reader.read(entry.offset, entry.size);
    };
    const manifestBytes = await content('manifest.json');
    const pem = decodeText(await content('signer.pem'), 'signer.pem');
    await checkSignature(manifestBytes, await content('manifest.sig'), pem);
    const manifest = /** @type {Manifest} */ (
      parseCanonical(decodeText(manifestBytes, 'manifest.json'), 'manifest.json')
    );
    if (manifest.format !== 'uept-pack/1')
      throw new Problem('manifest.json', `names the format ${manifest.format}, which this page does not know`);
    if (manifest.signer.certificateSha256 !== (await sha256(pem)))
      throw new Problem('signer.pem', 'is not the certificate that the manifest names');
    const order = [...manifest.files.map((file) => file.path), ...closing];
    for (const [index, name] of order.entries()) {
      const found = entries[index]?.name;
      if (found === name) continue;
      if (!byName.has(name)) throw new Problem(name, 'is missing');
      throw new Problem(
        found ?? name,
        order.includes(found ?? '') ? 'is not in its place' : 'does not belong to the pack: it was added',
      );
    }
    if (entries.length > order.length)
      throw new Problem(entries[order.length]?.name ?? '', 'does not belong to the pack: it was added');
    let done = 0;
    const advance = () => {
      done += 1;
      progress(done, manifest.files.length + manifest.chain.length);
    };
    for (const file of manifest.files) {
      const bytes = await content(file.path);
      if (bytes.length !== file.size || (await sha256(bytes)) !== file.sha256)
        throw new Problem(file.path, 'its content was changed');
      if (file.path.startsWith('evidence/blobs/') && file.path !== `evidence/blobs/${file.sha256}`)
        throw new Problem(file.path, 'does not hold what its name says');
      advance();
    }
    const blobs = new Set(
      manifest.files.filter((file) => file.path.startsWith('evidence/blobs/')).map((file) => file.sha256),
    );
    // In a redacted pack messages are as they are shown; the evidence keeps the hashes of what was sent and received.
    const stray =
      !manifest.redacted && manifest.files.find((file) => file.path.startsWith('messages/') && !blobs.has(file.sha256));
    if (stray) throw new Problem(stray.path, 'is not one of the messages in the evidence');
    const signOffs = await checkChain(await content('evidence/chain.jsonl'), manifest, blobs, advance);
    await checkExpected(expected, manifest, pem);
    return {
      ok: true,
      problem: null,
      files: entries.length,
      events: manifest.chain.length,
      chainHead: manifest.chain.head,
      signer: manifest.signer.certificateSha256,
      campaign: manifest.campaign.title,
      draft: manifest.draft,
      redacted: manifest.redacted === true,
      signOffs,
    };
  } catch (error) {
    if (!(error instanceof Problem)) {
      return {
        ...verdict,
        problem: { item: 'the pack', reason: `cannot be read (${error instanceof Error ? error.message : error})` },
      };
    }
    return { ...verdict, problem: { item: error.item, reason: error.reason } };
  }
}
