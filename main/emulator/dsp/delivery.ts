import { Agent, request } from 'undici';

/** Delivers a signed message to a User's Receive Response Service, trying again where it is not acknowledged. */
export type Deliver = (to: string, xml: string) => Promise<void>;

/** Real milliseconds between tries: the User's service is real, whatever the virtual clock says. */
const pauses = [250, 1000, 3000, 10_000];

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
  let closed = false;
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
  return {
    async deliver(to, xml) {
      for (const pause of [0, ...pauses]) {
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
        if (closed) return;
        // Asked each time: a User that comes back may listen elsewhere.
        const url = addressOf(to);
        if (url === undefined) {
          log(`${to} has no Receive Response Service; a message to it was dropped`);
          return;
        }
        if (await attempt(url, xml)) return;
      }
      log(`a message to ${to} was given up after ${pauses.length + 1} tries`);
    },
    async close() {
      closed = true;
      await agent.close();
    },
  };
}
