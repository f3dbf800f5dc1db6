import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { gunzipSync } from 'node:zlib';
import fastify from 'fastify';
import { WorkbenchError } from '../../shared/errors.ts';
import type { Headers } from '../application/ports.ts';

/** One delivery as it came off the wire (gzip undone), and who brought it. */
export interface Delivery {
  body: Uint8Array;
  headers: Headers;
  peer: string;
}

export interface ReceiveResponseService {
  /** What DCC is to POST to. */
  url: string;
  close(): Promise<void>;
}

/** PEM; a caller without a certificate of these authorities is refused where there are any. */
export interface ServerTls {
  cert: string;
  key: string;
  passphrase?: string;
  ca?: string;
}

/** Larger than any Service Response: 19,056 half-hours are about 200 kB. */
const largestDelivery = 64 * 1024 * 1024;

/**
 * Listens for Service Responses, Device Alerts and DCC Alerts (DUIS 2.4, the User's Receive Response Service).
 *
 * @param receive makes the delivery durable before it returns; says whether it is well formed, schema-valid and signed
 * @throws WorkbenchError `port-in-use`
 */
export async function startReceiveResponseService(
  options: { host?: string; port?: number; path?: string; tls?: ServerTls | undefined },
  receive: (delivery: Delivery) => boolean | Promise<boolean>,
): Promise<ReceiveResponseService> {
  const host = options.host ?? '127.0.0.1';
  const path = options.path ?? '/smartdcc/duis';
  const { tls } = options;
  const https = tls === undefined ? null : { ...tls, ...(tls.ca === undefined ? {} : { requestCert: true }) };
  const server = fastify({ bodyLimit: largestDelivery, logger: false, https, forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.post(path, async (request, reply) => {
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipped(raw) : raw;
    const accepted = await receive({ body, headers: pairs(request.raw.rawHeaders), peer: peerOf(request.raw) });
    // DCC Boxed's own client answers 204, or 400 to what fails schema or signature.
    return reply.code(accepted ? 204 : 400).send();
  });
  try {
    await server.listen({ host, port: options.port ?? 0 });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new WorkbenchError(
      'port-in-use',
      `Port ${options.port} of ${host} is in use; stop the program that holds it, or give the Receive Response Service another port`,
      { cause },
    );
  }
  const { port } = server.server.address() as AddressInfo;
  return { url: `${tls === undefined ? 'http' : 'https'}://${host}:${port}${path}`, close: () => server.close() };
}

/** What cannot be unpacked, or unpacks to more than any response has, is kept as it came: it is evidence too. */
function gunzipped(raw: Buffer): Buffer {
  try {
    return gunzipSync(raw, { maxOutputLength: largestDelivery });
  } catch {
    return raw;
  }
}

/** Who brought it: the address, and over mutual TLS the certificate. */
function peerOf({ socket }: IncomingMessage): string {
  const address = socket.remoteAddress ?? 'unknown';
  if (!(socket instanceof TLSSocket)) return address;
  const { subject, fingerprint256 } = socket.getPeerCertificate();
  return subject === undefined ? address : `${address}, CN=${subject.CN}, certificate SHA-256 ${fingerprint256}`;
}

function pairs(rawHeaders: readonly string[]): [string, string][] {
  const result: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    result.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return result;
}
