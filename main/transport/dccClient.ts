import { Agent, request } from 'undici';
import { WorkbenchError } from '../../shared/errors.ts';
import type { SendToDcc, SynchronousAnswer, WebService } from '../application/ports.ts';

/** Paths of DCC's three web services below the base URL (DCC Boxed; UIT issues its own to each Party). */
export const servicePaths: Readonly<Record<Exclude<WebService, 'receiveResponse'>, string>> = {
  transform: '/api/v1/serviceT',
  sendCommand: '/api/v1/serviceS',
  nonDevice: '/api/v1/serviceD',
};

/** No synchronous answer of DUIS comes near this; a larger one is not read to its end. */
const largestAnswer = 64 * 1024 * 1024;

export interface DccClient {
  send: SendToDcc;
  close(): Promise<void>;
}

/**
 * A client of DCC's web services over keep-alive connections.
 *
 * @param baseUrl for example `http://127.0.0.1:8079`
 */
export function openDccClient(baseUrl: string, timeoutMs = 30_000): DccClient {
  const agent = new Agent({ headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connect: { timeout: timeoutMs } });
  return {
    async send(service, xml): Promise<SynchronousAnswer> {
      const url = new URL(servicePaths[service], baseUrl);
      const started = performance.now();
      try {
        const answer = await request(url, {
          dispatcher: agent,
          method: 'POST',
          headers: { 'content-type': 'application/xml', accept: 'application/xml' },
          body: xml,
        });
        const body = await readCapped(answer.body, url);
        return {
          status: answer.statusCode,
          headers: flattenHeaders(answer.headers),
          body,
          peer: url.host,
          durationMs: performance.now() - started,
        };
      } catch (cause) {
        if (cause instanceof WorkbenchError) throw cause;
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new WorkbenchError(
          'target-unreachable',
          `${url.href} did not answer (${why}); check that the target is running and its address is right`,
          { cause },
        );
      }
    },
    close: () => agent.close(),
  };
}

async function readCapped(body: AsyncIterable<Uint8Array>, url: URL): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > largestAnswer) {
      throw new WorkbenchError('target-unreachable', `${url.href} answered with more than ${largestAnswer} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function flattenHeaders(headers: Record<string, string | string[] | undefined>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? '']).map((one): [string, string] => [name, one]),
  );
}
