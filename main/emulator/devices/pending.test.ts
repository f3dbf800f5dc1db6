import { expect, it } from 'vitest';
import { makePending } from './pending.ts';

it('does what is due in its order, once, and leaves undone what was cancelled or replaced', () => {
  const done: string[] = [];
  const pending = makePending();
  pending.at('later', 30, () => done.push('later'));
  pending.at('second', 20, () => done.push('second'));
  pending.at('first', 10, () => done.push('first'));
  pending.at('replaced', 5, () => done.push('wrong'));
  pending.at('replaced', 15, () => done.push('right'));
  pending.at('cancelled', 1, () => done.push('cancelled'));
  pending.cancel('cancelled');
  pending.doDue(25);
  pending.doDue(25);
  expect(done).toEqual(['first', 'right', 'second']);
});
