import { expect, it } from 'vitest';
import type { CompleteHeader } from '../../gbcs/useCases/codec.ts';
import { zigbeeResult } from './outcomeAlert.ts';
import { type InstructionResult, makePending } from './pending.ts';

const command = (originatorCounter: bigint): CompleteHeader => ({
  cra: 'command',
  messageCode: 0x6b,
  originatorCounter,
  originator: new Uint8Array(8),
  recipient: new Uint8Array(8),
});

it('does what is due in its order, once, and leaves undone what was cancelled or replaced', () => {
  const done: string[] = [];
  const act = (name: string) => (): InstructionResult => {
    done.push(name);
    return zigbeeResult(true, { cluster: 0x700, frameControl: 9, command: 4 });
  };
  const pending = makePending();
  pending.during(command(1n), () => {
    pending.at('later', 30, act('later'));
    pending.at('second', 20, act('second'));
    pending.at('first', 10, act('first'));
    pending.at('replaced', 5, act('wrong'));
  });
  pending.during(command(2n), () => {
    pending.at('replaced', 15, act('right'));
    pending.at('cancelled', 1, act('cancelled'));
    pending.cancel('cancelled');
  });
  expect(pending.nextDue()).toBe(10);
  pending.doDue(25);
  pending.doDue(25);
  expect(done).toEqual(['first', 'right', 'second']);
  expect(pending.nextDue()).toBe(30);
});

it('numbers the instructions of each command, and tells once what became of them', () => {
  const pending = makePending();
  const act = (isDone: boolean) => () => zigbeeResult(isDone, { cluster: 0x700, frameControl: 9, command: 4 });
  pending.during(command(7n), () => {
    pending.at('tariff', 10, act(true));
    pending.at('prices', 10, act(false));
  });
  pending.doDue(10);
  const told = pending.takeOutcomes().map((one) => ({
    counter: one.command.originatorCounter,
    number: one.instructionNumber,
    of: one.totalCommandInstructions,
    isDone: one.result.isDone,
  }));
  expect(told).toEqual([
    { counter: 7n, number: 1, of: 2, isDone: true },
    { counter: 7n, number: 2, of: 2, isDone: false },
  ]);
  expect(pending.takeOutcomes()).toEqual([]);
});
