/** Data-Access-Result and Action-Result (IEC 62056-5-3, table of the COSEM application service types). */
const accessResults: Readonly<Record<number, string>> = {
  0: 'Success',
  1: 'Hardware Fault',
  2: 'Temporary Failure',
  3: 'Read Write Denied',
  4: 'Object Undefined',
  9: 'Object Class Inconsistent',
  11: 'Object Unavailable',
  12: 'Type Unmatched',
  13: 'Scope Of Access Violated',
  14: 'Data Block Unavailable',
  15: 'Long Get Aborted',
  16: 'No Long Get In Progress',
  17: 'Long Set Aborted',
  18: 'No Long Set In Progress',
  19: 'Data Block Number Invalid',
  250: 'Other Reason',
};

const actionResults: Readonly<Record<number, string>> = {
  ...accessResults,
  15: 'Long Action Aborted',
  16: 'No Long Action In Progress',
};

export function accessResultName(result: number): string {
  return accessResults[result] ?? `result ${result}`;
}

export function actionResultName(result: number): string {
  return actionResults[result] ?? `result ${result}`;
}
