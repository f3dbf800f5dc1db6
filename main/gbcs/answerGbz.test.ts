import { createECDH } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { answerGbz, type GbzReply } from './answerGbz.ts';
import { fromHex } from './bytes.ts';
import { decodeMessage } from './decodeMessage.ts';
import { gbcsKeysFromJson } from './keys.ts';
import type { Message } from './message.ts';
import { readMessage } from './readMessage.ts';
import { writeMessage } from './writeMessage.ts';

function keyPair(seed: number) {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.alloc(32, seed));
  return { privateScalar: ecdh.getPrivateKey('hex'), publicPoint: ecdh.getPublicKey('hex') };
}

const [broker, supplier, meter] = ['90b3d51f30000002', '90b3d51f30010000', '00db1234567890a1'];
const pairs = { broker: keyPair(1), supplier: keyPair(2), meter: keyPair(3) };
const publicOf = ({ publicPoint }: { publicPoint: string }) => ({ keyAgreement: { publicPoint } });
const meterKeys = gbcsKeysFromJson({
  [meter]: { keyAgreement: pairs.meter },
  [supplier]: publicOf(pairs.supplier),
  [broker]: publicOf(pairs.broker),
});
const supplierKeys = gbcsKeysFromJson({ [supplier]: { keyAgreement: pairs.supplier }, [meter]: publicOf(pairs.meter) });
const device = { keys: meterKeys, time: '2026-01-01T00:00:00Z' };
const octetsOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array();

const metering = 0x0702;
const getSampledData = 0x08;
const sampledDataResponse = 0x07;

// GCS17, 4.8.1: a read of half-hourly gas, made from scratch.
const command: Message = {
  header: {
    cra: 'command',
    messageCode: 0x0078,
    originatorCounter: 1002n,
    originator: octetsOf(supplier),
    recipient: octetsOf(meter),
  },
  payload: {
    kind: 'gbz',
    components: [
      {
        cluster: metering,
        command: getSampledData,
        fromServer: false,
        isGlobal: false,
        fields: {
          'Sample Id': 0,
          'Earliest Sample Time': '2026-01-01T00:00:00Z',
          'Sample Type': 0,
          'Number of Samples': 2,
        },
      },
    ],
  },
  signature: 'none',
  mac: 'compute',
};
const bytes = writeMessage(command, meterKeys);

const samples: GbzReply = {
  isEncrypted: true,
  disableDefaultResponse: true,
  command: sampledDataResponse,
  fields: {
    'Sample Id': 0,
    'Sample Start Time': '2026-01-01T00:00:00Z',
    'Sample Type': 0,
    'Sample Request Interval': 1800,
    'Number of Samples': 2,
    entries: [{ Sample: 11 }, { Sample: 12 }],
  },
};

describe('answerGbz', () => {
  it('encrypts a reply of named fields for the originator, under the MAC of the device', () => {
    const { mac, signature, data } = decodeMessage(
      answerGbz(bytes, () => samples, device),
      supplierKeys,
    ).message;
    expect({ mac, signature, data }).toEqual({
      mac: 'valid',
      signature: 'absent',
      data: {
        kind: 'gasProfile',
        capturePeriodSeconds: 1800,
        entries: [
          { time: '2026-01-01T00:00:00Z', consumption: 11 },
          { time: '2026-01-01T00:30:00Z', consumption: 12 },
        ],
      },
    });
  });

  it('puts several replies to one component under its sequence number, and counts the encrypted ones', () => {
    const { payload } = readMessage(
      answerGbz(bytes, () => [samples, { status: 0 }, samples], device),
      supplierKeys,
    );
    const components = payload.kind === 'gbz' ? payload.components : [];
    expect(components.map(({ sequenceNumber, encryption }) => [sequenceNumber, encryption?.frameCounter])).toEqual([
      [0, 0],
      [0, undefined],
      [0, 1],
    ]);
  });

  it.each<[string, GbzReply, string]>([
    ['no field of the command', { command: sampledDataResponse, fields: { Sample: 1 } }, 'no field "Sample"'],
    [
      'a field missing before another',
      { command: sampledDataResponse, fields: { 'Sample Id': 0, 'Sample Type': 0 } },
      '"Sample Start Time" is missing before "Sample Type"',
    ],
    [
      'a value too great for its field',
      { command: sampledDataResponse, fields: { 'Sample Id': 65_536 } },
      '"Sample Id" of type u16 cannot hold 65536',
    ],
    [
      'a value beside a status that says there is none',
      { attributes: [{ id: 0x0206, status: 0x86, type: 0x41, value: new Uint8Array(4) }] },
      'Current Meter Id has the status "Unsupported Attribute"',
    ],
  ])('refuses %s', (_, reply, message) => {
    expect(() => answerGbz(bytes, () => reply, device)).toThrow(message);
  });
});
