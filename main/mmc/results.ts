/** Whether a response tells of success, and the MMC's DebugInfo where some of it failed. */
import statuses from '../../fixtures/mmc/statuses.json' with { type: 'json' };
import type { JsonObject } from '../duis/jsonTree.ts';
import type { DecodedField, DecodedMessage } from '../gbcs/decodedMessage.ts';

export interface Results {
  readonly success: boolean;
  readonly debug?: JsonObject;
}

type Names = Readonly<Record<string, string>>;
const dataAccess: Names = statuses.dataAccess;
const action: Names = statuses.action;
const zigbee: Names = statuses.zigbee;
const actionResult = '03';
const notFound = '8B';
const successStatus = '00';

function cosemResults(fields: readonly DecodedField[]): Results | undefined {
  const responses: JsonObject[] = [];
  let kind = '';
  let success = true;
  for (const { path, hex } of fields) {
    const match = /^Payload\.Access Response\.Result\[\d+\](\.Outcome)?$/.exec(path);
    if (match === null) continue;
    if (match[1] === undefined) {
      kind = hex;
      continue;
    }
    const code = String(Number.parseInt(hex, 16));
    success = success && code === '0';
    const isAction = kind === actionResult;
    responses.push({
      '@ResponseCode': code,
      '@Position': String(responses.length + 1),
      [isAction ? 'ActionResult' : 'DataAccessResult']:
        (isAction ? action : dataAccess)[code] ?? 'response-code-not-known',
    });
  }
  if (responses.length === 0) return undefined;
  return success ? { success } : { success, debug: { COSEMDebug: { COSEMResponse: responses } } };
}

interface ZigbeeStatus {
  readonly command: boolean;
  readonly id: string;
  readonly status: string;
}

interface ZigbeeComponent {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly isEncrypted: boolean;
  readonly statuses: ZigbeeStatus[];
}

const swapped = (hex: string): string => (hex.match(/../g) ?? []).reverse().join('');

/** Adds the status that a field holds, the field before it having named the attribute or command. */
function addStatus(component: ZigbeeComponent | undefined, fields: readonly DecodedField[], at: number): void {
  const field = fields[at];
  const before = fields[at - 1];
  if (component === undefined || field === undefined || before === undefined) return;
  if (/(^|\.)Default Response\.Status$/.test(field.path)) {
    component.statuses.push({ command: true, id: before.hex, status: field.hex });
  } else if (/(^|\.)Read Attributes Response\.Attribute\[\d+\]\.Status$/.test(field.path)) {
    component.statuses.push({ command: false, id: swapped(before.hex), status: field.hex });
  }
}

function zigbeeComponents(message: DecodedMessage): ZigbeeComponent[] {
  const components: ZigbeeComponent[] = [];
  message.fields.forEach(({ path, hex, value }, at) => {
    if (/^Payload\.Component\[\d+\]\.Cluster Id$/.test(path)) {
      const control = message.fields[at - 1]?.value ?? '';
      const isEncrypted = control.includes('encrypted');
      components.push({ clusterId: hex, clusterName: value ?? hex, isEncrypted, statuses: [] });
    }
    addStatus(components.at(-1), message.fields, at);
  });
  const encrypted = components.filter(({ isEncrypted }) => isEncrypted);
  message.decrypted.forEach(({ fields }, index) => {
    fields.forEach((_, at) => {
      addStatus(encrypted[index], fields, at);
    });
  });
  return components;
}

function statusOf({ status }: ZigbeeStatus): JsonObject {
  return { '@ResponseCode': status, ZCLStatus: zigbee[status] ?? 'RESPONSE_CODE_NOT_KNOWN' };
}

function clusterResponse(component: ZigbeeComponent): JsonObject {
  const commands = component.statuses.filter(({ command }) => command);
  const attributes = component.statuses.filter(({ command }) => !command);
  return {
    ClusterName: { '@id': component.clusterId, '#text': component.clusterName },
    ...(commands.length > 0 && {
      ZIGBEECommandResponse: commands.map((one) => ({ CommandID: one.id, Status: statusOf(one) })),
    }),
    ...(attributes.length > 0 && {
      ZIGBEEDataResponse: attributes.map((one) => ({ AttributeID: one.id, Status: statusOf(one) })),
    }),
  };
}

function zigbeeResults(message: DecodedMessage): Results | undefined {
  const components = zigbeeComponents(message);
  if (components.length === 0) return undefined;
  const withStatus = components.filter((component) => component.statuses.length > 0);
  const failed = withStatus.flatMap((component) => component.statuses).filter(({ status }) => status !== successStatus);
  if (failed.length === 0) return { success: true };
  // Our reading: entries of a log that are "not found" beside others that are there are no failure of the whole.
  const hasData = components.some((component) => component.statuses.length === 0);
  const success = hasData && failed.every(({ status }) => status === notFound);
  return { success, debug: { ZIGBEEDebug: { ZIGBEEClusterResponse: withStatus.map(clusterResponse) } } };
}

/** Reads every result of a response. ASN.1 responses have none of this form: their bodies hold the response code. */
export function readResults(message: DecodedMessage): Results {
  return cosemResults(message.fields) ?? zigbeeResults(message) ?? { success: true };
}
