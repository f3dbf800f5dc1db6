import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import type { EmulatorTrial, TrialOutcome, TrialRequest } from './emulatorTrial.ts';
import { meter, startLab, supplier } from './testLab.ts';

let trial: EmulatorTrial;
beforeAll(async () => {
  trial = await startLab();
}, 30_000);
afterAll(() => trial.close());

const ask = (variant: string, rest: Partial<TrialRequest> = {}): Promise<TrialOutcome> =>
  trial.carryOut({ variant, originator: supplier, target: meter, ...rest });
const supply = async (): Promise<string> => {
  const { message } = await ask('7.4');
  return message?.data?.kind === 'supplyState' ? message.data.state : 'unknown';
};

/** The command that came back at once for local delivery: its use case, whose it is, and whether it is protected for its device. */
function commandOf({ answer }: TrialOutcome) {
  const payload = answer?.kind === 'localCommand' ? answer.gbcsPayload : undefined;
  const decoded = decodeMessage(Buffer.from(payload ?? '', 'base64'), trial.pki.gbcsKeys);
  if (!decoded.ok) return undefined;
  const { useCase, cra, recipient, mac, signature } = decoded.message;
  return { useCase, cra, recipient, mac, signature };
}
const forMeter = { cra: 'command', recipient: meter, mac: 'valid' };

describe('a command for local delivery', () => {
  it('comes back at once, with its MAC, and the device hears nothing of it: Command Variant 2', async () => {
    const read = await ask('4.1.1', { commandVariant: 2 });
    expect([read.acknowledgement, read.response, read.problems]).toEqual(['I0', undefined, []]);
    expect(commandOf(read)).toEqual({ ...forMeter, useCase: 'ECS17b', signature: 'absent' });
  });

  it('comes back and is sent to the device too: Command Variant 3', async () => {
    const read = await ask('4.1.1', { commandVariant: 3 });
    expect([read.acknowledgement, read.response?.responseCode, read.problems]).toEqual(['I0', 'I0', []]);
    expect(commandOf(read)).toMatchObject({ ...forMeter, useCase: 'ECS17b' });
  });

  it('that its User has signed comes back with the MAC of the DCC, and changes nothing yet: Command Variant 6', async () => {
    const disable = await ask('7.2', { signedCommandVariant: 6 });
    expect([disable.acknowledgement, disable.response, disable.problems]).toEqual(['I0', undefined, []]);
    expect(commandOf(disable)).toMatchObject({ ...forMeter, signature: 'valid' });
    expect(await supply()).toBe('enabled');
  });

  it('that its User has signed comes back and is carried out too: Command Variant 7', async () => {
    const disable = await ask('7.2', { signedCommandVariant: 7 });
    expect([disable.acknowledgement, disable.response?.responseCode, disable.problems]).toEqual(['I0', 'I0', []]);
    expect(commandOf(disable)).toMatchObject({ ...forMeter, signature: 'valid' });
    expect(await supply()).toBe('disabled');
  });

  it('has the one that waits for it in a sequence go on', async () => {
    const counter = 2_000_000n;
    await ask('4.1.1', { commandVariant: 2, counter, firstInSequence: true });
    const next = await ask('4.1.1', {
      counter: counter + 1n,
      precedingServiceRequestId: `${supplier}:${meter}:${counter}`,
    });
    expect([next.acknowledgement, next.response?.responseCode]).toEqual(['I99', 'I0']);
  });
});
