/** A UTRN is 20 decimal digits: the code a customer types to top up. */
const utrn = /^\d{20}$/;

export function describeTopUpCode(path: string, text: string): string | undefined {
  return path.includes('Top Up Code') && utrn.test(text) ? `UTRN ${text}` : undefined;
}
