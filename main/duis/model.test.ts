import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readBundledSchemaFiles } from '../dccMaterial/schemas.ts';
import { listTemplates, readTemplate } from '../dccMaterial/templates.ts';
import { buildServiceRequest } from './build.ts';
import { serviceReferenceVariants } from './catalogue.ts';
import { composeServiceRequest } from './compose.ts';
import { createChildFrom } from './createChild.ts';
import { addElement, fillForm, type RequestForm } from './form.ts';
import { toJsonTree } from './jsonTree.ts';
import { childModel, compileRequestModel, elementsOf, findElementModel, type RequestModel } from './model.ts';
import { parseServiceRequest } from './parse.ts';
import { compileDuisSchema, type DuisSchema, validateAgainstSchema } from './schema.ts';
import { writeFromTree } from './treeToXml.ts';
import { writeElement } from './writeXml.ts';
import { descendantOf } from './xmlPath.ts';
import { parseXmlTree } from './xmlTree.ts';

const published = new URL('../../../shared/schemas/5.4/', import.meta.url);
const absent = existsSync(published) ? '' : ' (skipped: ../shared is absent)';

let schema: DuisSchema;
let model: RequestModel;
beforeAll(async () => {
  const files = await readBundledSchemaFiles();
  schema = compileDuisSchema(files, '5.1');
  model = compileRequestModel(files, '5.1');
});

function composeAll(with_: RequestModel, against: DuisSchema): string[] {
  return serviceReferenceVariants.flatMap(({ serviceReferenceVariant }) => {
    const xml = composeServiceRequest(with_, { serviceReferenceVariant });
    return validateAgainstSchema(against, xml).map((finding) => `${serviceReferenceVariant}: ${finding.message}`);
  });
}

describe('model', () => {
  it('knows elements in order, occurrence and limits', () => {
    const read = model.services.get('ReadActiveImportProfileData');
    expect(read && elementsOf(read.type).map(({ name, minOccurs }) => `${name} ${minOccurs}`)).toEqual([
      'ExecutionDateTime 0',
      'ReadLogPeriod 1',
      'KAPublicSecurityCredentials 1',
    ]);
    const schedule = model.services.get('CreateSchedule');
    expect(schedule && childModel(schedule, 'ScheduleFrequency')?.type.value?.enumerations).toEqual([
      'Daily',
      'Weekly',
      'Monthly',
      'Quarterly',
      'Half-Yearly',
      'Yearly',
    ]);
    const offset = findElementModel(model, [
      'Request',
      'Body',
      'CreateSchedule',
      'DSPReadActiveImportProfileData',
      'StartDateOffset',
    ]);
    expect(offset?.type.value).toMatchObject({ name: 'logPeriodOffset', limits: { minInclusive: '-400' } });
  });

  it('has one service element for each of the 129, and SignedPreCommand', () => {
    expect(model.services.size).toBe(130);
    for (const { bodyElement } of serviceReferenceVariants) expect(model.services.has(bodyElement)).toBe(true);
  });
});

describe('the form of a request', () => {
  const compose = (serviceReferenceVariant: string) => composeServiceRequest(model, { serviceReferenceVariant });

  it('shows what is there, what it may be, and what may take its place', () => {
    const form = fillForm(model, compose('5.2'));
    expect(JSON.parse(JSON.stringify(form))).toEqual(form);
    expect(form).toMatchObject({
      serviceReferenceVariant: '5.2',
      bodyElement: 'ReadSchedule',
      fields: [{ name: 'DSPScheduleID', path: 'DSPScheduleID', isOptional: true }],
      addable: [{ name: 'DeviceID', replaces: ['DSPScheduleID'], isMissing: false }],
    });
  });

  it('misses nothing of any of the 129 as composed', () => {
    const missingIn = ({ fields, addable }: Pick<RequestForm, 'fields' | 'addable'>): string[] => [
      ...addable.filter(({ isMissing }) => isMissing).map(({ path }) => path),
      ...fields.flatMap(missingIn),
    ];
    const missing = serviceReferenceVariants.flatMap(({ serviceReferenceVariant }) =>
      missingIn(fillForm(model, compose(serviceReferenceVariant))).map((path) => `${serviceReferenceVariant} ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('adds what may be added so that the request stays valid, and takes the other alternative of a choice away', () => {
    const spoiled: string[] = [];
    let added = 0;
    const additionsIn = ({ fields, addable }: Pick<RequestForm, 'fields' | 'addable'>): string[] => [
      ...addable.map(({ path }) => path),
      ...fields.flatMap(additionsIn),
    ];
    for (const { serviceReferenceVariant } of serviceReferenceVariants) {
      const xml = compose(serviceReferenceVariant);
      for (const path of additionsIn(fillForm(model, xml))) {
        const [finding] = validateAgainstSchema(schema, addElement(model, xml, path));
        added += 1;
        if (finding) spoiled.push(`${serviceReferenceVariant} ${path}: ${finding.message}`);
      }
    }
    expect(spoiled).toEqual([]);
    expect(added).toBeGreaterThan(150);
  });

  it('refuses a service that the DUIS version does not have, and a place that the XSD does not know', () => {
    expect(() => fillForm(model, compose('5.2').replaceAll('ReadSchedule', 'ReadNothing'))).toThrow('no service');
    expect(() => addElement(model, compose('5.2'), 'Nothing')).toThrow('leads nowhere');
  });
});

describe('composeServiceRequest', () => {
  it('makes all 129 valid against 5.1 from nothing but the model', () => {
    expect(composeAll(model, schema)).toEqual([]);
  });

  it.skipIf(absent !== '')(`makes all 129 valid against 5.4 from nothing but the model${absent}`, () => {
    const files = new Map(
      readdirSync(published).map((name) => [name, readFileSync(new URL(encodeURIComponent(name), published))]),
    );
    const newer = compileDuisSchema(files, '5.4');
    expect(composeAll(compileRequestModel(files, '5.4'), newer)).toEqual([]);
    newer.dispose();
  });

  it('fills header and EUI-64s from what it is given', () => {
    const xml = composeServiceRequest(model, {
      serviceReferenceVariant: '5.1',
      originator: '90-B3-D5-1F-30-01-00-09',
      target: '90-B3-D5-1F-30-00-00-02',
      counter: 7n,
    });
    expect(parseServiceRequest(xml)).toMatchObject({
      schemaVersion: '5.1',
      commandVariant: 8,
      requestId: { originatorCounter: '7', businessTargetId: '90-B3-D5-1F-30-00-00-02' },
      body: { ScheduleFrequency: 'Daily', ScheduleStartDate: '2026-01-01Z', DeviceID: '90-B3-D5-1F-30-00-00-02' },
    });
    expect(() => composeServiceRequest(model, { serviceReferenceVariant: '99' })).toThrow(
      'There is no Service Reference Variant 99',
    );
  });
});

describe('writeFromTree', () => {
  it('rebuilds the body of all 297 templates from plain JSON with the same meaning', () => {
    const different = listTemplates().filter(({ xml }) => {
      const body = descendantOf(parseXmlTree(xml).root, 'Body')?.children[0];
      const element = body && model.services.get(body.localName);
      return !body || !element || writeFromTree(element, toJsonTree(body)) !== writeElement(body);
    });
    expect(different.map(({ name }) => name)).toEqual([]);
  });

  it('puts elements into the order of the XSD and refuses strange ones', () => {
    const element = model.services.get('ReadActiveImportProfileData');
    if (element === undefined) throw new Error('no such service');
    const period = { EndDateTime: '2', StartDateTime: '1' };
    expect(writeFromTree(element, { ReadLogPeriod: period, ExecutionDateTime: '0' })).toBe(
      '<sr:ReadActiveImportProfileData><sr:ExecutionDateTime>0</sr:ExecutionDateTime><sr:ReadLogPeriod><sr:StartDateTime>1</sr:StartDateTime><sr:EndDateTime>2</sr:EndDateTime></sr:ReadLogPeriod></sr:ReadActiveImportProfileData>',
    );
    expect(() => writeFromTree(element, { Nothing: '' })).toThrow(
      'ReadActiveImportProfileData has no Nothing; it may hold ExecutionDateTime, ReadLogPeriod, KAPublicSecurityCredentials.',
    );
    expect(() => writeFromTree(element, { ReadLogPeriod: [period, period] })).toThrow('cannot take ReadLogPeriod');
  });
});

describe('createChildFrom', () => {
  it('makes optional elements in their place', () => {
    const built = buildServiceRequest({
      template: readTemplate('ECS22b_4.8.1_SINGLE_SUCCESS_REQUEST_DUIS').xml,
      create: createChildFrom(model),
      set: [
        { path: 'KAPublicSecurityCredentials', value: 'AA==' },
        { path: 'ExecutionDateTime', value: '2026-02-01T00:00:00.00Z' },
        { path: 'Header.FirstInSequence', value: 'true' },
      ],
    });
    expect(validateAgainstSchema(schema, built)).toEqual([]);
    expect(Object.keys(Object(parseServiceRequest(built).body))).toEqual([
      'ExecutionDateTime',
      'ReadLogPeriod',
      'KAPublicSecurityCredentials',
    ]);
  });

  it('takes stray white space out of values, but not out of text', () => {
    const values = (variant: string, set: { path: string; value: string }[]): unknown => {
      const template = composeServiceRequest(model, { serviceReferenceVariant: variant });
      return parseServiceRequest(buildServiceRequest({ template, model, set })).body;
    };
    expect(values('4.8.1', [{ path: 'KAPublicSecurityCredentials', value: ' AA\nAA ' }])).toMatchObject({
      KAPublicSecurityCredentials: 'AAAA',
    });
    expect(values('3.4', [{ path: 'SupplierName', value: ' A  B' }])).toMatchObject({ SupplierName: ' A  B' });
  });

  it('changes over to another alternative of a choice', () => {
    const template = composeServiceRequest(model, { serviceReferenceVariant: '8.2' });
    const built = buildServiceRequest({
      template,
      create: createChildFrom(model),
      set: [
        { path: 'PropertyFilter.PostCode', value: 'AB1 2CD' },
        { path: 'PropertyFilter.AddressIdentifier', value: '1' },
      ],
    });
    expect(parseServiceRequest(built).body).toEqual({
      PropertyFilter: { PostCode: 'AB1 2CD', AddressIdentifier: '1' },
    });
    expect(validateAgainstSchema(schema, built)).toEqual([]);
  });

  it('refuses what the XSD does not have', () => {
    const template = composeServiceRequest(model, { serviceReferenceVariant: '8.2' });
    const set = [{ path: 'Nothing', value: '' }];
    expect(() => buildServiceRequest({ template, set, create: createChildFrom(model) })).toThrow(
      'ReadInventory has no Nothing',
    );
  });
});
