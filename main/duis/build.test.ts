import { beforeAll, describe, expect, it } from 'vitest';
import { readBundledSchemaFiles } from '../dccMaterial/schemas.ts';
import { listTemplates, readTemplate } from '../dccMaterial/templates.ts';
import { canonicalise, dropElementWhitespace, removeSignatures } from '../smki/canonical.ts';
import { buildServiceRequest } from './build.ts';
import { buildServiceResponse, type ResponseBody } from './buildResponse.ts';
import { parseServiceRequest } from './parse.ts';
import { formatRequestId, parseRequestId } from './requestId.ts';
import { compileDuisSchema, type DuisSchema, validateAgainstSchema } from './schema.ts';
import { chooseTemplate } from './template.ts';
import { withXmlDocument } from './xml.ts';

let schema: DuisSchema;
beforeAll(async () => {
  schema = compileDuisSchema(await readBundledSchemaFiles(), '5.1');
});

const template = readTemplate('ECS22b_4.8.1_SINGLE_SUCCESS_REQUEST_DUIS').xml;

describe('buildServiceRequest', () => {
  it('keeps the meaning of all 297 templates: canonical XML equal but for white space, comments and signature', () => {
    const canonical = (xml: string): string =>
      withXmlDocument(xml, (document) => {
        removeSignatures(document);
        return dropElementWhitespace(canonicalise(document));
      });
    expect(listTemplates().length).toBe(297);
    for (const { xml } of listTemplates()) {
      const built = buildServiceRequest({ template: xml });
      expect(canonical(built)).toBe(canonical(xml));
      expect(validateAgainstSchema(schema, built)).toEqual([]);
      expect(built).not.toMatch(/>\s+<[^/]/);
    }
  });

  it('sets header and body values by dots and by XPath', () => {
    const built = buildServiceRequest({
      template,
      originator: '90B3D51F30010009',
      target: '00:07:81:d7:00:00:36:ce',
      counter: 2n ** 64n - 1n,
      schemaVersion: '5.1',
      firstInSequence: true,
      set: [
        { path: 'ReadLogPeriod.StartDateTime', value: '2026-01-01T00:00:00.00Z' },
        { path: '//sr:EndDateTime', value: '2026-01-02T00:00:00.00Z' },
        { path: 'Header.CommandVariant', value: '2' },
      ],
    });
    const request = parseServiceRequest(built);
    expect(formatRequestId(request.requestId)).toBe(
      '90-B3-D5-1F-30-01-00-09:00-07-81-D7-00-00-36-CE:18446744073709551615',
    );
    expect(request).toMatchObject({
      schemaVersion: '5.1',
      commandVariant: 2,
      firstInSequence: true,
      body: { ReadLogPeriod: { StartDateTime: '2026-01-01T00:00:00.00Z', EndDateTime: '2026-01-02T00:00:00.00Z' } },
    });
    expect(validateAgainstSchema(schema, built)).toEqual([]);
  });

  it('escapes what it sets and takes elements away', () => {
    const set = [
      { path: 'ReadLogPeriod.StartDateTime', value: '<&>' },
      { path: 'ReadLogPeriod.EndDateTime', value: null },
      { path: '/sr:Request/@schemaVersion', value: '5.3' },
    ];
    const request = parseServiceRequest(buildServiceRequest({ template, set }));
    expect([request.body, request.schemaVersion]).toEqual([{ ReadLogPeriod: { StartDateTime: '<&>' } }, '5.3']);
  });

  it.each([
    ['ReadLogPeriod.Start', /ReadLogPeriod has no Start; it has StartDateTime, EndDateTime\.$/],
    ['Nothing', /ReadActiveImportProfileData has no Nothing; it has ReadLogPeriod\.$/],
    ['ReadLogPeriod', /holds elements and not a value; set one of StartDateTime, EndDateTime\.$/],
    ['//sr:Nothing', /finds nothing; the body holds ReadLogPeriod/],
    ['//sr:[', /is not a valid XPath/],
    ['a b', /is not understood at "a b"/],
  ])('refuses the path %s and says what exists', (path, message) => {
    expect(() => buildServiceRequest({ template, set: [{ path, value: 'x' }] })).toThrow(message);
  });

  it('refuses a wrong originator, counter and template', () => {
    expect(() => buildServiceRequest({ template, originator: 'x' })).toThrow('Originator "x" is not an EUI-64');
    expect(() => buildServiceRequest({ template, counter: '-1' })).toThrow('Originator Counter "-1"');
    expect(() => buildServiceRequest({ template: '<a/>' })).toThrow('The root is a in no namespace');
  });
});

describe('chooseTemplate', () => {
  it('prefers an immediate request to a single element meter', () => {
    const nameOf = (variant: string, deviceType?: string): string =>
      chooseTemplate(listTemplates(), variant, { ...(deviceType !== undefined && { deviceType }) }).name;
    expect(nameOf('4.8.1')).toBe('ECS22b_4.8.1_SINGLE_SUCCESS_REQUEST_DUIS');
    expect(nameOf('4.8.1', 'GSME')).toBe('GCS17_4.8.1_SUCCESS_REQUEST_DUIS');
    expect(nameOf('1.1.1')).toBe('ECS01a_1.1.1_IMMEDIATE_BLOCK_SUCCESS_REQUEST_DUIS');
    expect(() => nameOf('99.1')).toThrow('There is no template for the Service Reference Variant 99.1');
  });
});

describe('buildServiceResponse', () => {
  const requestId = parseRequestId('90-B3-D5-1F-30-01-00-00:00-DB-12-34-56-78-90-A0:7');
  const service = { serviceReference: '8.2', serviceReferenceVariant: '8.2' };
  const payload = '3wkB';
  const device = {
    DeviceModel: '00000001',
    DeviceManufacturer: '0001',
    DeviceType: 'ESME',
    DeviceID: '00-DB-12-34-56-78-90-A0',
    ImportMPxN: '1234567890123',
    DeviceStatus: 'Commissioned',
  };
  const details = {
    DeviceID: '00-DB-12-34-56-78-90-A0',
    DSPReadActiveImportProfileData: {
      StartDateOffset: '-1',
      StartTime: '00:00:00Z',
      EndDateOffset: '0',
      EndTime: '00:00:00Z',
    },
    DSPScheduledServiceReference: '4.8',
    DSPScheduledServiceReferenceVariant: '4.8.1',
    ScheduleFrequency: 'Daily',
    ScheduleStartDate: '2026-01-01',
  };
  const bodies: ResponseBody[] = [
    { kind: 'serviceReference', ...service },
    { kind: 'gbcsPayload', ...service, payload },
    { kind: 'preCommand', ...service, gbcsVersion: '4.1', payload },
    { kind: 'localCommand', ...service, payload },
    { kind: 'dspScheduled', ...service, payload, dspScheduleId: '1' },
    { kind: 'dspScheduleId', ...service, dspScheduleId: '1000000000000' },
    {
      kind: 'dspSchedulesRead',
      ...service,
      schedules: [
        { dspScheduleId: '1', details },
        { dspScheduleId: '2', details },
      ],
    },
    { kind: 'inventory', ...service, devices: [device, device] },
    { kind: 'cin', ...service, payload, customerIdentificationNumber: '1234' },
    {
      kind: 'futureDatedDeviceAlert',
      ...service,
      alertCode: '8F66',
      payload,
      instructionNumber: 1,
      totalCommandInstructions: 1,
    },
    {
      kind: 'responseMessage',
      ...service,
      tree: { DSPUpdateFirmwareWarning: { InvalidDeviceIDList: '00-DB-12-34-56-78-90-A0' } },
    },
    { kind: 'deviceAlert', alertCode: '8F3F', payload, throttledAlertSequenceId: 1, throttledAlertCount: 2 },
    {
      kind: 'dccAlert',
      alertCode: 'AD1',
      alert: {
        PowerOutageEvent: {
          CommsHubDeviceID: '00-DB-12-34-56-78-90-A1',
          StartDateTime: '2026-01-01T00:00:00Z',
          MPxN: '1234567890123',
        },
      },
    },
    {
      kind: 'xml',
      xml: '<sr:DeviceAlertMessage>\n <sr:AlertCode>8F3F</sr:AlertCode><sr:GBCSPayload>3wkB</sr:GBCSPayload></sr:DeviceAlertMessage>',
    },
  ];

  it.each(bodies.map((body) => [body.kind, body] as const))('writes a valid %s', (_, body) => {
    const head = { requestId, responseCode: 'I0', responseDateTime: '2026-01-01T00:00:00.000Z', schemaVersion: '5.1' };
    const xml = buildServiceResponse({ ...head, body });
    expect(validateAgainstSchema(schema, xml)).toEqual([]);
    expect(xml).not.toMatch(/>\s+</);
  });
});
