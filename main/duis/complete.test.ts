import { beforeAll, describe, expect, it } from 'vitest';
import { readBundledSchemaFiles } from '../dccMaterial/schemas.ts';
import { readTemplate } from '../dccMaterial/templates.ts';
import { buildServiceRequest } from './build.ts';
import { completeRequest } from './complete.ts';
import { compileRequestModel, type RequestModel } from './model.ts';
import { compileDuisSchema, type DuisSchema, validateAgainstSchema } from './schema.ts';

let model: RequestModel;
let schema: DuisSchema;
let request = '';
beforeAll(async () => {
  const files = await readBundledSchemaFiles();
  model = compileRequestModel(files, '5.1');
  schema = compileDuisSchema(files, '5.1');
  request = buildServiceRequest({ template: readTemplate('ECS22b_4.8.1_SINGLE_SUCCESS_REQUEST_DUIS').xml });
});

/** Completes at the mark `|`, which takes the place of what is to be found again. */
function at(text: string) {
  return completeRequest(model, text.replace('|', ''), text.indexOf('|'));
}
const labels = (text: string): string[] => at(text).completions.map(({ label }) => label);

describe('completion of a Service Request', () => {
  it('offers the elements of the open one in the order of the XSD, less those that are there', () => {
    expect(labels(request.replace(/<sr:StartDateTime>.*<\/sr:EndDateTime>/, '|'))).toEqual([
      'StartDateTime',
      'EndDateTime',
    ]);
    expect(labels(request.replace(/<sr:EndDateTime>.*<\/sr:EndDateTime>/, '<|'))).toEqual(['EndDateTime']);
  });

  it('offers every service in an empty Body', () => {
    expect(labels(request.replace(/<sr:Body>.*<\/sr:Body>/, '<sr:Body><sr:Read|</sr:Body>'))).toHaveLength(130);
  });

  it('offers the values of an enumeration, in place of what is typed', () => {
    const { from, completions } = at(request.replace(/(<sr:ServiceReferenceVariant>)[^<]*/, '$14.8|'));
    expect(completions.map(({ label }) => label)).toContain('4.8.1');
    expect(request.slice(0, from).endsWith('<sr:ServiceReferenceVariant>')).toBe(true);
  });

  it('closes the open element after </', () => {
    const text = request.replace('</sr:EndDateTime>', '</|');
    expect(at(text).completions.map(({ insert }) => insert)).toEqual(['</sr:EndDateTime>']);
  });

  it('makes a valid request where what it offers is taken', () => {
    const text = request.replace(/<sr:EndDateTime>.*<\/sr:EndDateTime>/, '<|');
    const { from, completions } = at(text);
    const [end] = completions;
    const rest = text.slice(text.indexOf('|') + 1);
    const taken = `${text.slice(0, from)}${end?.insert.slice(0, end.cursor)}2015-01-01T00:00:00Z${end?.insert.slice(end.cursor)}${rest}`;
    expect(validateAgainstSchema(schema, taken)).toEqual([]);
  });

  it('keeps silent in a tag, in another vocabulary and in what is no XML', () => {
    expect(labels(request.replace('<sr:Body', '<sr:Body a="|'))).toEqual([]);
    expect(labels('<other><|')).toEqual([]);
    expect(labels('hello |')).toEqual([]);
  });

  it('takes time in step with the text, however it is broken', () => {
    const broken = `${'<sr:Body "'.repeat(50_000)}|`;
    expect(labels(broken)).toEqual([]);
    expect(labels(`${'<!--'.repeat(50_000)}|`)).toEqual([]);
  });
});
