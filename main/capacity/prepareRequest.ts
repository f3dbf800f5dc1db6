import { WorkbenchError } from '../../shared/errors.ts';
import type { DuisMaterial } from '../application/ports.ts';
import { formatDuisDateTime, parseRelativeTime } from '../application/relativeTime.ts';
import { startingPoint } from '../application/startingPoint.ts';
import { buildServiceRequest } from '../duis/build.ts';
import { defaultCommandVariant, findServiceReferenceVariant } from '../duis/catalogue.ts';
import type { Stream } from './profile.ts';

/** A request that wants only its Request ID, its home and a signature. */
export interface PreparedRequest {
  serviceReferenceVariant: string;
  service: 'transform' | 'sendCommand' | 'nonDevice';
  originator: string;
  /** Undefined where each home's meter is the target. */
  target: string | undefined;
  /** Unsigned, whitespace-free XML with the placeholders below. */
  xml: string;
}

/** Stand in the prepared request for what differs from one to the next; none of them can stand in DUIS. */
export const placeholders = {
  requestId: '{{requestId}}',
  deviceId: '{{device.deviceId}}',
  mpxn: '{{device.mpxn}}',
} as const;

const noDevice = '00-00-00-00-00-00-00-00';
const certificate = '{{user.keyAgreementCertificate}}';
const criticalVariant = 4;
const nonDeviceVariant = 8;

/** The User as whom a stream sends. */
export interface LoadUser {
  eui64: string;
  /** Base64. */
  keyAgreementCertificate: string | undefined;
}

/**
 * Builds the request of one entry of a mix, once for all its homes.
 *
 * @param nowMs what relative dates count from
 * @throws WorkbenchError `invalid-document` where a value has no place in the request
 */
export function prepareRequest(
  material: DuisMaterial,
  entry: Extract<Stream, { kind: 'request' }>['mix'][number],
  user: LoadUser,
  context: { accessControlBroker: string; schemaVersion: string; nowMs: number },
): PreparedRequest {
  const row = findServiceReferenceVariant(entry.send);
  if (!row) throw new WorkbenchError('not-found', `There is no Service Reference Variant ${entry.send}`);
  const commandVariant = defaultCommandVariant(row);
  const isNonDevice = commandVariant === nonDeviceVariant;
  const target = isNonDevice ? context.accessControlBroker : undefined;
  const { schemaVersion } = context;
  const built = buildServiceRequest({
    template: startingPoint(material, { serviceReferenceVariant: entry.send, template: entry.template, schemaVersion }),
    originator: user.eui64,
    target: target ?? noDevice,
    counter: '0',
    commandVariant,
    schemaVersion,
    model: material.model(schemaVersion),
    set: Object.entries(entry.set).map(([path, value]) => ({
      path,
      value: fillIn(path, String(value), user, context.nowMs),
    })),
  });
  return {
    serviceReferenceVariant: entry.send,
    service: isNonDevice ? 'nonDevice' : commandVariant === criticalVariant ? 'transform' : 'sendCommand',
    originator: user.eui64,
    target,
    xml: built.replace(`${user.eui64}:${target ?? noDevice}:0`, () => placeholders.requestId),
  };
}

function fillIn(path: string, value: string, user: LoadUser, nowMs: number): string {
  const filled = value.replace(certificate, () => user.keyAgreementCertificate ?? '');
  const moment = parseRelativeTime(filled, nowMs);
  if (moment === undefined) return filled;
  const formatted = formatDuisDateTime(moment);
  return /Date$/.test(path) ? formatted.slice(0, 10) : formatted;
}

/** The unsigned request for one home. */
export function completeRequest(
  request: PreparedRequest,
  home: { meter: string; mpan: string },
  originatorCounter: string,
): string {
  const { originator, target, xml } = request;
  return xml
    .replace(placeholders.requestId, `${originator}:${target ?? home.meter}:${originatorCounter}`)
    .replaceAll(placeholders.deviceId, home.meter)
    .replaceAll(placeholders.mpxn, home.mpan);
}
