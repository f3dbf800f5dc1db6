import { hasRightCheckDigit, readUtrn } from '../../gbcs/utrn.ts';
import { type TopUpWorth, worthOf } from '../devices/accessServer.ts';

/** Event codes of GBCS Table 16.2 (fixtures/gbcs/alertCodes.json). */
const codes = { duplicate: '8F51', notAuthentic: '8F63' } as const;

/**
 * The top ups of one SMETS1 meter. It has no key that a Supplier's UTRN could be authenticated with, so that the S1SP
 * goes by the check digit and takes each code once (our reading: what SMETS1 UTRNs are made of is not public).
 *
 * @param hear hears of the event code of each one that is refused
 */
export function makeSmets1TopUps(hear: (code: string) => void): TopUpWorth {
  const used = new Set<string>();
  return (code) => {
    const parts = readUtrn(code);
    const problem =
      parts === undefined || !hasRightCheckDigit(code)
        ? codes.notAuthentic
        : used.has(code)
          ? codes.duplicate
          : undefined;
    if (parts === undefined || problem !== undefined) {
      hear(problem ?? codes.notAuthentic);
      return undefined;
    }
    used.add(code);
    return worthOf(parts);
  };
}
