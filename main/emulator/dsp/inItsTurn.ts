import figures from '../../../fixtures/emulator/sequences.json' with { type: 'json' };
import type { ServiceRequest } from '../../duis/parse.ts';
import type { EmulatorState } from '../state.ts';
import { precedingOf, sequenceCodes } from './sequences.ts';
import { deliverWithout } from './serviceResponse.ts';

const timeOutMs = figures.timeOutHours * 3_600_000;

/** Has a request carried out once the one before it succeeded; where that fails or takes too long, its User hears so. */
export function inItsTurn(state: EmulatorState, request: ServiceRequest, carryOut: () => void): void {
  const { clock } = state;
  const fail = (code: string): Promise<void> => deliverWithout(state, request, code);
  const goOn = (): void => {
    if (precedingOf(state, request)?.standing !== 'failed') carryOut();
    else clock.at(clock.now(), () => fail(sequenceCodes.precedingFailed));
  };
  const preceding = precedingOf(state, request);
  if (preceding?.standing !== 'pending') {
    goOn();
    return;
  }
  const proceed = (): void => {
    cancel();
    goOn();
  };
  preceding.waiting.add(proceed);
  const cancel = clock.at(clock.now() + timeOutMs, () => {
    preceding.waiting.delete(proceed);
    return fail(sequenceCodes.timedOut);
  });
}
