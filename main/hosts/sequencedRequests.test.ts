import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmulatorTrial, TrialRequest } from './emulatorTrial.ts';
import { broker, meter, startLab, supplier } from './testLab.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let trial: EmulatorTrial;
beforeAll(async () => {
  trial = await startLab();
}, 30_000);
afterAll(() => trial.close());

let counter = 5_000_000n;
const idOf = (of: bigint, target = meter): string => `${supplier}:${target}:${of}`;
const outage = (isOut: boolean) => trial.control('PUT', '/networks/North', { outage: isOut });

/** Sends a read in a sequence; answers its counter and the two codes. */
async function send(place: Partial<TrialRequest>): Promise<{ counter: bigint; codes: (string | undefined)[] }> {
  counter += 1n;
  const sent = await trial.carryOut({ variant: '4.1.1', originator: supplier, target: meter, counter, ...place });
  expect(sent.problems).toEqual([]);
  return { counter, codes: [sent.acknowledgement, sent.response?.responseCode] };
}

/** The first of a sequence, future dated, so that others can come before it is done. */
const later = (ms: number) =>
  send({
    firstInSequence: true,
    template: 'ECS17b_4.1.1_DSP_FUTURE_DATED_REQUEST_DUIS',
    set: [
      {
        path: 'ExecutionDateTime',
        value: `${new Date(trial.emulator.clock.now() + ms).toISOString().slice(0, 19)}.00Z`,
      },
    ],
  });
const heard = async (ms: number): Promise<string[]> =>
  (await trial.pass(ms)).map(
    ({ response }) => `${response.requestId?.originatorCounter ?? response.alertCode} ${response.responseCode}`,
  );

describe('a request that names a preceding one', () => {
  it('is carried out at once where that one succeeded', async () => {
    const first = await send({ firstInSequence: true });
    const second = await send({ precedingServiceRequestId: idOf(first.counter) });
    const third = await send({ precedingServiceRequestId: idOf(second.counter) });
    expect([first.codes, second.codes, third.codes]).toEqual([
      ['I99', 'I0'],
      ['I99', 'I0'],
      ['I99', 'I0'],
    ]);
  });

  it('waits until that one is done, and the one behind it waits for both', async () => {
    const first = await later(hourMs);
    const second = await send({ precedingServiceRequestId: idOf(first.counter) });
    const third = await send({ precedingServiceRequestId: idOf(second.counter) });
    expect([second.codes, third.codes]).toEqual([
      ['I99', undefined],
      ['I99', undefined],
    ]);
    expect(await heard(2 * hourMs)).toEqual([first, second, third].map((one) => `${one.counter} I0`));
  });

  it('fails with E40 where that one failed, and with E42 where it took longer than a day', async () => {
    const first = await later(hourMs);
    const second = await send({ precedingServiceRequestId: idOf(first.counter) });
    const third = await send({ precedingServiceRequestId: idOf(second.counter) });
    await outage(true);
    const told = await heard(26 * hourMs);
    await outage(false);
    expect(told).toEqual([`${second.counter} E42`, `${third.counter} E40`, `${first.counter} E30`, 'N10 I0']);
    const fourth = await send({ precedingServiceRequestId: idOf(first.counter) });
    expect(fourth.codes).toEqual(['I99', 'E40']);
    const fifth = await send({ precedingServiceRequestId: idOf(fourth.counter) });
    expect(fifth.codes).toEqual(['I99', 'E40']);
  });

  it('is refused with E41 where there was none of that name, or it was in no sequence', async () => {
    const alone = await send({});
    expect([
      (await send({ precedingServiceRequestId: idOf(1n) })).codes,
      (await send({ precedingServiceRequestId: idOf(alone.counter) })).codes,
    ]).toEqual([
      ['E41', undefined],
      ['E41', undefined],
    ]);
  });

  it('goes by its Signed Pre-Command where it is critical', async () => {
    const first = await send({ firstInSequence: true });
    const second = await send({ variant: '7.3', precedingServiceRequestId: idOf(first.counter) });
    expect(second.codes).toEqual(['I99', 'I0']);
  });

  it('is refused at once where it is for the DSP itself and its turn has not come, and done when it has', async () => {
    const first = await later(hourMs);
    const read = { variant: '8.2', target: broker, precedingServiceRequestId: idOf(first.counter) };
    expect((await send(read)).codes[0]).toBe('E41');
    await heard(2 * hourMs);
    expect((await send(read)).codes[0]).toBe('I0');
  });
});
