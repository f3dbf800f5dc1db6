import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Puts a load profile of one's own beside a workspace: a day of five seconds in which each home is read once. */
export function writeShortLoad(folder: string, homes: number): void {
  mkdirSync(join(folder, 'capacity'));
  writeFileSync(
    join(folder, 'capacity', 'short.yaml'),
    `
id: short
title: A short day
objective: to see a load run from its plan to its report
volumes: { homes: { value: ${homes}, unit: homes, provenance: test } }
phases: { IOC: { title: only } }
day: { seconds: 5 }
population: { homes: ${homes}, models: [{ deviceModelCombination: one, generation: SMETS2+, share: 1 }] }
streams:
  - { id: reads, title: Reads on demand, kind: request, traffic: daily, as: IS, perDay: [homes], curve: wholeDay, mix: [{ send: 4.1.1, weight: 1 }] }
`,
  );
}
