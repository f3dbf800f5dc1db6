import { beforeAll, describe, expect, it } from 'vitest';
import { readBundledSchemaFiles } from '../dccMaterial/schemas.ts';
import { readTemplate } from '../dccMaterial/templates.ts';
import { buildServiceRequest } from './build.ts';
import { explainRequest } from './explain.ts';
import { compileRequestModel, type RequestModel } from './model.ts';

let model: RequestModel;
let request = '';
beforeAll(async () => {
  model = compileRequestModel(await readBundledSchemaFiles(), '5.1');
  request = buildServiceRequest({ template: readTemplate('ECS22b_4.8.1_SINGLE_SUCCESS_REQUEST_DUIS').xml });
});
const at = (text: string, offset = 0) => explainRequest(model, request, request.indexOf(text) + offset);

describe('what stands at a place of a request', () => {
  it('is an element with how often it may occur and what it holds', () => {
    const found = at('<sr:ReadLogPeriod>', 3);
    expect(found?.element).toBe('ReadLogPeriod');
    expect(found?.lines.at(-1)).toBe('holds StartDateTime, EndDateTime');
    expect(request.slice(found?.from, found?.to)).toBe('sr:ReadLogPeriod');
  });

  it('is the same at its end tag', () => {
    expect(at('</sr:ReadLogPeriod>', 4)?.element).toBe('ReadLogPeriod');
  });

  it('is a value of an element', () => {
    const found = at('>4.8.1<', 2);
    expect(found).toMatchObject({ element: 'ServiceReferenceVariant', value: '4.8.1' });
    expect(request.slice(found?.from, found?.to)).toBe('4.8.1');
  });

  it('is nothing in another vocabulary and in what is no XML', () => {
    expect(explainRequest(model, '<other>1</other>', 3)).toBeUndefined();
    expect(explainRequest(model, 'hello', 2)).toBeUndefined();
    expect(explainRequest(model, '', 0)).toBeUndefined();
  });
});
