const dayMs = 86_400_000;

/** What is charged to an account; amounts are hundred-thousandths of the currency unit. */
export interface ChargedAccount {
  isPrepayment(): boolean;
  /** What was used between two moments costs so much, at the price of now. */
  costOf(fromMs: number, toMs: number): number;
  standingCharge(): number;
  take(amount: number): void;
}

/** Charges an account up to a moment, milliseconds since 1970. */
export type Settle = (nowMs: number) => void;

/**
 * Takes what a home uses from its prepayment balance, and the standing charge at each midnight (UTC; SMETS2, prepayment
 * mode). In credit mode the meter keeps no account of money here (our reading: the bill is its Supplier's affair).
 *
 * @param sinceMs when the meter began to count
 */
export function makeCharging(account: ChargedAccount, sinceMs: number): Settle {
  let chargedTo = sinceMs;
  let rest = 0;
  return (nowMs) => {
    if (nowMs <= chargedTo) return;
    if (account.isPrepayment()) {
      const midnights = Math.floor(nowMs / dayMs) - Math.floor(chargedTo / dayMs);
      rest += account.costOf(chargedTo, nowMs) + midnights * account.standingCharge();
      const whole = Math.floor(rest);
      rest -= whole;
      if (whole > 0) account.take(whole);
    }
    chargedTo = nowMs;
  };
}
