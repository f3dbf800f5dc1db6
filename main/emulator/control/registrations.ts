import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Role } from '../fleet.ts';
import { controlPath } from '../identity.ts';
import { changeRegistration } from '../registrations/takeEffect.ts';
import type { EmulatorState } from '../state.ts';
import { readOrder } from './readOrder.ts';

export const RegistrationOrder = z.strictObject({
  mpxn: z.string(),
  role: Role,
  /** Null ends what is in force and puts nobody in its place. */
  organisation: z.string().nullable(),
  /** From when; at once where it is left out. */
  from: z.iso.datetime({ offset: true }).optional(),
});

export type RegistrationOrder = z.infer<typeof RegistrationOrder>;

/**
 * Changes who holds a role for an MPxN from a moment on.
 *
 * @returns what stands in the way: nobody of that name holds the role (404), or the moment is past (400)
 */
export function orderRegistration(
  state: EmulatorState,
  { mpxn, role, from, organisation: named }: RegistrationOrder,
): { status: 400 | 404; error: string } | undefined {
  const organisation = named?.toUpperCase();
  if (organisation !== undefined && !state.organisations.get(organisation)?.roles.includes(role)) {
    return { status: 404, error: `There is no organisation ${organisation} with the role ${role}.` };
  }
  const nowMs = state.clock.now();
  const fromMs = from === undefined ? nowMs : Date.parse(from);
  if (fromMs < nowMs) return { status: 400, error: `${from} is past: a change cannot be dated back.` };
  changeRegistration(state, { mpxn, role, organisation, fromMs });
  return undefined;
}

/** Adds what the Central Switching Service does: list the registrations, and change one from a moment on. */
export function addRegistrations(server: FastifyInstance, state: EmulatorState): void {
  const path = `${controlPath}/registrations`;
  server.get(path, () => state.fleet.registrations);
  server.post(path, (request, reply) => {
    const order = readOrder(RegistrationOrder, request, reply);
    if (order === undefined) return reply;
    const problem = orderRegistration(state, order);
    if (problem !== undefined) return reply.code(problem.status).send({ error: problem.error });
    return reply.code(202).send({});
  });
}
