import type { LoadedCampaign, LoadedSequence } from '../../shared/sequence.ts';
import type { ServiceResponse } from '../duis/parse.ts';

interface WantedAlert {
  code?: string | undefined;
  /** A device of the campaign by name, or an EUI-64. */
  device?: string | undefined;
}

const keyOf = (code: string, device: string): string => `alert:${code}:${device}`;
const any = '*';

/** Where alerts of a kind are filed in the inbox. */
export const alertKey = (campaign: LoadedCampaign, { code = any, device }: WantedAlert): string =>
  keyOf(code, device === undefined ? any : (campaign.devices[device]?.deviceId ?? device));

/** The outcome of a command that a device held is an alert of the device (8F66, 8F67) under a Request ID. */
const alertKinds = new Set<ServiceResponse['kind']>(['deviceAlert', 'dccAlert', 'futureDatedDeviceAlert']);

/** Every key that an alert answers to: by its code, its device, both, and neither; none for what is no alert. */
export function alertKeysOf({ kind, alertCode, responseId, body }: ServiceResponse): string[] {
  // A Device Alert of a SMETS1 device comes as its S1SP's words.
  const isAlert = alertKinds.has(kind) || (kind === 'smets1' && alertCode !== undefined);
  if (!isAlert) return [];
  const code = alertCode ?? any;
  // A Device Alert comes from the device; a DCC Alert is about the devices that it names.
  const named = [...JSON.stringify(body ?? null).matchAll(/"([0-9A-F]{2}(?:-[0-9A-F]{2}){7})"/gi)];
  const devices = new Set([responseId?.businessOriginatorId, ...named.map((match) => match[1]?.toUpperCase())]);
  const keys = [any, ...devices].flatMap((device) =>
    device === undefined ? [] : [keyOf(any, device), keyOf(code, device)],
  );
  return [...new Set(keys)];
}

/** The alerts that a sequence waits for: their keys, and the positions of the steps in it. */
export function alertsAwaited(campaign: LoadedCampaign, sequence: LoadedSequence): { key: string; index: number }[] {
  return sequence.steps.flatMap((step, index) =>
    'wait' in step && 'alert' in step.wait ? [{ key: alertKey(campaign, step.wait.alert), index }] : [],
  );
}

export const describeAlert = ({ code, device }: WantedAlert): string =>
  [code ?? 'of any code', device === undefined ? '' : `of ${device}`].filter((part) => part !== '').join(' ');
