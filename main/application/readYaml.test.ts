import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inspectYaml } from './readYaml.ts';

const Homes = z.strictObject({ homes: z.array(z.strictObject({ name: z.string() })) });
const homes = Array.from({ length: 20_000 }, (_, index) => ({ name: `home ${index}` }));

describe('a large document in JSON', () => {
  it('is read as what it says', () => {
    expect(inspectYaml(JSON.stringify({ homes }), Homes).value?.homes).toEqual(homes);
  });

  it('that does not fit is told of with line and field, as any YAML is', () => {
    const text = JSON.stringify({ homes: [...homes, { nam: 'x' }] }, null, 1);
    expect(inspectYaml(text, Homes).problems[0]).toMatchObject({ line: 60_003, field: 'homes.20000.name' });
  });

  it('may be YAML in its flow style', () => {
    const text = `{ homes: [ ${homes.map(({ name }) => `{ name: ${name} }`).join(', ')} ] }`;
    expect(inspectYaml(text, Homes).value?.homes).toHaveLength(homes.length);
  });
});
