import { beforeAll, describe, expect, it } from 'vitest';
import type { DocumentFinding } from '../../shared/contract/shapes/requests.ts';
import { readBundledSchemaFiles } from '../dccMaterial/schemas.ts';
import { readTemplate } from '../dccMaterial/templates.ts';
import { buildServiceRequest } from '../duis/build.ts';
import { compileRequestModel, type RequestModel } from '../duis/model.ts';
import { compileDuisSchema, type DuisSchema, validateAgainstSchema } from '../duis/schema.ts';
import { quickFixes } from './quickFixes.ts';

let model: RequestModel;
let schema: DuisSchema;
let request = '';
beforeAll(async () => {
  const files = await readBundledSchemaFiles();
  model = compileRequestModel(files, '5.1');
  schema = compileDuisSchema(files, '5.1');
  request = buildServiceRequest({ template: readTemplate('ECS22b_4.8.1_SINGLE_SUCCESS_REQUEST_DUIS').xml });
});

/** The request after the first fix of its first finding. */
function mended(xml: string, rule?: string): { titles: string[]; xml: string } {
  const found: DocumentFinding = validateAgainstSchema(schema, xml)[0] ?? {
    rule: '',
    severity: 'error',
    message: '',
    line: 1,
    column: 1,
    xpath: '',
  };
  const fixes = quickFixes(xml, { ...found, rule: rule ?? found.rule }, { model, schemaVersions: ['5.1'] });
  const edits = fixes[0]?.edits.toSorted((a, b) => b.from - a.from) ?? [];
  return {
    titles: fixes.map(({ title }) => title),
    xml: edits.reduce((text, { from, to, text: fresh }) => text.slice(0, from) + fresh + text.slice(to), xml),
  };
}

describe('a quick fix', () => {
  it('puts elements in the order of the XSD', () => {
    const start = /<sr:StartDateTime>.*?<\/sr:StartDateTime>/.exec(request)?.[0] ?? '';
    const swapped = request.replace(start, '').replace('</sr:ReadLogPeriod>', `${start}</sr:ReadLogPeriod>`);
    expect(validateAgainstSchema(schema, swapped)).not.toEqual([]);
    const { titles, xml } = mended(swapped);
    expect(titles[0]).toBe('Put the elements of ReadLogPeriod in the order of the XSD');
    expect(xml).toBe(request);
  });

  it('adds an element that is missing', () => {
    const { titles, xml } = mended(request.replace(/<sr:EndDateTime>.*?<\/sr:EndDateTime>/, ''));
    expect(titles).toEqual(['Add EndDateTime']);
    expect(validateAgainstSchema(schema, xml)).toEqual([]);
  });

  it('takes away an element that has no place', () => {
    const { titles, xml } = mended(request.replace('</sr:ReadLogPeriod>', '<sr:Other>1</sr:Other></sr:ReadLogPeriod>'));
    expect(titles).toEqual(['Take Other away']);
    expect(xml).toBe(request);
  });

  it('offers the values of an enumeration that are nearest', () => {
    const { titles, xml } = mended(request.replace('>4.8.1<', '>4.8.I<'));
    expect(titles[0]).toBe('Change to 4.8.1');
    expect(xml).toBe(request);
  });

  it('writes the request for a DUIS version that is at hand, and with a Command Variant of its service', () => {
    const other = request.replace(/schemaVersion="[^"]*"/, 'schemaVersion="9.9"');
    expect(mended(other, 'schema-version-at-hand').xml).toContain('schemaVersion="5.1"');
    const variant = request.replace(/(<sr:CommandVariant>)\d/, '$18');
    expect(mended(variant, 'command-variant').titles[0]).toBe('Use Command Variant 1');
  });

  it('keeps silent where it knows nothing', () => {
    expect(mended(request.replace(/(<sr:StartDateTime>)[^<]*/, '$1soon')).titles).toEqual([]);
  });
});
