import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { EmulatorState } from '../state.ts';
import type { WebService } from './requestContext.ts';
import { handleRequest } from './webService.ts';

/** DCC Boxed's paths. */
export const servicePaths: Readonly<Record<string, WebService>> = {
  '/api/v1/serviceT': 'transform',
  '/api/v1/serviceS': 'sendCommand',
  '/api/v1/serviceD': 'nonDevice',
};

/** No Service Request comes near this; 11.1 with a firmware manifest is the largest. */
const largestRequest = 16 * 1024 * 1024;

export interface HttpEndpoint {
  url: string;
  close(): Promise<void>;
}

/** Listens on a port. @throws WorkbenchError `port-in-use` */
export async function listen(
  server: FastifyInstance,
  host: string,
  port: number,
  option: string,
): Promise<HttpEndpoint> {
  try {
    await server.listen({ host, port });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new WorkbenchError(
      'port-in-use',
      `Port ${port} of ${host} is in use; stop the program that holds it, or choose another with ${option}`,
      { cause },
    );
  }
  const address = server.server.address() as AddressInfo;
  return { url: `http://${host}:${address.port}`, close: () => server.close() };
}

/**
 * A server that takes any body as bytes, whatever it says it is, and closes what is slow or half-open.
 *
 * @param log hears of each request that was answered with an HTTP error
 */
export function makeXmlServer(log: (line: string) => void, bodyLimit = largestRequest): FastifyInstance {
  const server = fastify({
    bodyLimit,
    logger: false,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    forceCloseConnections: true,
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.addHook('onResponse', async ({ method, url, ip }, { statusCode }) => {
    if (statusCode >= 400) log(`${method} ${url} from ${ip}: HTTP ${statusCode}`);
  });
  server.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    void reply.code(error.statusCode ?? 500).send();
  });
  return server;
}

/**
 * The DSP's three web services over HTTP.
 *
 * @param extend adds what else is to be served on the same port
 */
export function startDspServer(
  state: EmulatorState,
  host: string,
  port: number,
  extend: (server: FastifyInstance) => void,
): Promise<HttpEndpoint> {
  const server = makeXmlServer(state.log);
  extend(server);
  for (const [path, service] of Object.entries(servicePaths)) {
    server.route({
      url: path,
      method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      handler: (_request, reply) => reply.code(405).header('allow', 'POST').send(),
    });
    server.post(path, async (request, reply) => {
      const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
      if (type !== 'application/xml' && type !== 'text/xml') return reply.code(415).send();
      const passed = await state.components?.travel('request');
      if (passed && passed.outcome !== 'arrived') return reply.code(503).send();
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const answer = handleRequest(state, service, body);
      if (answer.afterMs !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.afterMs));
      if (answer.xml === '') return reply.code(answer.status).send();
      return reply.code(answer.status).type('application/xml').send(answer.xml);
    });
  }
  return listen(server, host, port, '--port');
}
