import type { JsonObject } from '../../duis/jsonTree.ts';
import { parseServiceResponse } from '../../duis/parse.ts';
import { formatRequestId } from '../../duis/requestId.ts';
import { validateAgainstSchema } from '../../duis/schema.ts';
import type { EmulatorState } from '../state.ts';
import { makeDccAlert } from './dccAlert.ts';

const mismatchCode = 'N999';

/** The one version of DUIS that a User is registered for; undefined where it may speak any. */
const registeredVersion = (state: EmulatorState, eui64: string): string | undefined =>
  state.organisations.get(eui64)?.duisVersion;

function mismatch(
  state: EmulatorState,
  about: { to: string; deviceId: string; schemaVersion: string },
  what: JsonObject,
): string {
  return makeDccAlert(state, {
    ...about,
    code: mismatchCode,
    originatorCounter: state.nextBrokerCounter().toString(),
    content: { DUISVersionMismatch: { ...what, ServiceUserDUISVersion: about.schemaVersion } },
  });
}

/**
 * What a User gets in place of a Service Response in another version of DUIS than it is registered for: a DCC Alert in its
 * own version (XSD, ServiceResponseVersionMismatch; our reading of when). Undefined where the versions are the same.
 */
export function responseMismatch(
  state: EmulatorState,
  message: { to: string; xml: string; deviceId: string; schemaVersion: string },
): string | undefined {
  const { to, xml, deviceId, schemaVersion } = message;
  const registered = registeredVersion(state, to);
  if (registered === undefined || registered === schemaVersion) return undefined;
  const { requestId, serviceReference, serviceReferenceVariant } = parseServiceResponse(xml);
  if (requestId === undefined) return undefined;
  const response = {
    RequestID: formatRequestId(requestId),
    ServiceReference: serviceReference ?? '',
    ServiceReferenceVariant: serviceReferenceVariant ?? '',
    ServiceRequestDUISVersion: schemaVersion,
  };
  return mismatch(state, { to, deviceId, schemaVersion: registered }, { ServiceResponseVersionMismatch: response });
}

/**
 * What a User gets in place of a DCC Alert that its registered version of DUIS has no form for (XSD,
 * DCCAlertVersionMismatch). Undefined where the alert is valid in it, or the version is not known here.
 */
export function alertMismatch(
  state: EmulatorState,
  alert: { to: string; xml: string; deviceId: string; code: string },
): string | undefined {
  const { to, xml, deviceId, code } = alert;
  const registered = registeredVersion(state, to);
  const schema = registered === undefined ? undefined : state.schemas.get(registered);
  if (registered === undefined || schema === undefined || validateAgainstSchema(schema, xml).length === 0)
    return undefined;
  const about = { DCCAlertCode: code, DeviceID: deviceId };
  return mismatch(state, { to, deviceId, schemaVersion: registered }, { DCCAlertVersionMismatch: about });
}
