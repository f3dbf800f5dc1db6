import { createECDH } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex } from './bytes.ts';
import type { DecodedMessage } from './decodedMessage.ts';
import { decodeMessage } from './decodeMessage.ts';
import { type GbcsKeys, gbcsKeysFromJson } from './keys.ts';
import { resealMessage } from './reseal.ts';

const folder = new URL('../../../shared/vectors/', import.meta.url);
const isPresent = existsSync(new URL('rtds-gbcs.jsonl', folder));
const reason = isPresent ? '' : ' (skipped: the folder ../shared/vectors is absent)';

const octetsOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array();

/** Other keys for everybody, by what they are called: none is one of the Data Set's. */
function otherKeys(): GbcsKeys {
  const pairs = new Map<string, { privateKey: Uint8Array; publicPoint: Uint8Array }>();
  const pairOf = (eui: string) => {
    const known = pairs.get(eui);
    if (known) return known;
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(Buffer.concat([Buffer.alloc(24, 5), Buffer.from(eui, 'hex')]));
    const pair = { privateKey: new Uint8Array(ecdh.getPrivateKey()), publicPoint: new Uint8Array(ecdh.getPublicKey()) };
    pairs.set(eui, pair);
    return pair;
  };
  return {
    keyAgreementPrivateKey: (eui) => pairOf(eui).privateKey,
    keyAgreementPublicPoint: (eui) => pairOf(eui).publicPoint,
    digitalSignaturePrivateKey: (eui) => pairOf(eui).privateKey,
    digitalSignaturePublicPoint: (eui) => pairOf(eui).publicPoint,
  };
}

describe.skipIf(!isPresent)(`a message of the Reference Test Data Set${reason}`, () => {
  const keys = gbcsKeysFromJson(isPresent ? JSON.parse(readFileSync(new URL('rtds-keys.json', folder), 'utf8')) : {});
  const vectors = isPresent
    ? readFileSync(new URL('rtds-gbcs.jsonl', folder), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { name: string; hex: string })
    : [];
  const decode = (octets: Uint8Array, using: GbcsKeys): DecodedMessage => {
    const decoded = decodeMessage(octets, using);
    if (!decoded.ok) throw new Error(decoded.error.message);
    return decoded.message;
  };

  it('says the same under another counter and other keys, and is protected by them', () => {
    const others = otherKeys();
    const kinds: Record<string, number> = {};
    const to = 987_654_321n;
    for (const { name, hex } of vectors) {
      const was = decode(octetsOf(hex), keys);
      // The DCC gives commands to devices alone; what comes back to a User is all else, Pre-Commands among it.
      if (was.cra === 'command' && was.mac !== 'absent') continue;
      const from = BigInt(was.supplementaryRemotePartyCounter ?? was.originatorCounter);
      const plaintexts = was.decrypted.map((block) => octetsOf(block.hex));
      // What is sealed and was never opened cannot be sealed again.
      if (was.fields.some(({ value }) => value?.startsWith('unknown: the keys') === true)) continue;
      const is = decode(resealMessage({ octets: octetsOf(hex), plaintexts }, { from, to }, others), others);
      expect(is.supplementaryRemotePartyCounter ?? is.originatorCounter, name).toBe(String(to));
      expect([is.mac, is.signature], name).toEqual([
        was.mac === 'absent' ? 'absent' : 'valid',
        was.signature === 'absent' ? 'absent' : 'valid',
      ]);
      expect([is.useCase, is.data, is.decrypted.length], name).toEqual([was.useCase, was.data, was.decrypted.length]);
      kinds[was.cra] = (kinds[was.cra] ?? 0) + 1;
    }
    expect(kinds).toEqual({ alert: 60, command: 106, response: 282 });
  });
});
