import { createPrivateKey } from 'node:crypto';
import { WorkbenchError } from '../../../shared/errors.ts';
import { signXml } from '../../smki/xmlSignature.ts';
import { makeLoadCounters } from '../counters.ts';
import { type PlannedStream, planArrivals } from '../planArrivals.ts';
import type { Home } from '../population.ts';
import { completeRequest, type PreparedRequest } from '../prepareRequest.ts';
import type { UserKeys } from '../sender.ts';

/** One line of a corpus. */
interface SignedRequest {
  service: PreparedRequest['service'];
  serviceReferenceVariant: string;
  body: string;
}

/**
 * Signs the requests of a plan in the order in which they are due, each with an Originator Counter of its own.
 *
 * @param requests by stream and entry
 * @param options.limit how many requests the corpus may hold
 * @returns the lines of each stream's corpus
 * @throws WorkbenchError `invalid-argument` where the plan has more than that
 */
export function signCorpus(
  streams: readonly PlannedStream[],
  requests: readonly (readonly (PreparedRequest | undefined)[])[],
  homes: readonly Home[],
  users: readonly UserKeys[],
  options: { daySeconds: number; seed: number; limit: number; startMs: number },
): string[][] {
  const isRequest = (index: number): boolean => requests[index]?.[0] !== undefined;
  const planned = streams.map((stream, index) => (isRequest(index) ? stream : { ...stream, count: 0 }));
  const total = planned.reduce((sum, { count }) => sum + count, 0);
  if (total > options.limit) {
    throw new WorkbenchError(
      'invalid-argument',
      `The profile has ${total.toLocaleString('en-GB')} requests, and the corpus may hold ${options.limit.toLocaleString('en-GB')} (about 4 kB each); raise it with --limit, or lower --scale`,
    );
  }
  const signers = new Map(
    users.map((user) => [user.eui64, { ...user, privateKey: createPrivateKey(user.xmlSigning) }] as const),
  );
  const counters = makeLoadCounters(options.startMs);
  const generations = homes.map(({ generation }) => generation);
  const lines = streams.map((): string[] => []);
  for (const [arrival, { stream, entry, home: index }] of planArrivals(planned, generations, options).entries()) {
    const request = requests[stream]?.[entry];
    const home = homes[index];
    const signer = request && signers.get(request.originator);
    if (!request || !home || !signer) continue;
    const { service, serviceReferenceVariant } = request;
    const body = signXml(completeRequest(request, home, counters.of(arrival)), signer);
    const line: SignedRequest = { service, serviceReferenceVariant, body };
    lines[stream]?.push(JSON.stringify(line));
  }
  return lines;
}
