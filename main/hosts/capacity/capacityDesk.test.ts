import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadMaterial } from '../material.ts';
import { openCapacityDesk } from './capacityDesk.ts';

const folder = mkdtempSync(join(tmpdir(), 'uept-capacity-desk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the load profiles at hand', () => {
  it('are the bundled ones and the user’s own, of which one that cannot be read says why', async () => {
    mkdirSync(join(folder, 'capacity'));
    const file = join(folder, 'capacity', 'blink.yaml');
    writeFileSync(file, 'id: blink\ntitle: A day of a second\nday: { seconds: 1 }\n');
    const desk = openCapacityDesk({
      workspace: join(folder, 'a.uept'),
      material: async () => loadMaterial([folder]),
      program: 'test',
      announce: () => {},
      report: (error) => console.error(error),
    });
    const profiles = desk.list();
    expect(profiles.filter(({ isBundled, problem }) => isBundled && problem === null).length).toBeGreaterThanOrEqual(5);
    const own = profiles.filter(({ isBundled }) => !isBundled);
    expect(own).toMatchObject([{ file, title: 'blink.yaml', problem: expect.stringContaining('blink.yaml, line ') }]);
    expect(() => desk.plan({ file })).toThrow(own[0]?.problem ?? '');
    await desk.close();
  });
});
