import { expect, it } from 'vitest';
import type { ServiceResponse } from '../duis/parse.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import { type EmulatorTrial, startEmulatorTrial } from './emulatorTrial.ts';
import { fixture } from './paths.ts';

const retriever = '90-B3-D5-1F-30-01-00-09';
const broker = '90-B3-D5-1F-30-00-00-02';
const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 2, 3, 10);

/** What chance is in: fault rules by probability. */
const faults = [
  { when: {}, probability: 0.2, fault: { kind: 'duplicate', copies: 1 } },
  { when: {}, probability: 0.1, fault: { kind: 'delay', seconds: 7200 } },
  { when: {}, probability: 0.05, fault: { kind: 'respond', code: 'E21' } },
  { when: {}, probability: 0.05, fault: { kind: 'dccAlert', code: 'AD1', copies: 1 } },
] as const;

/** A message without what keys and ECDSA put in: the signature, the MAC, and what is encrypted for its recipient. */
function said(trial: EmulatorTrial, { gbcsPayload, body, ...header }: ServiceResponse): string {
  const decoded =
    gbcsPayload === undefined
      ? undefined
      : decodeMessage(Buffer.from(gbcsPayload, 'base64'), trial.pki.keysOf(retriever));
  const message = decoded?.ok ? decoded.message : undefined;
  const { fields: _, mac: __, signature: ___, ...content } = message ?? { fields: [], mac: '', signature: '' };
  const plain = message === undefined ? body : { ...content, decrypted: message.decrypted };
  return JSON.stringify({ ...header, plain }, (name, value) =>
    name === 'Signature' || name === 'signature' ? undefined : typeof value === 'bigint' ? String(value) : value,
  );
}

/** As many meters as are read: each message is held against the XSD and its signature, which takes its time. */
const readMeters = 8;

/** All that a street says in a month to somebody who reads its meters each day. */
async function monthOf(): Promise<string[]> {
  const trial = await startEmulatorTrial(fixture('fleets/street.yaml'), { startMs, faults });
  const meters = trial.emulator.devices.filter(({ deviceType }) => deviceType === 'ESME').slice(0, readMeters);
  for (const { deviceId } of meters) {
    const set = [
      { path: 'DeviceID', value: deviceId },
      { path: 'ScheduleStartDate', value: '2026-03-04Z' },
      { path: 'ScheduleEndDate', value: '2026-05-01Z' },
    ];
    await trial.carryOut({ variant: '5.1', originator: retriever, target: broker, set });
  }
  const delivered = await trial.pass(30 * dayMs);
  const messages = delivered.map(({ response }) => said(trial, response));
  await trial.close();
  return messages;
}

it('the same seed gives the same traffic of a street for a month, save for what real randomness puts in', async () => {
  const [one, other] = [await monthOf(), await monthOf()];
  expect(one.length).toBeGreaterThan(200);
  expect(one.filter((message) => message.includes('"values"') || message.includes('"data"')).length).toBeGreaterThan(
    150,
  );
  expect(other).toEqual(one);
}, 60_000);
