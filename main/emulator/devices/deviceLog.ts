/** One device that another talks to on the HAN. */
export interface LoggedDevice {
  /** EUI-64 with hyphens. */
  deviceId: string;
  /** The number of its type (GBCS 13). */
  deviceType: number;
}

/** The devices that a device has joined, in the order in which it did. */
export interface DeviceLog {
  list(): readonly LoggedDevice[];
  add(device: LoggedDevice): void;
  /** False where it was not there. */
  remove(deviceId: string): boolean;
}

export function makeDeviceLog(first: readonly LoggedDevice[] = []): DeviceLog {
  const devices = new Map(first.map((device) => [device.deviceId, device]));
  return {
    list: () => [...devices.values()],
    add: (device) => void devices.set(device.deviceId, device),
    remove: (deviceId) => devices.delete(deviceId),
  };
}
