const thousand = 1000;

/** A total in its unit, in thousands of it where that reads better. */
export function total(value: number, unit: string): string {
  return value >= 10 * thousand
    ? `${(value / thousand).toLocaleString('en-GB', { maximumFractionDigits: 1 })} k${unit}`
    : `${value.toLocaleString('en-GB')} ${unit}`;
}
