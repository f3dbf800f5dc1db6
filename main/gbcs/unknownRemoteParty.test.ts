import { createECDH } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../shared/errors.ts';
import { decodeMessage } from './decodeMessage.ts';
import { encodeCommand } from './encodeCommand.ts';
import { encodeResponse } from './encodeResponse.ts';
import { gbcsKeysFromJson } from './keys.ts';

function keyPair(seed: number) {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.alloc(32, seed));
  return { privateScalar: ecdh.getPrivateKey('hex'), publicPoint: ecdh.getPublicKey('hex') };
}

const broker = '90-B3-D5-1F-30-00-00-02';
const retriever = '00-11-22-33-44-55-66-77';
const device = '00-DB-12-34-56-78-90-A0';
const pairs = { broker: keyPair(1), retriever: keyPair(2), device: keyPair(3) };

function publicOf(pair: { publicPoint: string }) {
  return { keyAgreement: { publicPoint: pair.publicPoint } };
}

const brokerKeys = gbcsKeysFromJson({ [broker]: { keyAgreement: pairs.broker }, [device]: publicOf(pairs.device) });
const deviceKeys = gbcsKeysFromJson({
  [device]: { keyAgreement: pairs.device },
  [broker]: publicOf(pairs.broker),
  [retriever]: publicOf(pairs.retriever),
});
const retrieverKeys = gbcsKeysFromJson({
  [retriever]: { keyAgreement: pairs.retriever },
  [device]: publicOf(pairs.device),
});

const command = encodeCommand(
  {
    useCase: 'ECS22b',
    originator: broker,
    recipient: device,
    originatorCounter: 1300n,
    supplementary: { remotePartyId: retriever, remotePartyCounter: 77n },
    parameters: { kind: 'readLogRequest', from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
  },
  brokerKeys,
);

const entries = Array.from({ length: 49 }, (_, index) => ({
  time: new Date(Date.UTC(2026, 0, 1, 0, 30 * index)).toISOString().replace('.000', ''),
  activeImport: index * 10,
}));
const profile = {
  kind: 'profile',
  profile: 'activeImport',
  capturePeriodSeconds: 1800,
  units: { activeImport: 'Wh' },
  entries,
} as const;

function decodedByDevice() {
  const result = decodeMessage(command, deviceKeys);
  if (!result.ok) throw new Error(result.error.message);
  return result.message;
}

describe('messages for an Unknown Remote Party', () => {
  it('gives the device the parameters of the command, under a valid MAC', () => {
    const { mac, data, originator, supplementaryRemotePartyId, supplementaryRemotePartyCounter } = decodedByDevice();
    expect({ mac, data, originator, supplementaryRemotePartyId, supplementaryRemotePartyCounter }).toEqual({
      mac: 'valid',
      data: { kind: 'readLogRequest', from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
      originator: broker,
      supplementaryRemotePartyId: retriever,
      supplementaryRemotePartyCounter: '77',
    });
  });

  it('lets the party decrypt the answer, whose MAC it cannot check', () => {
    const response = encodeResponse(
      { command: decodedByDevice(), data: profile, supplementaryOriginatorCounter: 2000n },
      deviceKeys,
    );
    const { message } = decodeMessage(response, retrieverKeys);
    expect([message.mac, message.recipient, message.supplementaryOriginatorCounter]).toEqual([
      'unknown',
      broker,
      '2000',
    ]);
    expect(message.data).toEqual(profile);
  });

  it('lets the Access Control Broker check the MAC, but not read the answer', () => {
    const response = encodeResponse(
      { command: decodedByDevice(), data: profile, supplementaryOriginatorCounter: 2000n },
      deviceKeys,
    );
    const { message } = decodeMessage(response, brokerKeys);
    expect([message.mac, message.decrypted, message.data]).toEqual(['valid', [], undefined]);
  });

  it('answers a failure without data', () => {
    const response = encodeResponse({ command: decodedByDevice(), failure: 1 }, deviceKeys);
    const { message } = decodeMessage(response, brokerKeys);
    expect([message.mac, message.data]).toEqual([
      'valid',
      { kind: 'failure', result: 1, resultName: 'Hardware Fault' },
    ]);
  });

  it('finds the MAC invalid when an octet of the payload has changed', () => {
    const spoiled = Uint8Array.from(command);
    spoiled[100] = (spoiled[100] ?? 0) ^ 1;
    expect(decodeMessage(spoiled, deviceKeys).message.mac).not.toBe('valid');
  });

  it('says which key is missing', () => {
    const input = { command: decodedByDevice(), data: profile, supplementaryOriginatorCounter: 2000n };
    expect(() => encodeResponse(input, retrieverKeys)).toThrow(WorkbenchError);
  });
});
