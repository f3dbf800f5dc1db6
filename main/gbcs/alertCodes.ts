/** Alert codes, which are also the event codes of event and security logs (GBCS table 16.2). */
import table from '../../fixtures/gbcs/alertCodes.json' with { type: 'json' };

const names = new Map(table.alertCodes.map(({ code, name }) => [Number.parseInt(code, 16), name]));

export function alertName(code: number): string | undefined {
  return names.get(code);
}

export function formatAlertCode(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0');
}

/** An alert code with its name where it is known, e.g. `8F66 Future-date HAN Interface Command Successfully Actioned`. */
export function describeAlert(code: number): string {
  const name = alertName(code);
  return name === undefined ? formatAlertCode(code) : `${formatAlertCode(code)} ${name}`;
}
