import { type EmulatorTrial, startEmulatorTrial } from './emulatorTrial.ts';
import { fixture } from './paths.ts';

// Who and what stands in fixtures/fleets/test-lab.yaml, by the names that tests call them.
export const supplier = '90-B3-D5-1F-30-01-00-00';
export const networkOperator = '90-B3-D5-1F-30-02-00-00';
export const anotherSupplier = '90-B3-D5-1F-30-03-00-00';
export const retriever = '90-B3-D5-1F-30-01-00-09';
export const broker = '90-B3-D5-1F-30-00-00-02';

/** The home with a device of every type. */
export const uprn = '100090000010';
const first = '00-DB-12-34-56-78-90';
export const meter = `${first}-A0`;
export const gasMeter = `${first}-A1`;
export const hub = `${first}-A2`;
export const gasProxy = `${first}-A3`;
export const display = `${first}-A4`;
/** HCALCS. */
export const loadControl = `${first}-A5`;
export const consumerDevice = `${first}-A8`;
export const twinElementMeter = `${first}-B0`;
export const polyphaseMeter = `${first}-B1`;

/** The home that waits to be installed. */
export const pendingMeter = '00-DB-12-34-56-78-91-A0';
export const pendingHub = '00-DB-12-34-56-78-91-A2';
export const pendingDisplay = '00-DB-12-34-56-78-91-A4';

/** The SMETS1 installation. */
export const smets1Meter = '00-DB-12-34-56-78-92-A0';
export const smets1Hub = '00-DB-12-34-56-78-92-A2';

export const labStartMs = Date.UTC(2026, 2, 3, 10);

/** The laboratory on a paused clock, on a Tuesday in March. */
export const startLab = (): Promise<EmulatorTrial> =>
  startEmulatorTrial(fixture('fleets/test-lab.yaml'), { startMs: labStartMs });
