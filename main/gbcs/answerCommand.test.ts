import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { answerCommand } from './answerCommand.ts';
import { fromHex, toHex } from './bytes.ts';
import { decodeMessage } from './decodeMessage.ts';
import type { GbcsKeys } from './keys.ts';

const file = fileURLToPath(new URL('../../../shared/vectors/rtds-gbcs.jsonl', import.meta.url));

interface Vector {
  name: string;
  hex: string;
}

const vectors = existsSync(file)
  ? readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Vector)
  : [];
const byName = new Map(vectors.map((vector) => [vector.name, vector]));

/** Any private key signs and agrees: what is compared lies before signature and MAC. */
const scalar = new Uint8Array(32).fill(7);
const keys: GbcsKeys = {
  keyAgreementPrivateKey: () => scalar,
  keyAgreementPublicPoint: () =>
    fromHex(
      '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
    ),
  digitalSignaturePrivateKey: () => scalar,
  digitalSignaturePublicPoint: () => undefined,
};

/** The message without MAC and signature: from the general-signing tag to the end of the payload. */
function signedPart(bytes: Uint8Array): string {
  const decoded = decodeMessage(bytes);
  return decoded.message.fields
    .filter(({ path }) => !/^(MAC|Signature)/.test(path))
    .map(({ hex }) => hex)
    .join('');
}

describe.skipIf(vectors.length === 0)(
  'the answer to a critical command that only sets and acts (needs the vectors beside the repository)',
  () => {
    it('is the response of the Reference Test Data Set, octet for octet, for every use case that answers nothing but success', () => {
      const wrong: string[] = [];
      let compared = 0;
      for (const vector of vectors) {
        const response = byName.get(vector.name.replace(/_COMMAND$/, '_RESPONSE'));
        const bytes = fromHex(vector.hex);
        if (!vector.name.endsWith('_COMMAND') || !vector.name.includes('SUCCESS') || !response || !bytes) continue;
        const decoded = decodeMessage(bytes);
        // Sets and actions that bring no data back: the response holds null data alone.
        const expected = signedPart(fromHex(response.hex) ?? new Uint8Array());
        const answered = decodeMessage(fromHex(response.hex) ?? new Uint8Array());
        const data = answered.message.fields.filter(({ path }) => /\.Data\[\d+\]/.test(path));
        if (!decoded.ok || data.length === 0 || data.some(({ hex }) => hex !== '00')) continue;
        if (!decoded.message.fields.some(({ path }) => path.includes('Access Request'))) continue;
        compared += 1;
        const own = answerCommand(bytes, () => ({ data: Uint8Array.from([0]), result: 0 }), {
          keys,
          time: '2015-01-01T00:00:00Z',
        });
        if (signedPart(own) !== expected)
          wrong.push(`${vector.name}\n  ours   ${toHex(own).slice(0, 160)}\n  theirs ${response.hex.slice(0, 160)}`);
      }
      expect(wrong).toEqual([]);
      expect(compared).toBeGreaterThan(20);
    });
  },
);
