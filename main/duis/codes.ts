import dccAlerts from '../../fixtures/catalogue/dccAlerts.json' with { type: 'json' };
import responseCodes from '../../fixtures/catalogue/responseCodes.json' with { type: 'json' };

/** What a Response Code or DCC Alert code means, as far as is known, and what to do about it. */
export interface CodeDescription {
  code: string;
  meaning: string;
  cause: string;
  nextStep: string;
  /** Begins with: official XSD, DCC published code, third party, our reading, or recollection. */
  provenance: string;
}

export interface ResponseCodeDescription extends CodeDescription {
  severity: 'information' | 'warning' | 'error';
  family: string;
}

export interface DccAlertDescription extends CodeDescription {
  /** The element of the DCC Alert's body that goes with the code; undefined for a code outside the XSD. */
  bodyElement?: string;
}

const severities = { I: 'information', W: 'warning', E: 'error' } as const;

function severityOf(code: string): 'information' | 'warning' | 'error' {
  const initial = code[0];
  return initial === 'I' || initial === 'W' ? severities[initial] : 'error';
}

const responseCodeRows = new Map(responseCodes.map((row) => [row.code, row]));
const dccAlertRows = new Map(dccAlerts.map((row) => [row.code, row]));

/** The 194 Response Codes, in the order of the XSD. */
export const responseCodeList: readonly string[] = responseCodes.map((row) => row.code);
/** The DCC Alert codes, in the order of the XSD. */
export const dccAlertCodeList: readonly string[] = dccAlerts.map((row) => row.code);

/** Describes any Response Code; one outside the XSD is described as unknown. */
export function describeResponseCode(code: string): ResponseCodeDescription {
  const row = responseCodeRows.get(code);
  if (row !== undefined) return { ...row, severity: severityOf(row.code) };
  return {
    code,
    severity: severityOf(code),
    family: 'unknown',
    meaning: `${code} is not one of the Response Codes of DUIS 5.4.`,
    cause: 'The sender uses another DUIS version, or the code is wrong.',
    nextStep: 'Check the schemaVersion of the response and the DUIS version of the target.',
    provenance: 'our reading: absent from the official XSD',
  };
}

/** Describes any DCC Alert code; one outside the XSD is described as unknown. */
export function describeDccAlert(code: string): DccAlertDescription {
  const row = dccAlertRows.get(code);
  if (row !== undefined) return { ...row };
  return {
    code,
    meaning: `${code} is not one of the DCC Alert codes of DUIS 5.4.`,
    cause: 'The sender uses another DUIS version, or the code is wrong.',
    nextStep: 'Check the schemaVersion of the alert and the DUIS version of the target.',
    provenance: 'our reading: absent from the official XSD',
  };
}
