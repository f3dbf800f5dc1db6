import { beforeAll, describe, expect, it } from 'vitest';
import type { EmulatedDevice } from '../emulator/devices/emulatedDevice.ts';
import { makeHome } from '../emulator/devices/makeDevice.ts';
import type { EmulatorPki } from '../emulator/pki.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import { encodeCommand } from '../gbcs/encodeCommand.ts';
import { readMessage } from '../gbcs/readMessage.ts';
import { writeMessage } from '../gbcs/writeMessage.ts';
import { emulatorPki } from './emulatorPki.ts';
import { fixture } from './paths.ts';
import { readFleet } from './targets/bundledEmulator.ts';

const supplier = '90-B3-D5-1F-30-01-00-00';
const anotherSupplier = '90-B3-D5-1F-30-03-00-00';
const meterId = '00-DB-12-34-56-78-90-A0';
const nowMs = Date.UTC(2026, 2, 3, 10);
const fleet = readFleet(fixture('fleets/one-home.yaml'));

let pki: EmulatorPki;
let meter: EmulatedDevice;
beforeAll(async () => {
  pki = await emulatorPki(fleet, 'generated');
  const [premises] = fleet.premises;
  if (premises === undefined) throw new Error('the fleet has no home');
  const home = makeHome(premises, 0, { pki, fleet, seed: 1, nowMs });
  const found = home.find(({ description }) => description.deviceId === meterId);
  if (found === undefined) throw new Error('the home has no meter');
  meter = found;
});

const readRegisters = (originatorCounter: bigint, originator = supplier): Uint8Array =>
  encodeCommand(
    { useCase: 'ECS17b', originator, recipient: meterId, originatorCounter, parameters: { kind: 'readRequest' } },
    pki.gbcsKeys,
  );

/** The codes of the meter's security log, by the log that it gives back. */
function securityCodes(originatorCounter: bigint): string[] {
  const command = encodeCommand(
    {
      useCase: 'ECS22a',
      originator: supplier,
      recipient: meterId,
      originatorCounter,
      parameters: { kind: 'readLogRequest', from: '2026-03-03T00:00:00Z', to: '2026-03-03T23:00:00Z' },
    },
    pki.gbcsKeys,
  );
  // The same read of a log by range, of another object: the profile's name becomes the security log's.
  const message = readMessage(command, pki.gbcsKeys);
  if (message.payload.kind !== 'accessRequest') throw new Error('not a read');
  const securityLog = {
    ...message.payload,
    specifications: message.payload.specifications.map((one) => ({ ...one, instance: '0-0:99.98.1.255' })),
  };
  const header = { ...message.header, messageCode: 0x0049 };
  const asked = writeMessage({ header, payload: securityLog, signature: 'none', mac: 'compute' }, pki.gbcsKeys);
  const answer = meter.execute(asked, nowMs);
  const decoded = answer && decodeMessage(answer, pki.gbcsKeys);
  const data = decoded?.ok === true ? decoded.message.data : undefined;
  return data?.kind === 'eventLog' ? data.entries.map(({ code }) => code) : [];
}

describe('an emulated device', () => {
  it('answers a command once: a used counter, a spoiled MAC and a stranger get nothing, and are in the security log', () => {
    const first = readRegisters(10n);
    const spoiled = Uint8Array.from(readRegisters(12n));
    spoiled[spoiled.length - 1] = (spoiled.at(-1) ?? 0) ^ 1;
    const answers = [first, first, readRegisters(9n), spoiled, Uint8Array.of(1, 2, 3)].map(
      (command) => meter.execute(command, nowMs) !== undefined,
    );
    expect(answers).toEqual([true, false, false, false, false]);
    expect(securityCodes(20n)).toEqual(['8F53', '8F53', '8F3D', '8F53']);
  });

  it('knows those whose credentials it holds, and encrypts nothing for others', () => {
    expect([supplier, '90-B3-D5-1F-30-02-00-00', anotherSupplier].map((user) => meter.knows?.(user))).toEqual([
      true,
      true,
      false,
    ]);
    expect(meter.execute(readRegisters(1n, anotherSupplier), nowMs)).toBeUndefined();
  });
});
