/** Units of COSEM's scaler_unit (IEC 62056-6-2, table 4): those that GBCS uses. */
const units: Readonly<Record<number, string>> = {
  1: 'a',
  2: 'mo',
  3: 'wk',
  4: 'd',
  5: 'h',
  6: 'min',
  7: 's',
  8: '°',
  9: '°C',
  10: 'currency',
  13: 'm³',
  14: 'm³',
  15: 'm³/h',
  27: 'W',
  28: 'VA',
  29: 'var',
  30: 'Wh',
  31: 'VAh',
  32: 'varh',
  33: 'A',
  34: 'C',
  35: 'V',
  44: 'Hz',
  56: '%',
  255: 'count',
};

export function unitName(code: number): string | undefined {
  return units[code];
}

export function unitCode(name: string): number | undefined {
  for (const [code, known] of Object.entries(units)) if (known === name) return Number(code);
  return undefined;
}
