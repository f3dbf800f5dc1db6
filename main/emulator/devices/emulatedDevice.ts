import type { GbcsKeys } from '../../gbcs/keys.ts';
import type { FleetDevice, Premises } from '../fleet.ts';
import type { ReplacedCredential } from './credentials/updateCredentials.ts';
import type { DeviceAlert } from './deviceAlert.ts';
import type { FirmwareStore } from './firmware.ts';
import type { DeviceInspection } from './inspectDevice.ts';
import type { OutcomeAlert } from './outcomeAlert.ts';

/** A device on the HAN: takes a GBCS command, gives a GBCS response. */
export interface EmulatedDevice {
  description: FleetDevice;
  premises: Premises;
  /**
   * @param command the whole GBCS message
   * @param nowMs the virtual clock
   * @returns the response, or undefined where the device keeps silent (a bad MAC, a used counter)
   */
  execute(command: Uint8Array, nowMs: number): Uint8Array | undefined;
  /** When it does next what it was told to do at a later time, or looks at its credit; milliseconds since 1970; undefined where nothing waits. */
  nextDue(): number | undefined;
  /** Does what has fallen due by now (milliseconds since 1970), and tells what became of each instruction. */
  wake(nowMs: number): OutcomeAlert[];
  /** Whether the device holds credentials of this User, by EUI-64; a device that says nothing holds those of any. */
  knows?(eui64: string): boolean;
  /** The point of the Digital Signature credential that the device holds of a party. */
  signaturePointOf?(eui: string): Uint8Array | undefined;
  /** Tells a remote party of something: the whole GBCS message. */
  alert(alert: DeviceAlert, nowMs: number): Uint8Array;
  /** The credentials of remote parties that were replaced since this was asked last. */
  takeReplaced(): ReplacedCredential[];
  /** The supply of its home fails, or is back: what it measures meanwhile is nothing. */
  setPower(isOn: boolean, nowMs: number): void;
  firmware?: FirmwareStore;
  /** Of a SMETS1 device alone: what protects the way from its S1SP to it. */
  link?: GbcsKeys;
  /** The event codes (GBCS, four hexadecimal digits) of what it noticed since this was asked last. */
  takeEvents(): string[];
  /** What it holds now, for whoever looks at the emulator. */
  inspect?(nowMs: number): DeviceInspection;
}
