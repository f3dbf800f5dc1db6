/** Response codes of firmware commands (GBCS 13). */
const firmwareResponse = { success: 0, noImageHeld: 1 } as const;

/** The firmware that a device runs, and the image that was sent to it. */
export interface FirmwareStore {
  /** Eight hexadecimal digits. */
  version(): string;
  /** Takes an image that the DCC distributes. */
  receive(image: { hash: string; version: string }): void;
  /** Runs the image of a hash (SHA-256, hexadecimal). Returns a response code of GBCS 13. */
  activate(hash: string): number;
}

/** @param description whose firmware version the inventory shows */
export function makeFirmwareStore(description: { firmwareVersion: string }): FirmwareStore {
  let held: { hash: string; version: string } | undefined;
  return {
    version: () => description.firmwareVersion,
    receive: (image) => {
      held = image;
    },
    activate(hash) {
      if (held?.hash.toUpperCase() !== hash.toUpperCase()) return firmwareResponse.noImageHeld;
      description.firmwareVersion = held.version;
      return firmwareResponse.success;
    },
  };
}
