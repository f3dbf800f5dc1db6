import type { Handlers } from '../../shared/contract/contract.ts';
import type { DocumentFinding } from '../../shared/contract/shapes.ts';
import { indentXml } from '../application/indentXml.ts';
import { readGbcsText } from '../application/readGbcsText.ts';
import { formatDuisDateTime, parseRelativeTime } from '../application/relativeTime.ts';
import { sendServiceRequest } from '../application/sendServiceRequest.ts';
import { buildServiceRequest } from '../duis/build.ts';
import type { JsonObject, JsonTree } from '../duis/jsonTree.ts';
import { parseServiceRequest } from '../duis/parse.ts';
import { checkBusinessRules } from '../duis/rules/checkBusinessRules.ts';
import { validateAgainstSchema } from '../duis/schema.ts';
import type { Setting } from '../duis/setPath.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import { gbcsKeysFromJson } from '../gbcs/keys.ts';
import { signXml } from '../smki/xmlSignature.ts';
import type { HostServices, HostSession } from './hostServices.ts';
import { messageSummary } from './messageViews.ts';

type Operations =
  | 'request.build'
  | 'request.format'
  | 'request.validate'
  | 'request.sign'
  | 'request.send'
  | 'signature.verify'
  | 'gbcs.decode';

const defaultSchemaVersion = '5.1';

const documentFinding = ({ rule, severity, message, line, column, xpath }: DocumentFinding): DocumentFinding => ({
  rule,
  severity,
  message,
  line,
  column,
  xpath,
});

const asObject = (tree: JsonTree): JsonObject => (typeof tree === 'string' ? {} : tree);

/** The day before the target's today, as a read period. */
function recentPeriod({ core }: HostSession): Setting[] {
  const nowMs = core.target.clock.now();
  const at = (text: string): string => formatDuisDateTime(parseRelativeTime(text, nowMs) ?? nowMs);
  return [
    { path: 'ReadLogPeriod.StartDateTime', value: at('yesterday 00:00') },
    { path: 'ReadLogPeriod.EndDateTime', value: at('today 00:00') },
  ];
}

/** Composing, checking, signing and sending one Service Request, and reading what comes back. */
export function requestHandlers(host: HostServices): Pick<Handlers, Operations> {
  return {
    'request.build': async ({ serviceReferenceVariant, template, set, recent, ...header }) => {
      const material = await host.material();
      const chosen = material.template(serviceReferenceVariant, template);
      const given = Object.fromEntries(Object.entries(header).filter(([, value]) => value !== undefined));
      const period =
        recent && 'ReadLogPeriod' in asObject(parseServiceRequest(chosen.xml).body)
          ? recentPeriod(await host.session())
          : [];
      return {
        xml: buildServiceRequest({
          schemaVersion: defaultSchemaVersion,
          ...given,
          template: chosen.xml,
          set: [...period, ...set],
          create: material.createChild,
        }),
      };
    },
    'request.format': ({ xml }) => ({ xml: indentXml(xml) }),
    'request.validate': async ({ xml, schemaVersion, xsdOnly }) => {
      const material = await host.material();
      const version = schemaVersion ?? parseServiceRequest(xml).schemaVersion;
      const schemaFindings = validateAgainstSchema(material.schema(version), xml).map((finding) =>
        documentFinding({ ...finding, severity: 'error' }),
      );
      const businessFindings = xsdOnly ? [] : checkBusinessRules(xml, { now: host.now() }).map(documentFinding);
      const findings = [...schemaFindings, ...businessFindings].sort((a, b) => a.line - b.line || a.column - b.column);
      return { valid: findings.every((finding) => finding.severity !== 'error'), findings };
    },
    'request.sign': async ({ xml, credential }) => ({
      xml: signXml(buildServiceRequest({ template: xml }), await host.credential(credential)),
    }),
    'request.send': async ({ xml, waitMs }) => {
      const { core } = await host.session();
      const { requestId } = parseServiceRequest(xml);
      const counter = core.store.nextOriginatorCounter(
        requestId.businessOriginatorId,
        requestId.businessTargetId,
        core.now(),
      );
      const unsigned = buildServiceRequest({ template: xml, counter });
      const sent = await sendServiceRequest(core, unsigned, { campaignId: null, runId: null, position: null });
      if (sent.acknowledgement.response?.kind === 'acknowledgement' && waitMs > 0) {
        await core.inbox.wait(sent.requestId, 1, AbortSignal.timeout(waitMs));
      }
      const messages = core.store.listMessages({ requestId: sent.requestId }).map(messageSummary);
      return { requestId: sent.requestId, messages };
    },
    'signature.verify': ({ xml }) => host.verifySignature(xml),
    'gbcs.decode': ({ message, keys }) => {
      const result = decodeMessage(readGbcsText(message), keys === undefined ? undefined : gbcsKeysFromJson(keys));
      const decoded = {
        ...result.message,
        fields: [...result.message.fields],
        decrypted: result.message.decrypted.map((block) => ({ hex: block.hex, fields: [...block.fields] })),
      };
      return { message: decoded, error: result.ok ? null : result.error.message };
    },
  };
}
