import { createECDH } from 'node:crypto';
import { decodeMessage } from '../../gbcs/decodeMessage.ts';
import { encodeCommand } from '../../gbcs/encodeCommand.ts';
import { encodeResponse } from '../../gbcs/encodeResponse.ts';
import { gbcsKeysFromJson } from '../../gbcs/keys.ts';
import { readMessage } from '../../gbcs/readMessage.ts';
import { writeMessage } from '../../gbcs/writeMessage.ts';
import type { Benchmark } from './benchmark.ts';
import { median, milliseconds, timeMedian, timeOnce } from './measure.ts';
import { readTestDataSet } from './testDataSet.ts';

const noKeys = gbcsKeysFromJson({});

/** Every message of the Reference Test Data Set that lies beside the project, on one core. */
export const gbcsMessages: Benchmark = {
  title: 'GBCS: messages decoded in a second, over the Reference Test Data Set',
  async run() {
    const set = readTestDataSet();
    if (typeof set === 'string') return set;
    const { messages, keys } = set;
    const perSecond = (work: (message: Uint8Array) => unknown): string => {
      const pass = (): void => {
        for (const message of messages) work(message);
      };
      pass();
      const rate = messages.length / (median(Array.from({ length: 5 }, () => timeOnce(pass))) / 1000);
      return `${Math.round(rate).toLocaleString('en')} a second`;
    };
    return [
      ['What', 'Rate', 'Goal'],
      [
        `${messages.length} messages, without cryptography`,
        perSecond((message) => decodeMessage(message)),
        '10,000 a second',
      ],
      ['the same, MAC and signature checked, decrypted', perSecond((message) => decodeMessage(message, keys)), ''],
      [
        'taken apart and written again, without keys',
        perSecond((message) => writeMessage(readMessage(message), noKeys)),
        '',
      ],
    ];
  },
};

const broker = '90-B3-D5-1F-30-00-00-02';
const retriever = '00-11-22-33-44-55-66-77';
const device = '00-DB-12-34-56-78-90-A0';

function keyPair(seed: number): { privateScalar: string; publicPoint: string } {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.alloc(32, seed));
  return { privateScalar: ecdh.getPrivateKey('hex'), publicPoint: ecdh.getPublicKey('hex') };
}

/** The answer of a meter to an Unknown Remote Party, with so many half-hours, and the keys that open it. */
function makeProfileResponse(count: number) {
  const pairs = { broker: keyPair(1), retriever: keyPair(2), device: keyPair(3) };
  const publicOf = ({ publicPoint }: { publicPoint: string }) => ({ keyAgreement: { publicPoint } });
  const deviceKeys = gbcsKeysFromJson({
    [device]: { keyAgreement: pairs.device },
    [broker]: publicOf(pairs.broker),
    [retriever]: publicOf(pairs.retriever),
  });
  const command = encodeCommand(
    {
      useCase: 'ECS22b',
      originator: broker,
      recipient: device,
      originatorCounter: 1n,
      supplementary: { remotePartyId: retriever, remotePartyCounter: 1n },
      parameters: { kind: 'readLogRequest', from: '2025-01-01T00:00:00Z', to: '2026-02-02T00:00:00Z' },
    },
    gbcsKeysFromJson({ [broker]: { keyAgreement: pairs.broker }, [device]: publicOf(pairs.device) }),
  );
  const data = {
    kind: 'profile',
    profile: 'activeImport',
    capturePeriodSeconds: 1800,
    units: { activeImport: 'Wh' },
    entries: Array.from({ length: count }, (_, index) => ({
      time: new Date(Date.UTC(2025, 0, 1) + index * 1_800_000).toISOString().replace('.000', ''),
      activeImport: index * 10,
    })),
  } as const;
  const decoded = decodeMessage(command, deviceKeys);
  if (!decoded.ok) throw new Error(decoded.error.message);
  return {
    response: encodeResponse({ command: decoded.message, data, supplementaryOriginatorCounter: 1n }, deviceKeys),
    keys: gbcsKeysFromJson({ [retriever]: { keyAgreement: pairs.retriever }, [device]: publicOf(pairs.device) }),
  };
}

/** Thirteen months of half-hours: the most that a meter gives in one answer. */
const most = 19_056;

export const gbcsProfile: Benchmark = {
  title: 'GBCS: a 4.8.1 response decoded and decrypted',
  async run() {
    const rows = [most / 8, most / 4, most / 2, most].map((count) => {
      const { response, keys } = makeProfileResponse(count);
      const { data } = decodeMessage(response, keys).message;
      const entries = data?.kind === 'profile' ? data.entries.length : 0;
      // As many to warm up as the collector needs to grow its young generation to what one message takes.
      const time = timeMedian(() => decodeMessage(response, keys), 41, 40);
      return [
        String(entries),
        `${(response.length / 1000).toFixed(0)} kB`,
        milliseconds(time),
        `${((time / count) * 1000).toFixed(2)} µs`,
        count === most ? 'under 50 ms' : '',
      ];
    });
    return [['Half-hours', 'Size', 'Median', 'A half-hour', 'Goal'], ...rows];
  },
};
