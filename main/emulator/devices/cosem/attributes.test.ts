import { describe, expect, it } from 'vitest';
import values from '../../../../fixtures/emulator/cosemValues.json' with { type: 'json' };
import asked from '../../../../fixtures/gbcs/useCaseAttributes.json' with { type: 'json' };
import { readValue } from '../../../gbcs/dlms/readValue.ts';
import { FleetDevice } from '../../fleet.ts';
import { recordConsumption } from '../consumption.ts';
import { makeHabits } from '../habits.ts';
import { makeInterruptions } from '../interruptions.ts';
import { makeAttributes } from './attributes.ts';
import { makeMeterObjects } from './meterObjects.ts';

const model = { seed: 1, baseLoad: 200, morningPeak: 1400, eveningPeak: 2200, solarPeak: 0, habits: makeHabits(1, 1) };
const device = FleetDevice.parse({
  deviceId: '00-DB-12-34-56-78-90-A0',
  deviceType: 'ESME',
  importMpan: '2000000000013',
  commissioned: '2024-06-03',
});

/** Objects of other devices, and of logs that use cases of their own answer from the consumption. */
const elsewhere =
  /^(104\/|1\/0-0:94\.44\.10\.|7\/0-0:94\.44\.10\.|7\/0-0:9[89]\.1\.(0|1|2|3|9|10)\.255|1\/0-0:94\.44\.34\.10\/)/;

describe('the attributes of a meter', () => {
  it('have a value for everything that a use case reads', () => {
    if (device.deviceType !== 'ESME') throw new Error('not a meter');
    const consumption = recordConsumption(model, Date.parse(device.commissioned), makeInterruptions());
    const { attributes, live } = makeMeterObjects(device, consumption, makeInterruptions());
    const reads = Object.values({ ...asked.asked, ...asked.protected })
      .flat()
      .flatMap((text) => /^get(?:WithSelection)? (.+)$/.exec(text)?.[1] ?? []);
    const missing = new Set(
      reads.filter((key) => !elsewhere.test(key) && attributes.get(key) === undefined && live[key] === undefined),
    );
    expect([...missing]).toEqual([]);
  });

  it('are each one whole COSEM value', () => {
    for (const deviceType of ['ESME', 'CHF', 'SAPC', 'HCALCS'] as const) {
      const attributes = makeAttributes(deviceType, {});
      for (const key of Object.keys(values[deviceType])) {
        const octets = attributes.get(key);
        expect(octets && readValue(octets), key).toBeDefined();
      }
    }
  });
});
