export interface FaultKind {
  value: string;
  label: string;
  /** What else it takes, with what it takes at first. */
  number?: { name: string; label: string; first: number };
  text?: { name: string; label: string; first: string };
}

/** The faults of a fault file, in words. */
export const faultKinds: readonly FaultKind[] = [
  { value: 'respond', label: 'Respond with a code', text: { name: 'code', label: 'Response Code', first: 'E20' } },
  { value: 'refuse', label: 'Refuse with a code', text: { name: 'code', label: 'Response Code', first: 'E17' } },
  { value: 'dccAlert', label: 'Send a DCC Alert', text: { name: 'code', label: 'DCC Alert', first: 'N13' } },
  { value: 'delay', label: 'Deliver late', number: { name: 'seconds', label: 'Seconds', first: 60 } },
  { value: 'duplicate', label: 'Deliver more than once', number: { name: 'copies', label: 'More copies', first: 1 } },
  { value: 'reorder', label: 'Deliver out of order' },
  { value: 'drop', label: 'Do not deliver' },
  { value: 'truncate', label: 'Cut the message short' },
  { value: 'badSignature', label: 'Spoil the signature' },
  { value: 'unknownSerial', label: 'Sign with an unknown certificate' },
  {
    value: 'dualControl',
    label: 'Dual control of a SMETS1 command fails',
    text: { name: 'answer', label: 'unavailable, disagrees or badSignature', first: 'disagrees' },
  },
  {
    value: 's1sp',
    label: 'A SMETS1 Service Provider fails',
    text: { name: 'failure', label: 'unreachable, deviceSilent or badSignature', first: 'unreachable' },
  },
  {
    value: 'wrongSchemaVersion',
    label: 'Use another DUIS version',
    text: { name: 'version', label: 'Version', first: '1.0' },
  },
  {
    value: 'httpStatus',
    label: 'Answer with an HTTP error',
    number: { name: 'status', label: 'HTTP status', first: 503 },
  },
  { value: 'slowBody', label: 'Answer slowly', number: { name: 'seconds', label: 'Seconds', first: 20 } },
  { value: 'alterPreCommand', label: 'Alter the Pre-Command' },
];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const conditions: Readonly<Record<string, string>> = {
  serviceReferenceVariant: 'service',
  target: 'device',
  region: 'region',
  originator: 'requests of',
  requestId: 'Request ID',
};

/** A rule in words: what, to which messages, how often. */
export function describeFault({ fault, when, times, probability }: Record<string, unknown>): string {
  const own = isRecord(fault) ? fault : {};
  const kind = faultKinds.find(({ value }) => value === own.kind);
  const details = Object.entries(own).filter(([name, value]) => name !== 'kind' && value !== undefined);
  const met = isRecord(when) ? Object.entries(when).filter(([, value]) => value !== undefined) : [];
  return [
    [kind?.label ?? String(own.kind), ...details.map(([name, value]) => `${name} ${String(value)}`)].join(', '),
    met.length === 0
      ? 'every message'
      : met.map(([name, value]) => `${conditions[name] ?? name} ${String(value)}`).join(' and '),
    ...(typeof probability === 'number' && probability < 1 ? [`${Math.round(probability * 100)} %`] : []),
    ...(typeof times === 'number' ? [times === 1 ? 'once' : `${times} times`] : ['always']),
  ].join(' · ');
}

/** Whether a rule strikes messages to a device, as far as its conditions say. */
export function strikes({ when }: Record<string, unknown>, place: { deviceId?: string; region?: string }): boolean {
  if (!isRecord(when)) return false;
  if (place.deviceId !== undefined) return when.target === place.deviceId;
  return place.region !== undefined && when.region === place.region;
}
