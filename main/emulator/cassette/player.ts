import type { Cassette, RecordedExchange } from '../../../shared/cassette.ts';
import { parseServiceRequest, type ServiceRequest } from '../../duis/parse.ts';
import { startClock, type VirtualClock } from '../clock.ts';
import { makeDelivery } from '../dsp/delivery.ts';
import type { WebService } from '../dsp/requestContext.ts';
import { listen, makeXmlServer, servicePaths } from '../dsp/server.ts';
import type { EmulatorPki } from '../pki.ts';
import { type CounterChange, sayAgain } from './sayAgain.ts';

export interface PlayerOptions {
  cassette: Cassette;
  /** Keys for the User, the Access Control Broker and the devices of the cassette. */
  pki: EmulatorPki;
  host: string;
  port: number;
  /** The User's Receive Response Service. */
  respondTo(): string | undefined;
  log(text: string): void;
}

export interface Player {
  url: string;
  clock: VirtualClock;
  close(): Promise<void>;
}

/** HTTP 503: the DCC of the cassette has no more to say to this. */
const notRecorded = 503;

/**
 * Plays a cassette: the DCC's three web services, which answer each request with what was answered to the like of it in
 * the recorded run, in order, and deliver what followed, by a virtual clock that begins when the recording did.
 *
 * @throws WorkbenchError `port-in-use`
 */
export async function startPlayer(options: PlayerOptions): Promise<Player> {
  const { cassette, pki, log } = options;
  const clock = startClock(Date.parse(cassette.startedAt), 1, (error) => log(String(error)));
  const delivery = makeDelivery(options.respondTo, log);
  const left = new Map<string, RecordedExchange[]>();
  for (const exchange of cassette.exchanges) {
    const key = keyOf(exchange);
    left.set(key, [...(left.get(key) ?? []), exchange]);
  }
  // What nobody asked for keeps its place among the others of its originator, and is no copy of what was recorded.
  const shift = BigInt(Date.now());
  const deliver = (exchange: RecordedExchange, change: CounterChange): void => {
    // The same body twice is a delivery that is repeated: a device signs an answer once.
    const said = new Map<string, string>();
    for (const message of exchange.deliveries) {
      const due = clock.now() + message.afterMs;
      clock.at(due, async () => {
        const key = JSON.stringify(message.body);
        const xml =
          said.get(key) ?? sayAgain(message, changeFor(message, exchange, change, shift), pki, log).toString();
        said.set(key, xml);
        await delivery.deliver(cassette.user.eui64, xml);
      });
    }
  };
  const server = makeXmlServer(log);
  for (const [path, service] of Object.entries(servicePaths)) {
    server.post(path, async (incoming, reply) => {
      const request = readRequest(incoming.body);
      const exchange =
        request && left.get(keyOf({ service, target: request.requestId.businessTargetId, ...request }))?.shift();
      if (!request || !exchange?.answer) {
        log(
          `${service}: the cassette holds no further answer to ${request?.serviceReferenceVariant ?? 'what is no request'}`,
        );
        return reply.code(notRecorded).send();
      }
      const change = { from: counterOf(exchange.requestId), to: BigInt(request.requestId.originatorCounter) };
      deliver(exchange, change);
      const body = sayAgain(exchange.answer, change, pki, log);
      if (body.length === 0) return reply.code(exchange.answer.status).send();
      return reply.code(exchange.answer.status).type('application/xml').send(body);
    });
  }
  const endpoint = await listen(server, options.host, options.port, '--port');
  return {
    url: endpoint.url,
    clock,
    async close() {
      clock.stop();
      await Promise.all([endpoint.close(), delivery.close()]);
    },
  };
}

const keyOf = (one: {
  service: WebService;
  serviceReferenceVariant: string;
  commandVariant: number;
  target: string;
}): string => [one.service, one.serviceReferenceVariant, one.commandVariant, one.target.toUpperCase()].join(' ');

const counterOf = (id: string): bigint => BigInt(id.slice(id.lastIndexOf(':') + 1));

/** An answer takes the counter of the request; what came unasked takes one of its own, above the recorded one. */
function changeFor(
  { body }: RecordedExchange['deliveries'][number],
  { requestId }: RecordedExchange,
  change: CounterChange,
  shift: bigint,
): CounterChange {
  const text = 'text' in body ? body.text : '';
  if (text.includes(`>${requestId}<`)) return change;
  const counter = /ResponseID>\s*[^<:]+:[^<:]+:(\d+)/.exec(text)?.[1];
  return counter === undefined ? change : { from: BigInt(counter), to: BigInt(counter) + shift };
}

function readRequest(body: unknown): ServiceRequest | undefined {
  try {
    return Buffer.isBuffer(body) ? parseServiceRequest(body) : undefined;
  } catch {
    // What is no Service Request was answered to by nothing in the recorded run.
    return undefined;
  }
}
