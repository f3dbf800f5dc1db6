import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PhaseName } from '../../shared/capacity.ts';
import { readCapacityModel } from './capacityModel.ts';
import { readProfile } from './readProfile.ts';

const folder = new URL('../../fixtures/capacity/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const model = readCapacityModel((name) => read(`model/${name}`));
const bundled = ['system.yaml', 'migration.yaml', 'installation.yaml', 'dailyTraffic.yaml', 'whatIf/smallDco.yaml'];

const small = (changes: { perDay?: string; mix?: string; curve?: string; more?: string } = {}): string => `
id: small
title: A small profile
objective: to be read
volumes:
  homes: { value: 200, unit: homes, provenance: test }
  smets1Share: { value: 0.25, unit: share, provenance: test }
phases: { IOC: { title: first }, MOC: { title: second, volumes: { homes: 400 } } }
day: { seconds: 48 }
population: { homes: 4, models: [{ deviceModelCombination: one, generation: SMETS2+, share: 1 }] }
${changes.more ?? ''}
streams:
  - id: reads
    title: reads
    kind: request
    traffic: daily
    as: IS
    perDay: ${changes.perDay ?? '[homes, 1 - smets1Share, 2]'}
    curve: ${changes.curve ?? 'wholeDay'}
    mix: ${changes.mix ?? '[{ send: 4.1.1, weight: 1 }]'}
`;

const refusal = (text: string, options: { phase?: PhaseName; scale?: number } = {}): string => {
  try {
    readProfile(text, 'p.yaml', model, options);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
};

describe('a load profile', () => {
  it('derives its rates from the volume model, and shows how', () => {
    const [stream] = readProfile(small(), 'p.yaml', model, {}).streams;
    expect(stream?.rate).toEqual({
      id: 'reads',
      title: 'reads',
      kind: 'request',
      traffic: 'daily',
      derivation: 'homes 200 × (1 − smets1Share 0.25) × 2',
      perDay: 300,
      planned: 300,
      meanPerSecond: 6.25,
      peakPerSecond: 6.25,
      leftOut: null,
    });
  });

  it('takes the volumes of its phase, and the scale that it is given', () => {
    const { phaseTitle, volumes, streams } = readProfile(small(), 'p.yaml', model, { phase: 'MOC', scale: 0.1 });
    expect(phaseTitle).toBe('second');
    expect(volumes[0]).toEqual({ name: 'homes', value: 400, unit: 'homes', provenance: 'test; of phase MOC' });
    expect(streams[0]?.rate.planned).toBe(60);
  });

  it('is bundled for each phase, at rates that one desktop can offer', () => {
    for (const name of bundled) {
      for (const phase of ['IOC', 'MOC', 'FOC'] as const) {
        const { streams, profile } = readProfile(read(name), name, model, { phase });
        const peak = streams.reduce((sum, { rate }) => sum + rate.peakPerSecond, 0);
        expect({ name, phase, short: profile.day.seconds <= 60, modest: peak < 200 }).toEqual({
          name,
          phase,
          short: true,
          modest: true,
        });
      }
    }
  });

  it('changes only what it says of a component', () => {
    const { components } = readProfile(read('whatIf/smallDco.yaml'), 'd', model, {}).components;
    expect(components.DCO).toMatchObject({ concurrency: 1, queueBound: 60, failureRate: 0 });
    expect(components.S1SP).toEqual(model.components.components.S1SP);
  });

  it('is refused with the line and the mending, where something in it cannot be', () => {
    expect([
      refusal(small({ perDay: '[homes, -2]' })),
      refusal(small({ mix: '[]' })),
      refusal(small({ mix: '[{ send: 4.9.9, weight: 1 }]' })),
      refusal(small({ mix: '[{ send: 2.2, weight: 1 }]' })),
      refusal(small({ mix: '[{ send: 4.1.1, weight: 0 }]' })),
      refusal(small({ curve: 'weekend' })),
      refusal(small({ curve: `[${Array.from({ length: 24 }, () => 0).join(', ')}]` })),
      refusal(small({ perDay: '[houses]' })),
      refusal(small({ more: 'scale: -1' })),
      refusal(small().replace('    as: IS', '    as: IS\n    generation: SMETS1')),
      refusal(small(), { phase: 'FOC' }),
      refusal(small(), { scale: 0.0001 }),
      refusal(small(), { scale: 1_000_000 }),
    ]).toEqual([
      'p.yaml, line 18, streams.0.perDay.1: a volume cannot be negative',
      'p.yaml, line 20, streams.0.mix: the mix is empty; name at least one service with a weight',
      'p.yaml, line 20, streams.0.mix.0.send: there is no Service Reference Variant 4.9.9; the command "catalogue" lists all 129',
      'p.yaml, line 20, streams.0.mix.0.send: write a Service Reference Variant in quotation marks: "2.2"',
      'p.yaml, line 20, streams.0.mix.0.weight: a weight is above 0',
      'p.yaml: Stream reads: there is no curve "weekend"; there are overnightBatch, workingDay, topUps, wholeDay',
      'p.yaml: Stream reads: every hour of its curve is 0; give one a share',
      'p.yaml: Stream reads: perDay names a volume "houses" that the profile does not have; there are homes, smets1Share',
      'p.yaml, line 11, scale: the scale is above 0',
      'p.yaml: Stream reads is for SMETS1 meters, and the population has none; add a Device Model Combination of that generation',
      'p.yaml: it has no phase FOC; it has IOC, MOC',
      'p.yaml: at this scale not one message comes out; raise the scale or the volumes',
      'p.yaml: at this scale 300,000,000 messages come out, more than the 2,000,000 that one desktop can plan; lower the scale, or use "capacity export" and k6',
    ]);
  });
});
