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

export type CommandParameters = ReadLogRequest | ReadRequest;
export type ResponseData = ProfileData | DailyReadLogData | RegistersData;
export type MessageData = CommandParameters | ResponseData | FailureData;
