import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';

/**
 * Delivers a signed message to a User's Receive Response Service, trying again where it is not acknowledged. Waits for
 * the first try alone, and not for long: a User that is slow or away must not hold up the others.
 */
export type Deliver = (to: string, xml: string) => Promise<void>;

/** Real milliseconds between tries: the User's service is real, whatever the virtual clock says. */
const pauses = [250, 1000, 3000, 10_000];
/** Real milliseconds that the DSP waits for an acknowledgement before it goes on with what else is due. */
const patience = 1000;
/** Real milliseconds that the end of the emulator waits for acknowledgements that are under way. */
const grace = 500;

/**
 * @param addressOf the Receive Response Service of an organisation, by EUI-64
 * @param onAcknowledged hears of each message that a User answered with 2xx
 */
export function makeDelivery(
  addressOf: (eui64: string) => string | undefined,
  log: (text: string) => void,
  onAcknowledged: (xml: string) => void = () => {},
): { deliver: Deliver; close(): Promise<void> } {
  const agent = new Agent({ headersTimeout: 10_000, bodyTimeout: 10_000, connect: { timeout: 5_000 } });
  const closing = new AbortController();
  const attempt = async (url: string, xml: string): Promise<boolean> => {
    try {
      const answer = await request(url, {
        dispatcher: agent,
        method: 'POST',
        headers: { 'content-type': 'application/xml' },
        body: xml,
      });
      await answer.body.dump();
      log(`delivery to ${url} answered ${answer.statusCode}`);
      if (answer.statusCode < 300) onAcknowledged(xml);
      // A 4xx says that the User does not accept the message; it would not accept it a second time either.
      return answer.statusCode < 500;
    } catch (error) {
      log(`delivery to ${url} failed: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  };
  /** Whether that was the end of it. */
  const tryOnce = async (to: string, xml: string): Promise<boolean> => {
    // Asked each time: a User that comes back may listen elsewhere.
    const url = addressOf(to);
    if (url === undefined) log(`${to} has no Receive Response Service; a message to it was dropped`);
    return url === undefined || attempt(url, xml);
  };
  const tryAgain = async (to: string, xml: string): Promise<void> => {
    for (const pause of pauses) {
      await sleep(pause, undefined, { signal: closing.signal, ref: false }).catch(() => {});
      if (closing.signal.aborted || (await tryOnce(to, xml))) return;
    }
    log(`a message to ${to} was given up after ${pauses.length + 1} tries`);
  };
  const underWay = new Set<Promise<void>>();
  return {
    async deliver(to, xml) {
      if (closing.signal.aborted) return;
      const delivery = tryOnce(to, xml).then((isDone) => {
        if (!isDone) goOnTrying(to, xml);
      });
      const enough = new AbortController();
      await Promise.race([delivery, sleep(patience, undefined, { signal: enough.signal, ref: false })]);
      enough.abort();
    },
    async close() {
      closing.abort();
      const enough = new AbortController();
      await Promise.race([agent.close(), sleep(grace, undefined, { signal: enough.signal })]);
      enough.abort();
      await agent.destroy();
      await Promise.all(underWay);
    },
  };
  function goOnTrying(to: string, xml: string): void {
    const tries = tryAgain(to, xml).finally(() => underWay.delete(tries));
    underWay.add(tries);
  }
}
