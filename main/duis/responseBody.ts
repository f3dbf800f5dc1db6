import type { JsonObject, JsonTree } from './jsonTree.ts';

/** A Device of an inventory response (8.2), by the element names of the XSD. */
export interface InventoryDevice {
  DeviceID: string;
  DeviceType: string;
  DeviceStatus?: string;
  DeviceManufacturer: string;
  DeviceModel: string;
  SMETSCHTSVersion?: string;
  DeviceFirmwareVersion?: string;
  DeviceFirmwareVersionStatus?: string;
  CPLStatus?: string;
  DateCommissioned?: string;
  ImportMPxN?: string;
  SecondaryImportMPAN?: string;
  ExportMPAN?: string;
  ESMEVariant?: string;
  UPRN?: string;
  PropertyFilter?: { PostCode: string; AddressIdentifier: string };
  CSPRegion?: string;
  DeviceGBCSVersion?: string;
  HANVariant?: string;
  S1SP?: string;
  Connectivity?: JsonTree;
}

interface Service {
  serviceReference: string;
  serviceReferenceVariant: string;
}

interface Throttling {
  throttledAlertSequenceId?: number;
  throttledAlertCount?: number;
}

/** What a response carries. Payloads are base64; trees follow jsonTree.ts with the element names of the XSD. */
export type ResponseBody =
  | (Service & { kind: 'serviceReference' })
  | (Service & { kind: 'gbcsPayload'; payload: string })
  | (Service & { kind: 'preCommand'; gbcsVersion: string; payload: string })
  | (Service & { kind: 'localCommand'; payload: string })
  | (Service & { kind: 'dspScheduled'; payload: string; dspScheduleId: string })
  | (Service & { kind: 'dspScheduleId'; dspScheduleId: string })
  | (Service & { kind: 'dspSchedulesRead'; schedules: readonly { dspScheduleId: string; details: JsonObject }[] })
  | (Service & { kind: 'inventory'; devices: readonly InventoryDevice[] })
  | (Service & { kind: 'cin'; payload: string; customerIdentificationNumber: string })
  | (Service & {
      kind: 'futureDatedDeviceAlert';
      alertCode: '8F66' | '8F67';
      payload: string;
      instructionNumber: number;
      totalCommandInstructions: number;
    })
  /** Any other content of a ResponseMessage, such as DSPWANMatrix or DSPOptIn: one key. */
  | (Service & { kind: 'responseMessage'; tree: JsonObject })
  | (Throttling & { kind: 'deviceAlert'; alertCode: string; payload: string })
  /** `alert` has one key, such as PowerOutageEvent. */
  | (Throttling & { kind: 'dccAlert'; alertCode: string; alert: JsonObject })
  /** XML text of the one element in the Body, in the namespaces sr, ra and ds; used as it is. */
  | { kind: 'xml'; xml: string };

const deviceOrder: readonly (keyof InventoryDevice)[] = [
  'DeviceID',
  'DeviceType',
  'DeviceStatus',
  'DeviceManufacturer',
  'DeviceModel',
  'SMETSCHTSVersion',
  'DeviceFirmwareVersion',
  'DeviceFirmwareVersionStatus',
  'CPLStatus',
  'DateCommissioned',
  'ImportMPxN',
  'SecondaryImportMPAN',
  'ExportMPAN',
  'ESMEVariant',
  'UPRN',
  'PropertyFilter',
  'CSPRegion',
  'DeviceGBCSVersion',
  'HANVariant',
  'S1SP',
  'Connectivity',
];

const scheduleOrder: readonly string[] = [
  'ScheduleFrequency',
  'ScheduleStartDate',
  'ScheduleEndDate',
  'ScheduleExecutionStartTime',
  'KAPublicSecurityCredential',
  'DSPScheduledServiceReference',
  'DSPScheduledServiceReferenceVariant',
  'DeviceID',
];

/** An object with its keys in the XSD's order; keys that are not listed follow in their own order. */
function inOrder(tree: JsonObject, order: readonly string[]): JsonObject {
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.fromEntries(Object.entries(tree).sort(([a], [b]) => rank(a) - rank(b)));
}

function deviceTree(device: InventoryDevice): JsonObject {
  const entries = deviceOrder.flatMap((name) => (device[name] === undefined ? [] : [[name, device[name]] as const]));
  return Object.fromEntries(entries);
}

function payloadTree(body: Exclude<ResponseBody, { kind: 'xml' | 'deviceAlert' | 'dccAlert' }>): JsonObject {
  switch (body.kind) {
    case 'serviceReference':
      return {};
    case 'gbcsPayload':
      return { GBCSPayload: body.payload };
    case 'preCommand':
      return { PreCommand: { GBCSVersion: body.gbcsVersion, GBCSPayload: body.payload } };
    case 'localCommand':
      return { LocalCommand: { GBCSPayload: body.payload } };
    case 'dspScheduled':
      return { DSPScheduledMessage: { GBCSPayload: body.payload, DSPScheduleID: body.dspScheduleId } };
    case 'dspScheduleId':
      return { DSPScheduleID: body.dspScheduleId };
    case 'dspSchedulesRead':
      return {
        DSPSchedulesRead: {
          DSPSchedules: body.schedules.map(({ dspScheduleId, details }) => ({
            DSPScheduleID: dspScheduleId,
            DSPScheduleDetails: inOrder(details, scheduleOrder),
          })),
        },
      };
    case 'inventory':
      return { DSPInventory: { Device: body.devices.map(deviceTree) } };
    case 'cin':
      return {
        CINMessage: { GBCSPayload: body.payload, CustomerIdentificationNumber: body.customerIdentificationNumber },
      };
    case 'futureDatedDeviceAlert':
      return {
        FutureDatedDeviceAlertMessage: {
          FutureDatedAlertCode: body.alertCode,
          GBCSPayload: body.payload,
          InstructionNumber: String(body.instructionNumber),
          TotalCommandInstructions: String(body.totalCommandInstructions),
        },
      };
    case 'responseMessage':
      return body.tree;
  }
}

function throttlingTree({ throttledAlertSequenceId, throttledAlertCount }: Throttling): JsonObject {
  return {
    ...(throttledAlertSequenceId !== undefined && { ThrottledAlertSequenceId: String(throttledAlertSequenceId) }),
    ...(throttledAlertCount !== undefined && { ThrottledAlertCount: String(throttledAlertCount) }),
  };
}

/** The Body of a response as a tree with one key, its elements in the XSD's order. */
export function responseBodyTree(body: Exclude<ResponseBody, { kind: 'xml' }>): JsonObject {
  if (body.kind === 'deviceAlert') {
    return { DeviceAlertMessage: { AlertCode: body.alertCode, ...throttlingTree(body), GBCSPayload: body.payload } };
  }
  if (body.kind === 'dccAlert') {
    return { DCCAlertMessage: { DCCAlertCode: body.alertCode, ...throttlingTree(body), DCCAlert: body.alert } };
  }
  return {
    ResponseMessage: {
      ServiceReference: body.serviceReference,
      ServiceReferenceVariant: body.serviceReferenceVariant,
      ...payloadTree(body),
    },
  };
}
