import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** The order in a request's body; undefined where it is none, which the reply then says with status 400. */
export function readOrder<Order>(
  schema: z.ZodType<Order>,
  request: FastifyRequest,
  reply: FastifyReply,
): Order | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''));
    if (parsed.success) return parsed.data;
    void reply.code(400).send({ error: z.prettifyError(parsed.error) });
  } catch {
    void reply.code(400).send({ error: 'The body is not JSON.' });
  }
  return undefined;
}
