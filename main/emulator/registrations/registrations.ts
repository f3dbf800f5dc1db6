import type { Registration } from '../fleet.ts';

/** Looked up for every request: of ten thousand homes, those of one supply point. */
const indices = new WeakMap<readonly Registration[], { count: number; byMpxn: Map<string, Registration[]> }>();

function ofMpxn(registrations: readonly Registration[], mpxn: string): readonly Registration[] {
  let index = indices.get(registrations);
  if (index === undefined || index.count !== registrations.length) {
    index = { count: registrations.length, byMpxn: Map.groupBy(registrations, (one) => one.mpxn) };
    indices.set(registrations, index);
  }
  return index.byMpxn.get(mpxn) ?? [];
}

const isInForce = ({ from, to }: Registration, atMs: number): boolean =>
  Date.parse(from) <= atMs && (to === undefined || atMs < Date.parse(to));

/** True where the organisation holds the role for one of the MPxNs at the moment (UTC, milliseconds). */
export function isRegistered(
  registrations: readonly Registration[],
  query: { organisation: string; role: string; mpxns: readonly string[]; atMs: number },
): boolean {
  return query.mpxns.some((mpxn) =>
    ofMpxn(registrations, mpxn).some(
      (one) => one.organisation === query.organisation && one.role === query.role && isInForce(one, query.atMs),
    ),
  );
}

/** Who holds which role for one of the MPxNs at a moment (UTC, milliseconds). */
export const registeredFor = (
  registrations: readonly Registration[],
  mpxns: readonly string[],
  atMs: number,
): Registration[] => mpxns.flatMap((mpxn) => ofMpxn(registrations, mpxn).filter((one) => isInForce(one, atMs)));

/** Who holds a role for an MPxN from a moment on; nobody where there is no organisation. */
export interface RegistrationChange {
  mpxn: string;
  role: Registration['role'];
  organisation: string | undefined;
  /** Milliseconds since 1970. */
  fromMs: number;
}

/**
 * Enters a change: what is in force at its moment ends there, what was to begin later is dropped, and the new one follows.
 * What lies before its moment stays as it was.
 */
export function enterChange(registrations: Registration[], change: RegistrationChange): void {
  const from = new Date(change.fromMs).toISOString();
  const isConcerned = (one: Registration): boolean => one.mpxn === change.mpxn && one.role === change.role;
  const kept = registrations.filter((one) => !isConcerned(one) || Date.parse(one.from) < change.fromMs);
  for (const one of kept) if (isConcerned(one) && isInForce(one, change.fromMs)) one.to = from;
  registrations.splice(0, registrations.length, ...kept);
  if (change.organisation !== undefined) {
    const { mpxn, role, organisation } = change;
    registrations.push({ mpxn, role, organisation, from });
  }
  // Their number may be what it was, and they are others.
  indices.delete(registrations);
}
