import type { Handlers } from '../../shared/contract/contract.ts';
import type { LoadedCampaign } from '../../shared/sequence.ts';
import { indentXml } from '../application/indentXml.ts';
import { readGbcsText } from '../application/readGbcsText.ts';
import { formatDuisDate, formatDuisDateTime, parseRelativeTime } from '../application/relativeTime.ts';
import { sendThroughCriticalPath } from '../application/sendThroughCriticalPath.ts';
import { startingPoint } from '../application/startingPoint.ts';
import { buildServiceRequest } from '../duis/build.ts';
import { completeRequest } from '../duis/complete.ts';
import type { JsonObject, JsonTree } from '../duis/jsonTree.ts';
import { childModel, type ElementModel } from '../duis/model.ts';
import { parseServiceRequest } from '../duis/parse.ts';
import type { RuleContext } from '../duis/rules/checkBusinessRules.ts';
import type { Setting } from '../duis/setPath.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import { gbcsKeysFromJson } from '../gbcs/keys.ts';
import { signXml } from '../smki/xmlSignature.ts';
import { correlate } from '../transform/correlate.ts';
import { decodedView } from './decodedView.ts';
import type { HostServices, HostSession } from './hostServices.ts';
import { messageSummary } from './messageViews.ts';
import { mmcDocument } from './mmcDocument.ts';
import { defaultSchemaVersion, modelFor } from './modelFor.ts';
import { prepareRequest, remarkOnSigner, remarkOnVersion } from './prepareRequest.ts';
import { ruleContext } from './ruleContext.ts';
import { validateDocument } from './validateDocument.ts';

type Operations =
  | 'request.build'
  | 'request.format'
  | 'request.complete'
  | 'request.validate'
  | 'request.prepare'
  | 'request.sign'
  | 'request.send'
  | 'signature.verify'
  | 'preCommand.correlate'
  | 'gbcs.decode'
  | 'gbcs.mmc';

const asObject = (tree: JsonTree): JsonObject => (typeof tree === 'string' ? {} : tree);

const certificateElements = ['KAPublicSecurityCredentials', 'KAPublicSecurityCredential'];

/** The User's Key Agreement certificate, where devices do not know the User and the service has a place for it. */
function ownCertificate({ core }: HostSession, service: ElementModel | undefined): Setting[] {
  const { user, rolesKnownToDevices } = core.target;
  const place = certificateElements.find((name) => service && childModel(service, name));
  if (place === undefined || user.keyAgreementCertificate === undefined) return [];
  return rolesKnownToDevices.includes(user.role) ? [] : [{ path: place, value: user.keyAgreementCertificate }];
}

/** The day before the target's today, as a read period. */
function recentPeriod({ core }: HostSession): Setting[] {
  const nowMs = core.target.clock.now();
  const at = (text: string): string => formatDuisDateTime(parseRelativeTime(text, nowMs) ?? nowMs);
  return [
    { path: 'ReadLogPeriod.StartDateTime', value: at('yesterday 00:00') },
    { path: 'ReadLogPeriod.EndDateTime', value: at('today 00:00') },
  ];
}

/** Tomorrow by the target's clock, as the day on which a schedule begins: the DSP refuses one of the past. */
function comingStart({ core }: HostSession): Setting[] {
  const nowMs = core.target.clock.now();
  const startMs = parseRelativeTime('tomorrow 00:00', nowMs) ?? nowMs;
  return [{ path: 'ScheduleStartDate', value: formatDuisDate(startMs) }];
}

/** The target of a Request ID, however broken the document around it is. */
const requestTarget = /<(?:\w+:)?RequestID>[^<:]*:([^<:]*):/;

/** Of which generation the target is, where the campaign says so. */
function deviceContext({ devices }: LoadedCampaign, xml: string): Pick<RuleContext, 'deviceGeneration'> {
  const target = requestTarget.exec(xml)?.[1]?.trim().toUpperCase();
  const found = Object.values(devices).find(({ deviceId }) => deviceId === target)?.generation;
  return found === undefined ? {} : { deviceGeneration: found };
}

/** Composing, checking, signing and sending one Service Request, and reading what comes back. */
export function requestHandlers(host: HostServices): Pick<Handlers, Operations> {
  return {
    'request.build': async ({ serviceReferenceVariant, template, set, recent, ...header }) => {
      const material = await host.material();
      const schemaVersion = header.schemaVersion ?? host.live()?.duisVersion ?? defaultSchemaVersion;
      const remarks = remarkOnVersion(material, schemaVersion);
      const { originator, target } = header;
      const start = startingPoint(material, { serviceReferenceVariant, template, schemaVersion, originator, target });
      const given = Object.fromEntries(Object.entries(header).filter(([, value]) => value !== undefined));
      const model = material.model(schemaVersion);
      const { body, bodyElement } = parseServiceRequest(start);
      const session = recent ? await host.session() : undefined;
      const filled = session
        ? [
            ...('ReadLogPeriod' in asObject(body) ? recentPeriod(session) : []),
            ...('ScheduleStartDate' in asObject(body) ? comingStart(session) : []),
            ...ownCertificate(session, model.services.get(bodyElement)),
          ]
        : [];
      const xml = buildServiceRequest({
        ...given,
        schemaVersion,
        template: start,
        set: [...filled, ...set],
        model,
      });
      return { xml, remarks };
    },
    'request.format': ({ xml }) => ({ xml: indentXml(xml) }),
    'request.complete': async ({ xml, offset, schemaVersion }) => {
      const model =
        schemaVersion === undefined ? await modelFor(host, xml) : (await host.material()).model(schemaVersion);
      return completeRequest(model, xml, offset);
    },
    'request.validate': async ({ xml, schemaVersion, xsdOnly, userRoles }) => {
      const material = await host.material();
      return validateDocument(material, xml, {
        schemaVersion,
        xsdOnly,
        context: {
          ...ruleContext(host, userRoles),
          catalogue: material.catalogue,
          ...(host.live() && deviceContext((await host.session()).campaign, xml)),
        },
      });
    },
    'request.prepare': ({ xml, preserveCounter }) => prepareRequest(host, xml, preserveCounter),
    'request.sign': async ({ xml, credential, preserveCounter, passphrase }) => {
      const { signer, certificate, remarks } = await host.credential(credential, passphrase);
      const prepared = await prepareRequest(host, xml, preserveCounter);
      return {
        xml: signXml(prepared.xml, signer),
        remarks: [...remarks, ...prepared.remarks, ...remarkOnSigner(prepared.xml, certificate.eui64)],
      };
    },
    'request.send': async ({ xml, waitMs }) => {
      const { core } = await host.session();
      const { requestId, schemaVersion } = parseServiceRequest(xml);
      const counter = core.store.nextOriginatorCounter(
        requestId.businessOriginatorId,
        requestId.businessTargetId,
        core.now(),
      );
      const model = core.material.model(schemaVersion);
      const unsigned = buildServiceRequest({ template: xml, counter, model });
      const sent = await sendThroughCriticalPath(core, unsigned, { campaignId: null, runId: null, position: null });
      if (sent.acknowledgement.response?.kind === 'acknowledgement' && waitMs > 0) {
        await core.inbox.wait(sent.requestId, 1, AbortSignal.timeout(waitMs));
      }
      core.inbox.forget(sent.requestId);
      const messages = core.store.listMessages({ requestId: sent.requestId }).map(messageSummary);
      return { requestId: sent.requestId, messages, differences: [...(sent.preCommand?.differences ?? [])] };
    },
    'signature.verify': ({ xml }) => host.verifySignature(xml),
    'preCommand.correlate': ({ xml, preCommand }) => {
      const { agrees, differences } = correlate(parseServiceRequest(xml), readGbcsText(preCommand));
      return { agrees, differences: [...differences] };
    },
    'gbcs.mmc': async ({ message, keys, serviceReferenceVariant, schemaVersion }) => {
      const model = (await host.material()).mmcModel(schemaVersion ?? host.live()?.duisVersion ?? defaultSchemaVersion);
      const result = decodeMessage(readGbcsText(message), keys === undefined ? undefined : gbcsKeysFromJson(keys));
      if (result.ok) return mmcDocument(result.message, model, serviceReferenceVariant);
      return { xml: null, reason: `Octet ${result.error.offset}: ${result.error.message}`, uncovered: [] };
    },
    'gbcs.decode': ({ message, keys }) => {
      const result = decodeMessage(readGbcsText(message), keys === undefined ? undefined : gbcsKeysFromJson(keys));
      return { message: decodedView(result.message), error: result.ok ? null : result.error.message };
    },
  };
}
