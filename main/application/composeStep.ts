import { WorkbenchError } from '../../shared/errors.ts';
import type { LoadedCampaign, SendStep, SetValue } from '../../shared/sequence.ts';
import { buildServiceRequest } from '../duis/build.ts';
import { defaultCommandVariant, findServiceReferenceVariant } from '../duis/catalogue.ts';
import type { Core } from './core.ts';
import { formatDuisDate, formatDuisDateTime, parseRelativeTime } from './relativeTime.ts';
import { startingPoint } from './startingPoint.ts';
import { isTopUpCode, nextTopUpCounter, topUpCode, topUpVariant } from './topUp.ts';

/** Captured values by name. */
export type Captures = ReadonlyMap<string, string>;

/** What earlier steps of the sequence sent, by step id. */
export type SentIds = ReadonlyMap<string, { requestId: string; originatorCounter: string; businessTargetId: string }>;

const nonDeviceVariant = 8;

/** The device that a step addresses: a name of the campaign, or an EUI-64 as it stands. */
function deviceOf(
  campaign: LoadedCampaign,
  step: SendStep,
): { deviceId: string; mpxn?: string | undefined } | undefined {
  if (step.device === undefined) return undefined;
  return campaign.devices[step.device] ?? { deviceId: step.device };
}

/**
 * Builds the Service Request of a step: the template of its SRV, or one from the schema alone, with the User as originator, the device (or, for a
 * Non-Device request, the Access Control Broker) as target, a fresh Originator Counter and the step's values.
 *
 * @returns whitespace-free, unsigned XML
 * @throws WorkbenchError where a value has no place in the request or a capture is not set
 */
export function composeStep(
  core: Core,
  campaign: LoadedCampaign,
  step: SendStep,
  captures: Captures,
  sent: SentIds,
): { xml: string } {
  const entry = findServiceReferenceVariant(step.send);
  if (!entry) throw new WorkbenchError('not-found', `There is no Service Reference Variant ${step.send}`);
  const device = deviceOf(campaign, step);
  const commandVariant = step.commandVariant ?? defaultCommandVariant(entry);
  const nonDevice = entry.commandVariants.includes(nonDeviceVariant);
  const { user } = core.target;
  const target = nonDevice ? core.target.accessControlBroker : device?.deviceId;
  if (target === undefined)
    throw new WorkbenchError('invalid-document', `Step ${step.id} sends ${step.send}, which needs a device`);
  const replayed = step.replay === undefined ? undefined : sent.get(step.replay);
  const counter = replayed?.originatorCounter ?? nextCounter(core, step.send, target).toString();
  const preceding = step.after === undefined ? undefined : sent.get(step.after);
  const values = new Map<string, string>([
    ...captures,
    ['user.deviceId', user.deviceId],
    ['user.keyAgreementCertificate', user.keyAgreementCertificate ?? ''],
    ['user.digitalSignatureCertificate', user.digitalSignatureCertificate ?? ''],
    ['device.deviceId', device?.deviceId ?? ''],
    ['device.mpxn', device?.mpxn ?? ''],
  ]);
  const nowMs = core.target.clock.now();
  const codeOf = (name: string): string =>
    topUpCode(name, { originator: user.deviceId, target, counter: BigInt(counter) }, user.gbcsKeys);
  const schemaVersion = step.schemaVersion ?? campaign.duisVersion;
  const xml = buildServiceRequest({
    template: startingPoint(core.material, {
      serviceReferenceVariant: step.send,
      template: step.template,
      schemaVersion,
    }),
    originator: user.deviceId,
    target: replayed?.businessTargetId ?? target,
    counter,
    commandVariant,
    schemaVersion,
    ...(preceding === undefined ? {} : { precedingServiceRequestId: preceding.requestId }),
    model: core.material.model(schemaVersion),
    set: flatten(step.set).map(({ path, value }) => ({
      path,
      value:
        value === null
          ? null
          : resolveValue(path, value, (name) => (isTopUpCode(name) ? codeOf(name) : values.get(name)), nowMs),
    })),
  });
  return { xml };
}

const nextCounter = ({ store, target: { user }, now }: Core, variant: string, target: string): bigint =>
  variant === topUpVariant
    ? nextTopUpCounter(store, user.deviceId, target, now())
    : store.nextOriginatorCounter(user.deviceId, target, now());

const shorthand: Readonly<Record<string, string>> = { from: 'StartDateTime', to: 'EndDateTime' };

function flatten(set: Readonly<Record<string, SetValue>>, prefix = ''): { path: string; value: string | null }[] {
  return Object.entries(set).flatMap(([name, value]) => {
    const path = prefix === '' ? name : `${prefix}.${shorthand[name] ?? name}`;
    if (value === null) return [{ path, value }];
    return typeof value === 'object' ? flatten(value, path) : [{ path, value: String(value) }];
  });
}

/** Fills captures in, and turns a relative date into DUIS's form: a date where the element is one, else date and time. */
function resolveValue(path: string, value: string, find: (name: string) => string | undefined, nowMs: number): string {
  const filled = value.replace(/\$\{([^}]+)\}/g, (_, name: string) => {
    const found = find(name);
    if (found === undefined || found === '')
      throw new WorkbenchError('invalid-document', `The value of ${path} needs \${${name}}, which has no value here`);
    return found;
  });
  const moment = parseRelativeTime(filled, nowMs);
  if (moment === undefined) return filled;
  return /Date$/.test(path) ? formatDuisDate(moment) : formatDuisDateTime(moment);
}
