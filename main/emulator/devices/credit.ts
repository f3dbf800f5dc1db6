import { halfHourMs } from './halfHours.ts';

/** A meter's supply (SMETS2): an armed one is off until somebody at home presses the meter's button. */
export type SupplyState = 'disabled' | 'armed' | 'enabled';

/** What stands between an account in prepayment mode and the supply; amounts are hundred-thousandths of the currency unit. */
export interface CreditAccount {
  isPrepayment(): boolean;
  /** The balance, and the emergency credit where it was lent. */
  credit(): number;
  lowCreditThreshold(): number;
  disablementThreshold(): number;
  supply(): SupplyState;
  setSupply(state: SupplyState, nowMs: number): void;
}

export interface CreditWatch {
  /** Does what the credit asks for at a moment, milliseconds since 1970. */
  look(nowMs: number): void;
  /** When to look next: each half-hour, in prepayment mode alone. */
  nextLook(): number | undefined;
}

/** GBCS Table 16.2. */
const events = { lowCredit: '810D', belowDisablement: '8F0F', supplyArmed: '8F32' } as const;

/**
 * Disables the supply where the credit is spent, and arms it once it was topped up (SMETS2, prepayment mode). Somebody at
 * home presses the button at the next half-hour (ours: whoever topped up wants the light on). Non-disablement calendars are
 * kept, and not obeyed. A supply that the Supplier enables meanwhile stays on.
 *
 * @param notice hears of the code of each event
 */
export function watchCredit(account: CreditAccount, notice: (code: string) => void): CreditWatch {
  let isLow = false;
  let isSpent = false;
  let isToBePressed = false;
  let next: number | undefined;

  const press = (nowMs: number): void => {
    if (account.supply() === 'armed') account.setSupply('enabled', nowMs);
    isToBePressed = false;
  };
  const compare = (nowMs: number): void => {
    const credit = account.credit();
    if (credit < account.lowCreditThreshold() && !isLow) notice(events.lowCredit);
    isLow = credit < account.lowCreditThreshold();
    const wasSpent = isSpent;
    isSpent = credit < account.disablementThreshold();
    if (isSpent && !wasSpent && account.supply() !== 'disabled') {
      account.setSupply('disabled', nowMs);
      notice(events.belowDisablement);
    }
    if (!isSpent && wasSpent && account.supply() === 'disabled') {
      account.setSupply('armed', nowMs);
      notice(events.supplyArmed);
      isToBePressed = true;
    }
  };
  return {
    look(nowMs) {
      if (!account.isPrepayment()) {
        [isLow, isSpent, isToBePressed, next] = [false, false, false, undefined];
        return;
      }
      if (isToBePressed && next !== undefined && nowMs >= next) press(nowMs);
      compare(nowMs);
      next = (Math.floor(nowMs / halfHourMs) + 1) * halfHourMs;
    },
    nextLook: () => next,
  };
}
