import type { StreamRate } from '../../../shared/capacity.ts';
import type { DuisMaterial } from '../../application/ports.ts';
import type { TargetUser } from '../../capacity/loadTarget.ts';
import type { PlannedStream } from '../../capacity/planArrivals.ts';
import { type PreparedRequest, prepareRequest } from '../../capacity/prepareRequest.ts';
import type { PhaseProfile } from '../../capacity/readProfile.ts';
import { findUser } from './openLoadEmulator.ts';

/** The requests of a profile, by stream and entry; undefined where the emulator makes the message itself. */
export function prepareRequests(
  { profile, streams }: PhaseProfile,
  material: DuisMaterial,
  users: readonly TargetUser[],
  accessControlBroker: string,
): (PreparedRequest | undefined)[][] {
  return streams.map(({ stream }) => {
    if (stream.kind !== 'request') return stream.mix.map(() => undefined);
    const user = findUser(users, stream.as);
    const { schemaVersion } = profile;
    return stream.mix.map((entry) =>
      prepareRequest(material, entry, user, { accessControlBroker, schemaVersion, nowMs: Date.now() }),
    );
  });
}

/** What is planned of each stream; nothing of one that is left out. */
export const planStreams = (
  { streams }: PhaseProfile,
  rates: readonly StreamRate[] = streams.map(({ rate }) => rate),
): PlannedStream[] =>
  streams.map(({ stream, curve }, index) => ({
    count: rates[index]?.leftOut === null ? rates[index].planned : 0,
    curve,
    weights: stream.mix.map(({ weight }) => weight),
    generation: stream.generation,
  }));
