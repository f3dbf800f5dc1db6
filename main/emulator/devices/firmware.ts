/** Response codes of firmware commands (GBCS 13). */
const firmwareResponse = { success: 0, noImageHeld: 1 } as const;

/** An image that the DCC distributes. */
export interface FirmwareImage {
  /** SHA-256, hexadecimal. */
  hash: string;
  /** Eight hexadecimal digits. */
  version: string;
}

/** The firmware that a device runs, and the image that was sent to it. */
export interface FirmwareStore {
  /** Eight hexadecimal digits. */
  version(): string;
  receive(image: FirmwareImage): void;
  /** Runs the image of a hash (SHA-256, hexadecimal). Returns a response code of GBCS 13. */
  activate(hash: string): number;
}

/** The version that a device runs, whatever the inventory says of it. */
export const runningFirmware = (device: { firmwareVersion: string; runningFirmware?: string | undefined }): string =>
  device.runningFirmware ?? device.firmwareVersion;

/** @param description whose firmware version the inventory shows */
export function makeFirmwareStore(description: {
  firmwareVersion: string;
  runningFirmware?: string | undefined;
}): FirmwareStore {
  let held: FirmwareImage | undefined;
  return {
    version: () => runningFirmware(description),
    receive: (image) => {
      held = image;
    },
    activate(hash) {
      if (held?.hash.toUpperCase() !== hash.toUpperCase()) return firmwareResponse.noImageHeld;
      description.firmwareVersion = held.version;
      description.runningFirmware = held.version;
      return firmwareResponse.success;
    },
  };
}
