import { type ResolveCertificate, verifyXmlSignature } from '../smki/xmlSignature.ts';
import {
  type Delivery,
  type ReceiveResponseService,
  startReceiveResponseService,
} from '../transport/receiveResponseService.ts';
import type { LoadCounters } from './counters.ts';
import { type ScannedMessage, scanMessage } from './scanMessage.ts';

/** What came to the Receive Response Service, matched to the plan. */
export interface Received {
  /** Undefined for what belongs to no arrival of this run. */
  arrival: number | undefined;
  atMs: number;
  code: string;
  isGenuine: boolean;
}

/**
 * The User's Receive Response Service under load: notes the time first, then reads and verifies.
 *
 * @param now the clock of the run, in milliseconds
 */
export function startReceiver(
  address: { host?: string; port?: number; path?: string },
  counters: LoadCounters,
  resolveCertificate: ResolveCertificate,
  now: () => number,
  receive: (received: Received) => void,
): Promise<ReceiveResponseService> {
  return startReceiveResponseService(address, ({ body }: Delivery) => {
    const atMs = now();
    const xml = Buffer.from(body).toString('utf8');
    const scanned = scanMessage(xml);
    // No arrival of the plan asked for what a device tells of its own accord.
    if (scanned.isDeviceAlert) return true;
    receive({ ...identify(scanned, counters), atMs, isGenuine: isGenuine(body, resolveCertificate) });
    return true;
  });
}

/** A scheduled message says its arrival in its schedule's id, an alert in its own counter, a response in its request's. */
function identify(
  { responseCode, requestCounter, responseCounter, dspScheduleId, isAlert }: ScannedMessage,
  counters: LoadCounters,
): { arrival: number | undefined; code: string } {
  const code = responseCode ?? 'no Response Code';
  if (dspScheduleId !== undefined) return { arrival: Number(dspScheduleId), code };
  const counter = isAlert ? responseCounter : requestCounter;
  return { arrival: counter === undefined ? undefined : counters.arrivalOf(counter), code };
}

function isGenuine(body: Uint8Array, resolveCertificate: ResolveCertificate): boolean {
  try {
    return verifyXmlSignature(body, resolveCertificate).verdict === 'valid';
  } catch {
    // What is no XML at all bears no signature either.
    return false;
  }
}
