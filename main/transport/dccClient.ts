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

export interface DccClientOptions {
  /** For example `http://127.0.0.1:8079`; a path of it is kept. */
  baseUrl: string;
  /** In place of {@link servicePaths}. */
  paths?: { readonly [service in keyof typeof servicePaths]?: string | undefined };
  tls?: ClientTls | undefined;
  timeoutMs?: number;
}

/** Mutual TLS, as PEM. */
export interface ClientTls {
  cert: string;
  key: string;
  passphrase?: string;
  ca?: string;
  servername?: string;
}

/** The address of one of the three web services. */
export function serviceUrl(service: keyof typeof servicePaths, { baseUrl, paths }: DccClientOptions): URL {
  const base = new URL(baseUrl);
  base.pathname = `${base.pathname.replace(/\/$/, '')}${paths?.[service] ?? servicePaths[service]}`;
  return base;
}

/** A client of DCC's web services over keep-alive connections, with mutual TLS where the target asks for it. */
export function openDccClient(options: DccClientOptions): DccClient {
  const timeout = options.timeoutMs ?? 30_000;
  const agent = new Agent({
    headersTimeout: timeout,
    bodyTimeout: timeout,
    connect: { timeout, ...(options.tls ?? {}) },
  });
  return {
    async send(service, xml): Promise<SynchronousAnswer> {
      const url = serviceUrl(service, options);
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
