import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { decodeMessage } from './decodeMessage.ts';
import { encodeCommand } from './encodeCommand.ts';
import { encodeResponse } from './encodeResponse.ts';
import { gbcsKeysFromJson } from './keys.ts';
import { addCommandMac, signPreCommand } from './preCommand.ts';
import { encodableMessageCodes } from './useCases/registry.ts';

interface IndependentNode {
  readonly hex?: string;
  readonly notes?: string;
  readonly children?: Readonly<Record<string, IndependentNode>>;
}

interface Vector {
  readonly name: string;
  readonly hex: string;
  readonly decoded: Readonly<Record<string, Readonly<Record<string, IndependentNode>>>>;
}

const folder = new URL('../../../shared/vectors/', import.meta.url);
const isPresent = existsSync(new URL('rtds-gbcs.jsonl', folder));
const reason = isPresent ? '' : ' (skipped: the folder ../shared/vectors is absent)';

function readVectors(): readonly Vector[] {
  const lines = readFileSync(new URL('rtds-gbcs.jsonl', folder), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

function octetsOf(hex: string): Uint8Array {
  const bytes = fromHex(hex);
  if (bytes === undefined) throw new Error('not hexadecimal');
  return bytes;
}

function plain(node: IndependentNode | undefined): string {
  return (node?.hex ?? '').replace(/ /g, '');
}

function everyOctet(nodes: Readonly<Record<string, IndependentNode>>): string {
  return Object.values(nodes)
    .map((node) => plain(node) + everyOctet(node.children ?? {}))
    .join('');
}

function hyphenated(hex: string): string {
  return (hex.match(/../g) ?? []).join('-');
}

/** What the independent parser says of a message, in this codec's terms. */
function independentView({ decoded }: Vector) {
  const header = decoded['Grouping Header'] ?? {};
  const other = header['Other Information Length']?.children ?? {};
  const party = plain(other['Supplementary Remote Party ID']);
  return {
    messageCode: plain(other['Message Code']),
    originator: hyphenated(plain(header['Originator System Title']).slice(2)),
    recipient: hyphenated(plain(header['Recipient System Title']).slice(2)),
    originatorCounter: header['Originator Counter']?.notes,
    supplementaryRemotePartyId: party === '' ? undefined : hyphenated(party),
    decrypted: Object.entries(decoded)
      .filter(([name]) => name.startsWith('Decrypted'))
      .map(([, nodes]) => everyOctet(nodes)),
  };
}

describe.skipIf(!isPresent)(`the Reference Test Data Set${reason}`, () => {
  const vectors = isPresent ? readVectors() : [];
  const keys = isPresent
    ? gbcsKeysFromJson(JSON.parse(readFileSync(new URL('rtds-keys.json', folder), 'utf8')))
    : undefined;
  const decoded = vectors.map((vector) => ({ vector, result: decodeMessage(octetsOf(vector.hex), keys) }));

  it('decodes every message without a fault', () => {
    expect(decoded.filter(({ result }) => !result.ok).map(({ vector }) => vector.name)).toEqual([]);
  });

  it('keeps every octet of every message and of every decrypted block', () => {
    const lossy = decoded.filter(({ vector, result: { message } }) => {
      const whole = message.fields.map(({ hex }) => hex).join('');
      const blocks = message.decrypted.every(({ hex, fields }) => fields.map((field) => field.hex).join('') === hex);
      return whole !== vector.hex || !blocks;
    });
    expect(lossy.map(({ vector }) => vector.name)).toEqual([]);
  });

  it('agrees with the independent parser on headers and decrypted data', () => {
    for (const { vector, result } of decoded) {
      const { messageCode, originator, recipient, originatorCounter, supplementaryRemotePartyId } = result.message;
      const ours = { messageCode, originator, recipient, originatorCounter, supplementaryRemotePartyId };
      expect({ ...ours, decrypted: result.message.decrypted.map(({ hex }) => hex) }, vector.name).toEqual(
        independentView(vector),
      );
    }
  });

  it('finds no MAC and no signature invalid, and only those between devices of one home unknown', () => {
    const unsure = decoded.filter(({ result: { message } }) =>
      [message.mac, message.signature].some((verdict) => verdict === 'invalid' || verdict === 'unknown'),
    );
    expect(unsure.map(({ vector, result }) => [vector.name, result.message.mac])).toEqual([
      ['PCS01_NA_SUCCESS_COMMAND', 'unknown'],
      ['PCS01_NA_SUCCESS_RESPONSE', 'unknown'],
      ['PCS02_NA_SUCCESS_COMMAND', 'unknown'],
      ['PCS02_NA_SUCCESS_RESPONSE', 'unknown'],
    ]);
  });

  it('gives a typed meaning to every message', () => {
    const silent = decoded.filter(({ result }) => result.message.data === undefined);
    expect(silent.map(({ vector }) => vector.name)).toEqual([]);
  });

  it('signs a Pre-Command, and adds the MAC of a Command octet for octet', () => {
    if (keys === undefined) return;
    let signed = 0;
    for (const { vector, result } of decoded) {
      const { message } = result;
      if (message.cra !== 'command' || message.signature === 'absent' || message.mac !== 'valid') continue;
      const inner = octetsOf(vector.hex.slice(vector.hex.indexOf('DF09'), -24));
      expect(toHex(addCommandMac(inner, keys)), vector.name).toBe(vector.hex);
      if (keys.digitalSignaturePrivateKey(message.originator) === undefined) continue;
      const own = decodeMessage(signPreCommand(inner.subarray(0, -65), keys), keys);
      expect([own.ok, own.message.signature], vector.name).toEqual([true, 'valid']);
      signed += 1;
    }
    expect(signed).toBeGreaterThan(100);
  });

  it('rebuilds commands and responses octet for octet', () => {
    if (keys === undefined) return;
    const codes = new Set(encodableMessageCodes());
    const built: string[] = [];
    for (const { vector, result } of decoded) {
      const { message } = result;
      if (!result.ok || message.cra === 'unknown' || !codes.has(Number.parseInt(message.messageCode, 16))) continue;
      const { data, supplementaryRemotePartyId: remotePartyId, supplementaryRemotePartyCounter } = message;
      if (message.cra === 'command' && (data?.kind === 'readLogRequest' || data?.kind === 'readRequest')) {
        const remotePartyCounter = BigInt(supplementaryRemotePartyCounter ?? 0);
        const command = encodeCommand(
          {
            useCase: message.useCase,
            originator: message.originator,
            recipient: message.recipient,
            originatorCounter: BigInt(message.originatorCounter),
            ...(remotePartyId === undefined ? {} : { supplementary: { remotePartyId, remotePartyCounter } }),
            parameters: data,
          },
          keys,
        );
        expect(toHex(command), vector.name).toBe(vector.hex);
        built.push(vector.name);
      }
      if (message.cra === 'response') {
        const command = { ...result.message, originator: message.recipient, recipient: message.originator };
        const isReading = data?.kind === 'profile' || data?.kind === 'dailyReadLog' || data?.kind === 'registers';
        const answer = isReading ? { data } : data?.kind === 'failure' ? { failure: data.result } : {};
        expect(toHex(encodeResponse({ command, ...answer }, keys)), vector.name).toBe(vector.hex);
        built.push(vector.name);
      }
    }
    expect(built.length).toBeGreaterThanOrEqual(22);
  });
});
