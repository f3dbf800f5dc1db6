import { removeSchedules } from '../dsp/removeSchedules.ts';
import { isSmets1, mpxnsOf, type Registration } from '../fleet.ts';
import type { EmulatorState } from '../state.ts';
import { enterChange, isRegistered, type RegistrationChange } from './registrations.ts';

type Supply = Pick<Registration, 'mpxn' | 'role'>;

const holderAt = (state: EmulatorState, { mpxn, role }: Supply, atMs: number): string | undefined =>
  state.fleet.registrations.find(
    (one) =>
      one.mpxn === mpxn &&
      one.role === role &&
      isRegistered([one], { organisation: one.organisation, role, mpxns: [mpxn], atMs }),
  )?.organisation;

/**
 * What follows for the DSP when a registration begins or ends: the schedules of a User who may not read the device any
 * more are gone, and it is told. All else follows by itself: each request is held against the registrations of its moment.
 */
async function takeEffect(state: EmulatorState, supply: Supply, atMs: number): Promise<void> {
  const [before, now] = [atMs - 1, atMs].map((moment) => holderAt(state, supply, moment));
  if (before === undefined || before === now) return;
  state.log(`${supply.mpxn}: ${supply.role} was ${before}, is ${now ?? 'nobody'}`);
  const cause = now === undefined ? 'schedule-removed-registration-ended' : 'schedule-removed-registration-changed';
  const devices = new Set(
    [...state.devices.values()]
      .filter(({ description }) => mpxnsOf(description).includes(supply.mpxn))
      .map(({ description }) => description.deviceId),
  );
  await removeSchedules(
    state,
    (schedule) =>
      schedule.originator === before && devices.has(schedule.deviceId) && !mayStillRead(state, schedule, atMs),
    cause,
  );
}

/** By any of its roles, for any MPxN of the device. */
function mayStillRead(
  state: EmulatorState,
  {
    originator,
    deviceId,
    serviceReferenceVariant,
  }: { originator: string; deviceId: string; serviceReferenceVariant: string },
  atMs: number,
): boolean {
  const device = state.devices.get(deviceId)?.description;
  const eligible = state.findService(serviceReferenceVariant)?.eligibleRoles ?? [];
  if (device === undefined) return false;
  const generation = isSmets1(device) ? 'SMETS1' : 'SMETS2+';
  return (state.organisations.get(originator)?.roles ?? []).some(
    (role) =>
      eligible.some(
        (one) =>
          one.role === role && (one.deviceGenerations === undefined || one.deviceGenerations.includes(generation)),
      ) &&
      (role === 'OU' ||
        isRegistered(state.fleet.registrations, { organisation: originator, role, mpxns: mpxnsOf(device), atMs })),
  );
}

const plan = (state: EmulatorState, supply: Supply, atMs: number): void =>
  void state.clock.at(atMs, () => takeEffect(state, supply, atMs));

/** Puts the beginnings and ends of a fleet's registrations on the clock, as far as they are to come. */
export function planRegistrations(state: EmulatorState): void {
  const nowMs = state.clock.now();
  for (const { mpxn, role, from, to } of state.fleet.registrations) {
    for (const moment of to === undefined ? [from] : [from, to]) {
      const atMs = Date.parse(moment);
      if (atMs > nowMs) plan(state, { mpxn, role }, atMs);
    }
  }
}

/** A change that the Central Switching Service, or the registration system of a network, tells the DSP of. */
export function changeRegistration(state: EmulatorState, change: RegistrationChange): void {
  enterChange(state.fleet.registrations, change);
  plan(state, change, change.fromMs);
}
