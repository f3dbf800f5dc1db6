import table from '../../../fixtures/emulator/dccAlertCauses.json' with { type: 'json' };
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { EmulatorState } from '../state.ts';
import { makeDccAlert } from './dccAlert.ts';
import { alertMismatch } from './versionMismatch.ts';

export type AlertCause = keyof typeof table.causes;

/** What happened, to whom it is told, and about which device. */
export interface UserAlert {
  cause: AlertCause;
  /** EUI-64 of a User. */
  to: string;
  deviceId: string;
  /** One key, the element of the XSD's DCCAlert that goes with the code. */
  content: JsonObject;
}

/** The DCC Alert code that stands for a cause, by the table of the fixtures. */
export const alertCodeOf = (cause: AlertCause): string => table.causes[cause].code;

export const oldestVersion = (state: EmulatorState): string => [...state.schemas.keys()][0] ?? state.model.version;

/** The DUIS version that the DCC speaks to a User of its own accord (our reading: the oldest, where it is bound to none). */
export const versionFor = (state: EmulatorState, eui64: string): string =>
  state.organisations.get(eui64)?.duisVersion ?? oldestVersion(state);

/** Tells a User of something that happened. */
export async function alertUser(state: EmulatorState, { cause, to, deviceId, content }: UserAlert): Promise<void> {
  const code = alertCodeOf(cause);
  const xml = makeDccAlert(state, {
    code,
    to,
    deviceId,
    schemaVersion: versionFor(state, to),
    originatorCounter: state.nextBrokerCounter().toString(),
    content,
  });
  await state.deliver(to, alertMismatch(state, { to, xml, deviceId, code }) ?? xml);
}
