import type { FleetDevice, Premises } from '../fleet.ts';

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
}
