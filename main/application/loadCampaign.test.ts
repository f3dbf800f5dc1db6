import { describe, expect, it } from 'vitest';
import { loadCampaign } from './loadCampaign.ts';

const campaign = (steps: string, more = '') => `id: c
title: C
userRole: MDR
duisVersion: "5.1"
devices: { esme-1: { deviceId: 00-DB-12-34-56-78-90-A0 } }
requirements:
  - { id: R, title: R, group: G, provenance: ours }
${more}sequences:
  - id: s
    title: S
    requirements: [R]
    steps:
${steps}`;

const load = (text: string) =>
  loadCampaign(
    'c.yaml',
    () => text,
    (variant) => variant === '4.8.1',
  );

describe('a campaign file', () => {
  it('makes as many steps of one that is repeated, each with an id of its own', () => {
    const { sequences } = load(campaign('      - { id: read, send: "4.8.1", device: esme-1, repeat: 3 }'));
    expect(sequences[0]?.steps.map(({ id }) => id)).toEqual(['read', 'read-2', 'read-3']);
  });

  it('needs no sequence for a requirement that is not applicable, and needs one for any other', () => {
    const more = (reason: string) => `  - { id: R-2, title: R, group: G, provenance: ours${reason} }\n`;
    const step = '      - { id: read, send: "4.8.1", device: esme-1 }';
    expect(load(campaign(step, more(', notApplicable: no gas'))).requirements).toHaveLength(2);
    expect(() => load(campaign(step, more('')))).toThrow('no sequence proves the requirement R-2');
  });

  it.each([
    ['      - { id: a, send: "9.9" }', 'no Service Reference Variant 9.9'],
    ['      - { id: a, send: "4.8.1", device: esme-2 }', 'has no device esme-2'],
    [`      - { id: a, send: "4.8.1", device: esme-1, set: { X: "\${x}" } }`, `nothing before it captures \${x}`],
    ['      - { id: a, wait: { response: b, within: 3 s } }', 'refers to the step b'],
    ['      - { id: a, send: "4.8.1", repeat: 1 }', 'repeat'],
  ])('is refused before it runs: %s', (steps, message) => {
    expect(() => load(campaign(steps))).toThrow(message);
  });
});
