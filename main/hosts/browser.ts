import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { WorkbenchError } from '../../shared/errors.ts';
import { dispatch } from '../ipc/dispatch.ts';
import type { Composition } from './compose.ts';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';
import { rendererFolder } from './paths.ts';

export interface BrowserHost {
  /** The page, with this launch's token in its fragment, which never leaves the browser. */
  url: string;
  close(): Promise<void>;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.png': 'image/png',
};

/** What a person may drop on the window: a pack, as base64. */
const largestCall = 256 * 1024 * 1024;

function matches(given: string | undefined, token: string): boolean {
  if (given === undefined) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * The workbench over HTTP on loopback, for one person: every call needs this launch's token and this page's Origin, and
 * a Host that is this address, so that no other page or name can reach it.
 *
 * @throws WorkbenchError `port-in-use`, or `not-found` where the interface has not been built
 */
export async function startBrowserHost(composition: Composition, port: number): Promise<BrowserHost> {
  const folder = rendererFolder();
  await readFile(join(folder, 'index.html')).catch((cause: unknown) => {
    throw new WorkbenchError('not-found', 'The interface has not been built; run npm run build first', { cause });
  });
  const token = randomBytes(32).toString('base64url');
  const server = fastify({ bodyLimit: largestCall, logger: false, forceCloseConnections: true });
  let origin = '';
  const refuse = (reply: FastifyReply, status: number): FastifyReply => reply.code(status).send();

  server.addHook('onRequest', async (request, reply) => {
    reply.header('content-security-policy', contentSecurityPolicy);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('cross-origin-resource-policy', 'same-origin');
    if (`http://${request.headers.host}` !== origin) return refuse(reply, 421);
    return undefined;
  });

  const isTrusted = (request: FastifyRequest): boolean =>
    matches(request.headers.authorization?.replace(/^Bearer /, ''), token) &&
    (request.headers.origin === undefined ? request.method === 'GET' : request.headers.origin === origin);

  server.post<{ Params: { name: string } }>('/workbench/:name', async (request, reply) => {
    if (!isTrusted(request)) return refuse(reply, 403);
    return dispatch(composition.handlers, request.params.name, request.body ?? {}, composition.report);
  });

  server.get('/events', (request, reply) => {
    if (!isTrusted(request)) {
      void refuse(reply, 403);
      return;
    }
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    reply.raw.write('\n');
    const stop = composition.listen((event) => reply.raw.write(`data: ${JSON.stringify(event)}\n\n`));
    reply.raw.on('close', stop);
  });

  server.get('/*', async (request, reply) => {
    const path = decodeURIComponent(new URL(request.url, 'http://host').pathname);
    const file = normalize(join(folder, path === '/' ? 'index.html' : path));
    if (!file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return refuse(reply, 404);
    try {
      const bytes = await readFile(file);
      return await reply.type(mediaTypes[extname(file)] ?? 'application/octet-stream').send(bytes);
    } catch {
      return refuse(reply, 404);
    }
  });

  try {
    await server.listen({ host: '127.0.0.1', port });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new WorkbenchError(
      'port-in-use',
      `Port ${port} of 127.0.0.1 is in use; stop the program that holds it, or choose another with --port`,
      { cause },
    );
  }
  origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return { url: `${origin}/#token=${token}`, close: () => server.close() };
}
