import type { MessageSummary } from '../../../shared/contract/shapes/messages.ts';
import type { Street } from '../../../shared/street.ts';

/** The way between the DSP and a device, which no message of ours records: it follows from what came back. */
export interface Hop {
  direction: 'out' | 'in';
  /** Who carried it: `S1SP`, `CSP South`, or `CSP` where its region is not known. */
  by: string;
  deviceId: string;
  deviceType: string | null;
}

/** Kinds of message that tell of a device itself. */
const fromDevice: ReadonlySet<string> = new Set(['serviceResponse', 'smets1', 'dspScheduled', 'deviceAlert']);
const toDevice: ReadonlySet<string> = new Set(['serviceRequest', 'signedPreCommand']);

/** The first party of `ResponseID` is who answers; of `RequestID` the second is who was asked. */
const partOf = (id: string | null, at: 0 | 1): string | null => id?.split(':')[at] ?? null;

/** Who spoke for the device, where the message is one that came from it: a failure (E…) is the DSP's own word. */
function speaker({ kind, responseCode, responseId }: MessageSummary): string | null {
  if (kind === null || !fromDevice.has(kind) || responseCode?.startsWith('E') === true) return null;
  return partOf(responseId, 0);
}

/**
 * What went on behind the DSP, as far as the evidence knows it: a message that a device answered for came from the
 * device, and the request that it answers reached it. Nothing is drawn of a command that nothing came back for.
 *
 * @param street where the emulator has the devices; null of another target, whose regions are not ours to know
 * @returns by message id
 */
export function derivedHops(messages: readonly MessageSummary[], street: Street | null): Map<number, Hop> {
  const homes = street?.homes ?? [];
  const places = new Map(
    homes.flatMap(({ region, devices }) =>
      devices.map(({ deviceId, deviceType }) => [deviceId, { region, deviceType }] as const),
    ),
  );
  const hopTo = (deviceId: string, direction: Hop['direction'], isSmets1: boolean): Hop => {
    const place = places.get(deviceId);
    const csp = place === undefined ? 'CSP' : `CSP ${place.region}`;
    const by = isSmets1 || place?.region === 'SMETS1' ? 'S1SP' : csp;
    return { direction, by, deviceId, deviceType: place?.deviceType ?? null };
  };
  const hops = new Map<number, Hop>();
  const answered = new Map<string, boolean>();
  for (const message of messages) {
    const deviceId = speaker(message);
    if (deviceId === null) continue;
    const isSmets1 = message.kind === 'smets1';
    hops.set(message.id, hopTo(deviceId, 'in', isSmets1));
    if (message.requestId !== null) answered.set(message.requestId, isSmets1);
  }
  for (const { id, kind, service, requestId } of messages) {
    const deviceId = partOf(requestId, 1);
    const isSmets1 = requestId === null ? undefined : answered.get(requestId);
    if (isSmets1 === undefined || deviceId === null || kind === null) continue;
    if (toDevice.has(kind) && service === 'sendCommand') hops.set(id, hopTo(deviceId, 'out', isSmets1));
  }
  return hops;
}
