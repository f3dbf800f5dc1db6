import alertCauses from '../../fixtures/emulator/dccAlertCauses.json' with { type: 'json' };
import responseCauses from '../../fixtures/emulator/responseCodeCauses.json' with { type: 'json' };
import type { CodeEntry } from '../../shared/contract/shapes/catalogue.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { describeDccAlert, describeResponseCode } from '../duis/catalogue.ts';
import { dccAlertCodeList, responseCodeList } from '../duis/codes.ts';
import { alertName } from '../gbcs/alertCodes.ts';

const causesOfResponseCodes: Readonly<Record<string, string>> = responseCauses.causes;
const causesOfAlerts = new Map([
  ...Object.values(alertCauses.causes).map(({ code, how }) => [code, how] as const),
  ...Object.entries(alertCauses.ofProviders.codes),
]);

const byRule = (fault: string): string => `by a fault rule, { kind: ${fault} }`;

const responseCode = (code: string): CodeEntry => ({
  kind: 'responseCode',
  ...describeResponseCode(code),
  inEmulator: [
    causesOfResponseCodes[code] ?? [],
    byRule(`refuse, code: ${code}`),
    byRule(`respond, code: ${code}`),
  ].flat(),
});
const dccAlert = (code: string): CodeEntry => ({
  kind: 'dccAlert',
  ...describeDccAlert(code),
  inEmulator: [causesOfAlerts.get(code) ?? [], byRule(`dccAlert, code: ${code}`)].flat(),
});

/** An alert or event code of a Device; they are two octets. */
function deviceAlert(code: string): CodeEntry[] {
  const name = /^[0-9A-Fa-f]{4}$/.test(code) ? alertName(Number.parseInt(code, 16)) : undefined;
  if (name === undefined) return [];
  return [
    {
      kind: 'deviceAlert',
      code: code.toUpperCase(),
      meaning: name,
      provenance: 'third party: Wireshark dissector of GBCS 2.1 (GBCS table 16.2)',
    },
  ];
}

/** What one code means, in each of the lists that have it; alerts of Devices included. */
export function findCodes(code: string): CodeEntry[] {
  const wanted = code.trim().toUpperCase();
  const is = (one: string): boolean => one.toUpperCase() === wanted;
  return [
    ...responseCodeList.filter(is).map(responseCode),
    ...dccAlertCodeList.filter(is).map(dccAlert),
    ...deviceAlert(wanted),
  ];
}

/**
 * Every Response Code and DCC Alert code, or what one code means, alerts of Devices included.
 * @throws WorkbenchError `not-found`
 */
export function listCodes(code?: string): CodeEntry[] {
  if (code === undefined) return [...responseCodeList.map(responseCode), ...dccAlertCodeList.map(dccAlert)];
  const found = findCodes(code);
  if (found.length > 0) return found;
  throw new WorkbenchError(
    'not-found',
    `"${code}" is none of the ${responseCodeList.length} Response Codes (such as E5), ${dccAlertCodeList.length} DCC Alert codes (such as AD1) or the alert codes of Devices (such as 8F0A)`,
  );
}
