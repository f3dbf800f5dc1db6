import type { Registration } from '../fleet.ts';

/** True where the organisation holds the role for one of the MPxNs at the moment (UTC, milliseconds). */
export function isRegistered(
  registrations: readonly Registration[],
  query: { organisation: string; role: string; mpxns: readonly string[]; atMs: number },
): boolean {
  return registrations.some(
    (one) =>
      one.organisation === query.organisation &&
      one.role === query.role &&
      query.mpxns.includes(one.mpxn) &&
      Date.parse(one.from) <= query.atMs &&
      (one.to === undefined || query.atMs < Date.parse(one.to)),
  );
}
