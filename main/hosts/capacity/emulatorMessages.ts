import type { BackgroundArrival, BackgroundEnd, TargetSample } from '../../capacity/loadTarget.ts';
import type { UserKeys } from '../../capacity/sender.ts';
import type { ComponentModel } from '../../emulator/components/componentModel.ts';
import type { Fleet } from '../../emulator/fleet.ts';

/** What the emulator makes itself, by stream and entry; undefined where it is a request of a User. */
export type BackgroundWork =
  | { kind: 'migration' }
  | { kind: 'scheduled'; serviceReferenceVariant: string; originator: string; role: string; isKnownToDevices: boolean }
  | { kind: 'alert'; code: string; to: string }
  | undefined;

/** What the emulator's thread starts with. */
export interface EmulatorTask {
  fleet: Fleet;
  components: ComponentModel;
  seed: number;
  deviceKeySets: number;
  schemaFolders: string[];
  schemaVersion: string;
  /** Meters by home. */
  meters: string[];
  work: BackgroundWork[][];
}

/** A User's keys as they cross threads. */
export interface SentUser {
  eui64: string;
  roles: string[];
  keyAgreementCertificate: string | undefined;
  keys: UserKeys;
}

export type ToEmulator =
  | { kind: 'respondTo'; url: string }
  | { kind: 'begin'; zeroMs: number; counterBase: number; arrivals: BackgroundArrival[] }
  | { kind: 'stop' }
  | { kind: 'close' };

export type FromEmulator =
  | { kind: 'ready'; dccUrl: string; users: SentUser[]; dspCertificate: string; devices: number }
  | { kind: 'progress'; dispatched: { arrival: number; lateMs: number }[]; ended: BackgroundEnd[] }
  | ({ kind: 'sample' } & TargetSample);
