/**
 * What a GBCS message means, per family of use cases: the `data` of a decoded message, and what encoders take.
 * Discriminated by `kind`. Times are ISO 8601 UTC; energy is in the unit that stands beside it.
 */

/** A half hour, and a day, in seconds. */
export const halfHourSeconds = 1800;
export const daySeconds = 86_400;

export type ProfileName =
  /** ECS22b: active energy imported in each half hour. */
  | 'activeImport'
  /** ECS22a: active and reactive energy exported in each half hour. */
  | 'export'
  /** ECS22c: reactive energy imported in each half hour. */
  | 'reactiveImport'
  /** ECS66: energy imported in each day. */
  | 'dailyConsumption'
  /** ECS21c: the export register as it stood each midnight. */
  | 'dailyExport';

/** One row of a profile; which columns it has follows from the profile's name. */
export interface ProfileEntry {
  readonly time: string;
  readonly activeImport?: number;
  /** The second element of a twin-element meter. */
  readonly secondaryActiveImport?: number;
  readonly activeExport?: number;
  readonly reactiveExport?: number;
  readonly reactiveImport?: number;
  readonly consumption?: number;
}

export type ProfileColumn = Exclude<keyof ProfileEntry, 'time'>;

/** Rows of a Profile Generic object: 4.8.1, 4.8.2, 4.8.3, 4.6.2 and 4.17. */
export interface ProfileData {
  readonly kind: 'profile';
  readonly profile: ProfileName;
  readonly capturePeriodSeconds: number;
  /** The unit of each column the entries have, e.g. `{ activeImport: 'Wh' }`. */
  readonly units: Readonly<Partial<Record<ProfileColumn, string>>>;
  readonly entries: readonly ProfileEntry[];
}

/** One midnight of the import daily read log (ECS21a, 4.6.1); energy in Wh. */
export interface DailyReadEntry {
  readonly time: string;
  readonly activeImport: number;
  /** The 48 registers of the time-of-use matrix. */
  readonly timeOfUse: readonly number[];
  /** Four blocks of eight registers. */
  readonly blocks: readonly (readonly number[])[];
  readonly secondaryActiveImport?: number;
  readonly secondaryTimeOfUse?: readonly number[];
}

export interface DailyReadLogData {
  readonly kind: 'dailyReadLog';
  readonly unit: 'Wh';
  readonly entries: readonly DailyReadEntry[];
}

/** A register with its scaler: the reading is `value` times ten to the `scaler`, in `unit`. */
export interface RegisterReading {
  readonly name: string;
  readonly value: number;
  readonly scaler: number;
  readonly unit: string;
}

/** Instantaneous registers (ECS17a, ECS17b). `time` is the time of the reading, from the grouping header. */
export interface RegistersData {
  readonly kind: 'registers';
  readonly time?: string;
  readonly registers: readonly RegisterReading[];
}

/** A command that reads the entries of a log from one time to another, both included. */
export interface ReadLogRequest {
  readonly kind: 'readLogRequest';
  readonly from: string;
  readonly to: string;
}

/** A top up (CS01a, CS01b and PCS01, 2.2): what its UTRN says, and whether that is right. */
export interface TopUpData {
  readonly kind: 'topUp';
  /** 20 digits. */
  readonly utrn: string;
  /** The low ten bits of the top up counter. */
  readonly counter: number;
  readonly unit: 'pence' | 'pounds' | 'unknown';
  readonly value: number;
  readonly verdict: {
    readonly checkDigit: 'valid' | 'invalid';
    /** Whether the counter is that of the message. */
    readonly counter: 'valid' | 'invalid';
    /** `unknown` where the prepayment keys are not at hand. */
    readonly mac: 'valid' | 'invalid' | 'unknown';
  };
}

/** A command that reads without parameters. */
export interface ReadRequest {
  readonly kind: 'readRequest';
}

/** A device that did not do what was asked: the first result that is not success. */
export interface FailureData {
  readonly kind: 'failure';
  /** Data-Access-Result or Action-Result for DLMS, status for ZigBee. */
  readonly result: number;
  readonly resultName: string;
}

/** JSON, as `data` must be. Octets are upper-case hexadecimal, 64-bit integers decimal strings. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonRecord;

export interface JsonRecord {
  readonly [name: string]: JsonValue;
}

/** One COSEM attribute that was read or set, or method that was called. */
export interface AttributeReading {
  /** Logical name, where what was asked for is known. */
  readonly object?: string;
  readonly objectName?: string;
  readonly attribute?: string;
  readonly value: JsonValue;
  readonly scaler?: number;
  readonly unit?: string;
  /** Present where the device refused this one: the name of its result. */
  readonly failure?: string;
}

/** COSEM attributes in the order of the message: use cases that have no form of their own. */
export interface AttributesData {
  readonly kind: 'attributes';
  readonly time?: string;
  readonly attributes: readonly AttributeReading[];
}

/** One ZigBee command: attributes by name, or its fields by name. */
export interface ZigbeeCommandData {
  readonly cluster: string;
  readonly command: string;
  readonly attributes?: JsonRecord;
  readonly fields?: JsonRecord;
  /** The name of a status other than success. */
  readonly status?: string;
}

/** ZigBee commands in the order of the message: use cases that have no form of their own. */
export interface ZigbeeData {
  readonly kind: 'zigbee';
  readonly time?: string;
  readonly commands: readonly ZigbeeCommandData[];
}

/** An ASN.1 payload by the names of its elements: use cases that have no form of their own. */
export interface Asn1Data {
  readonly kind: 'asn1';
  readonly payload: string;
  readonly value: JsonValue;
}

/** An alert of a device. */
export interface AlertData {
  readonly kind: 'alert';
  /** Four upper-case hexadecimal digits. */
  readonly alertCode: string;
  readonly alertName?: string;
  readonly time?: string;
  /** The future dated instruction whose outcome the alert reports (8F66, 8F67). */
  readonly futureDated?: {
    readonly messageCode: string;
    readonly useCase: string;
    /** Of the command that gave the instruction. */
    readonly originatorCounter: string;
    /** The COSEM object it set, e.g. `0-0:13.0.0.255`. */
    readonly object?: string;
    readonly objectName?: string;
  };
  /** What the alert adds, by its use case. */
  readonly body?: JsonValue;
}

export interface LogEvent {
  readonly time: string;
  /** Four upper-case hexadecimal digits. */
  readonly code: string;
  readonly name?: string;
  /** Hexadecimal, or further columns. */
  readonly otherData?: JsonValue;
}

/** An event, security or power event log (6.13). */
export interface EventLogData {
  readonly kind: 'eventLog';
  readonly log: string;
  readonly entries: readonly LogEvent[];
}

export interface DeviceLogEntry {
  readonly deviceId: string;
  readonly deviceType?: string;
  readonly lastCommunication?: string;
  /** Signal strength in dBm, as averaged by the Communications Hub. */
  readonly averageRssi?: number;
  readonly outcome?: string;
}

/** Devices of a home, as the Communications Hub, the Gas Proxy Function or a device keeps them (8.9, 8.12). */
export interface DeviceLogData {
  readonly kind: 'deviceLog';
  readonly log: string;
  readonly entries: readonly DeviceLogEntry[];
}

export interface FirmwareVersionData {
  readonly kind: 'firmwareVersion';
  /** Hexadecimal, e.g. `0123ABCD`. */
  readonly version: string;
}

export interface SupplyStateData {
  readonly kind: 'supplyState';
  readonly state: 'enabled' | 'disabled' | 'armed' | 'unknown';
  /** The value on the wire. */
  readonly value: number;
}

/** Dates on which billing periods begin: parts left open are `*`. */
export interface BillingCalendarData {
  readonly kind: 'billingCalendar';
  readonly entries: readonly { readonly time?: string; readonly date?: string; readonly period?: JsonRecord }[];
}

export interface CredentialCell {
  readonly keyUsage: string;
  readonly cellUsage: string;
  readonly subjectUniqueId: string;
  readonly subjectKeyIdentifier: string;
}

/** The credentials a device holds of remote parties (CS02a, CS02f). */
export interface SecurityCredentialsData {
  readonly kind: 'securityCredentials';
  readonly parties: readonly {
    readonly role: string;
    readonly status: string;
    readonly currentSequenceNumber?: string;
    readonly cells: readonly CredentialCell[];
  }[];
}

/** The outcome of a replacement of credentials (CS02b, CS02g); no outcomes where it is to happen later. */
export interface CredentialsReplacementData {
  readonly kind: 'credentialsReplacement';
  readonly mode?: string;
  readonly outcomes: readonly {
    readonly role: string;
    readonly keyUsage: string;
    readonly cellUsage: string;
    readonly status: string;
    readonly existingSubjectUniqueId: string;
    readonly replacingSubjectUniqueId: string;
  }[];
}

export interface SwitchingTable {
  readonly seasons: readonly { readonly name: string; readonly start: string; readonly week: number }[];
  /** Day ids from Monday to Sunday, by week. */
  readonly weeks: readonly { readonly id: number; readonly days: readonly number[] }[];
  readonly days: readonly {
    readonly id: number;
    readonly switches: readonly { readonly start: string; readonly register: number }[];
  }[];
  readonly specialDays: readonly { readonly date: string; readonly day: number }[];
}

/** An electricity tariff, read or set (1.1.1, 1.1.2, 1.2, 4.11). Prices are in the currency unit times 10 to `priceScale`. */
export interface TariffData {
  readonly kind: 'tariff';
  readonly switchingTable?: SwitchingTable;
  /** Block thresholds by time-of-use register, without those that are not in use. */
  readonly blockThresholds?: readonly (readonly number[])[];
  readonly standingCharge?: number;
  readonly prices?: readonly { readonly index: number; readonly price: number }[];
  readonly priceScale?: number;
}

/** Balances and debts of prepayment, in the currency unit times 10 to the `scale`. */
export interface PrepaymentData {
  readonly kind: 'prepayment';
  readonly scale: number;
  readonly balances: Readonly<Record<string, number>>;
}

/** Rows of a billing, prepayment or network data log: columns by name. */
export interface LogData {
  readonly kind: 'log';
  readonly logs: readonly { readonly log: string; readonly entries: readonly JsonValue[] }[];
}

/** Gas used in each period (GCS17, GCS61): the samples as they are on the wire, to be scaled by the meter's divisor. */
export interface GasProfileData {
  readonly kind: 'gasProfile';
  readonly capturePeriodSeconds: number;
  readonly entries: readonly { readonly time: string; readonly consumption: number }[];
}

export type CommandParameters = ReadLogRequest | ReadRequest;
export type ResponseData = ProfileData | DailyReadLogData | RegistersData;
export type MessageData =
  | CommandParameters
  | ResponseData
  | FailureData
  | TopUpData
  | AttributesData
  | ZigbeeData
  | Asn1Data
  | AlertData
  | EventLogData
  | DeviceLogData
  | FirmwareVersionData
  | SupplyStateData
  | BillingCalendarData
  | SecurityCredentialsData
  | CredentialsReplacementData
  | TariffData
  | PrepaymentData
  | LogData
  | GasProfileData;
