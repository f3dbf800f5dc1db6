/** Device alerts. */
import type { JsonObject } from '../duis/jsonTree.ts';
import type { AlertData, JsonValue } from '../gbcs/data.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import { isoFromSeconds } from '../gbcs/times.ts';
import { asn1Status } from './bodies/asn1.ts';
import { billingEntry, gasBillingEntry } from './bodies/billing.ts';
import { executionOutcome } from './bodies/credentials.ts';
import { type BodyPart, describe, isRecord, listOfValues, numberOf, part, present, stringOf, timeOf } from './part.ts';

/** What an alert adds, as the MMC's Payload; undefined where the alert has none of that form. */
type PayloadBuilder = (message: DecodedMessage, data: AlertData) => BodyPart | undefined;

const hexOf = ({ fields }: DecodedMessage, name: string): string | undefined =>
  fields.find(({ path }) => path.startsWith('Payload.') && path.endsWith(name))?.hex;

/** The future dated instruction whose outcome is told. */
function futureDated(element: string, instruction: (message: DecodedMessage) => JsonObject): PayloadBuilder {
  return (message, { futureDated: dated }) => {
    if (dated === undefined) return undefined;
    const inside = {
      FutureDatedCommandMessageCode: dated.messageCode,
      FutureDatedCommandOriginatorCounter: dated.originatorCounter,
      ...instruction(message),
    };
    return part({ FutureDatedCommandOutcomeDeviceAlert: { [element]: inside } });
  };
}

const cosemFutureDated = futureDated('COSEMFutureDatedAlert', (message) => ({
  DLMSCOSEMFDInstructionIdentification: present({
    ClassId: hexOf(message, 'Future Dated Instruction.Class Id'),
    InstanceId: hexOf(message, 'Future Dated Instruction.Instance Id'),
    AttributeId: hexOf(message, 'Future Dated Instruction.Attribute Id'),
  }),
}));

const gbzFutureDated = futureDated('GBZFutureDatedAlert', (message) => ({
  GBZFDInstructionIdentification: present({
    ExtendedHeaderClusterID: hexOf(message, 'Future Dated Instruction.Cluster Id'),
    FrameControl: hexOf(message, 'Future Dated Instruction.Frame Control'),
    CommandIdentifier: hexOf(message, 'Future Dated Instruction.Command Id'),
  }),
}));

const updateCredentials: PayloadBuilder = (message) => {
  const outcome = executionOutcome(message);
  return (
    outcome &&
    part(
      {
        FutureDatedCommandOutcomeDeviceAlert: {
          UpdateSecurityCredentialsDeviceAlert: { UpdateSecurityCredentialsExecutionOutcome: outcome.tree },
        },
      },
      outcome.uncovered,
    )
  );
};

const firmwareActivation: PayloadBuilder = (_, { body }) => {
  if (!isRecord(body)) return undefined;
  const outcome = isRecord(body.executionOutcome) ? body.executionOutcome : {};
  const code = numberOf(outcome.responseCode);
  const inside = present({
    ExecutionDateTime: timeOf(body.executionDateTime),
    OriginatorCounterFromCommand: numberOf(body.originatorCounter),
    ActivateImageResponseCode: code === undefined ? undefined : asn1Status(code, 'firmware'),
    FirmwareVersion: stringOf(outcome.firmwareVersion),
  });
  return part({ FutureDatedCommandOutcomeDeviceAlert: { FirmwareActivationDeviceAlert: inside } });
};

const firmwareVerification: PayloadBuilder = (message, { body }) => {
  const hash = stringOf(listOfValues(body)[0]) ?? hexOf(message, 'Calculated Manufacturer Image Hash');
  return hash === undefined ? undefined : part({ FirmwareVerificationDeviceAlert: { ManufacturerImageHash: hash } });
};

/** The innermost list of a list of lists of … one. */
function innermost(value: JsonValue | undefined): readonly JsonValue[] {
  const list = listOfValues(value);
  const [only] = list;
  return list.length === 1 && Array.isArray(only) ? innermost(only) : list;
}

const twinColumns = 9;

/** ECS68: a row of the billing data log; of a twin-element meter with the second element's register and matrix. */
const electricityBilling: PayloadBuilder = (_, { body }) => {
  const row = innermost(body);
  const isTwin = row.length === twinColumns;
  const names = [
    'time',
    'activeImport',
    ...(isTwin ? ['secondaryActiveImport'] : []),
    'tariffTouRegisterMatrix',
    ...(isTwin ? ['secondaryTariffTouRegisterMatrix'] : []),
    ...[1, 2, 3, 4].map((block) => `tariffBlock${block}RegisterMatrix`),
  ];
  const [seconds] = row;
  if (row.length !== names.length || typeof seconds !== 'number') return undefined;
  const entry = Object.fromEntries(names.map((name, index) => [name, row[index] ?? null]));
  return part({
    BillingDataLogDeviceAlert: { ESMEBillingDataLogEntry: billingEntry({ ...entry, time: isoFromSeconds(seconds) }) },
  });
};

const gasBilling: PayloadBuilder = (_, { body }) => {
  const [command] = listOfValues(body);
  const fields = isRecord(command) ? command.fields : undefined;
  return isRecord(fields)
    ? part({ BillingDataLogDeviceAlert: { GSMEBillingDataLogEntry: gasBillingEntry(fields) } })
    : undefined;
};

const supplyOutage: PayloadBuilder = (_, { body }) => {
  const [interruption, restoration] = listOfValues(body).map(timeOf);
  if (interruption === undefined || restoration === undefined) return undefined;
  return part({ SupplyOutageRestoreAlert: { interruptionValue: interruption, restorationValue: restoration } });
};

// In the order of the XSD from nought, as the Reference Test Data Set has it for 0005.
const integrityWarnings = [
  'Other',
  'Error Non Volatile Memory',
  'Error Program Execution',
  'Error Program Storage',
  'Error RAM',
  'Error Unexpected Hardware Reset',
  'Error Watchdog',
  'Error Metrology Firmware Verification Failure',
  'Error Measurement Fault',
  'Unspecified Smart Meter Operational Integrity Error',
];

const integrityWarning: PayloadBuilder = (message, { body }) => {
  const code = stringOf(listOfValues(body)[0]) ?? hexOf(message, 'Use Case Specific Content');
  const warning = code === undefined ? undefined : integrityWarnings[Number.parseInt(code, 16)];
  return warning === undefined ? undefined : part({ SmartMeterIntegrityIssueWarningDeviceAlert: { Warning: warning } });
};

// The first value of ECS101 and ECS102, as selectors of auxiliary controllers are: direction, then controller.
const inputDirection = 2;

function controllerLevel(selector: JsonValue | undefined, level: JsonValue | undefined): JsonObject | undefined {
  const from = numberOf(selector);
  const resulting = numberOf(level);
  if (from === undefined || resulting === undefined) return undefined;
  return present({
    AuxiliaryControllerN: from & 0x0f,
    ResultingLevel: resulting,
    InputFromControlledLoad: from >>> 4 === inputDirection ? '' : undefined,
  });
}

const limitProcessed: PayloadBuilder = (_, { body }) => {
  const [selector, start, end, level] = listOfValues(body);
  const tree = controllerLevel(selector, level);
  const from = timeOf(start);
  const to = timeOf(end);
  if (tree === undefined || from === undefined || to === undefined) return undefined;
  return part({
    LimitAPCLevelCommandProcessedDeviceAlert: { APCLimitPeriodStart: from, APCLimitPeriodEnd: to, ...tree },
  });
};

const limitEnded: PayloadBuilder = (_, { body }) => {
  const [selector, level] = listOfValues(body);
  const tree = controllerLevel(selector, level);
  return tree && part({ LimitAPCLevelEndedDeviceAlert: tree });
};

/** The names and texts of a JSON object; undefined where a text is none. */
function readJson(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}

const operationalNames = {
  outputState: 'OutputState',
  inputState: 'InputState',
  'other-data': 'StateAndAssociatedInformation',
};

/** ECS200: a JSON text of states, whose names are as the Reference Test Data Set has them. */
const operationalUpdate: PayloadBuilder = (_, { body }) => {
  const json = readJson(stringOf(listOfValues(body)[0]) ?? '');
  if (json === undefined) return undefined;
  const tree: JsonObject = {};
  const left: string[] = [];
  for (const [name, value] of Object.entries(json)) {
    const element = Object.entries(operationalNames).find(([own]) => own === name)?.[1];
    if (element !== undefined && typeof value === 'string') tree[element] = value;
    else left.push(`${name}: ${JSON.stringify(value)}`);
  }
  return part({ OperationalUpdateDeviceAlert: tree }, left);
};

const payloads: Readonly<Record<string, PayloadBuilder>> = {
  '0061': electricityBilling,
  '0067': supplyOutage,
  '008B': gasBilling,
  '00CA': firmwareActivation,
  '00CB': updateCredentials,
  '00CC': cosemFutureDated,
  '00CD': gbzFutureDated,
  '00CE': firmwareVerification,
  '00CF': firmwareVerification,
  '00F0': integrityWarning,
  '00F2': integrityWarning,
  '0121': limitProcessed,
  '0122': limitEnded,
  '0123': operationalUpdate,
  '0124': updateCredentials,
};

/** The DeviceAlertContent of an alert, or why there is none. */
export function alertPart(message: DecodedMessage): BodyPart | string {
  const { data } = message;
  if (data?.kind !== 'alert') return `The alert ${message.messageCode} cannot be read: its form is not known.`;
  if (data.alertName === undefined)
    return `The alert code ${data.alertCode} has no description, which the MMC asks for.`;
  const time = timeOf(data.time);
  if (time === undefined) return 'The alert has no whole time, which the MMC asks for.';
  const payload = payloads[message.messageCode]?.(message, data);
  const left = data.body === undefined || payload !== undefined ? [] : [describe('Alert body', data.body)];
  return part(
    present({
      GBCSHexAlertCode: data.alertCode,
      AlertDescription: data.alertName,
      Timestamp: time,
      Payload: payload?.tree,
    }),
    [...left, ...(payload?.uncovered ?? [])],
  );
}
