import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildServiceRequest, buildSignedPreCommand } from './build.ts';
import { buildServiceResponse } from './buildResponse.ts';
import { parseServiceRequest, parseServiceResponse } from './parse.ts';
import { parseRequestId, responseIdFor } from './requestId.ts';

const vectors = new URL('../../../shared/vectors/duis/', import.meta.url);
const absent = existsSync(vectors) ? '' : ' (skipped: ../shared is absent)';

const requestText = (commandVariant: number, variant: string, body: string): string =>
  `<sr:Request xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway" schemaVersion="5.4"><sr:Header><sr:RequestID>90-b3-d5-1f-30-01-00-00:00-DB-12-34-56-78-90-A0:1002</sr:RequestID><sr:CommandVariant>${commandVariant}</sr:CommandVariant><sr:ServiceReference>${variant.split('.').slice(0, 2).join('.')}</sr:ServiceReference><sr:ServiceReferenceVariant>${variant}</sr:ServiceReferenceVariant></sr:Header><sr:Body>${body}</sr:Body></sr:Request>`;
const read = requestText(
  1,
  '4.8.1',
  '<sr:ReadActiveImportProfileData><sr:ExecutionDateTime>2026-02-01T00:00:00.00Z</sr:ExecutionDateTime><sr:ReadLogPeriod><sr:StartDateTime>2026-01-01T00:00:00.00Z</sr:StartDateTime><sr:EndDateTime>2026-01-02T00:00:00.00Z</sr:EndDateTime></sr:ReadLogPeriod></sr:ReadActiveImportProfileData>',
);

describe('parseServiceRequest', () => {
  it('reads header and body', () => {
    const sequenced = buildServiceRequest({
      template: read,
      firstInSequence: false,
      precedingServiceRequestId: '90-B3-D5-1F-30-01-00-00:00-DB-12-34-56-78-90-A0:1001',
    });
    expect(parseServiceRequest(sequenced)).toEqual({
      schemaVersion: '5.4',
      requestId: parseRequestId('90-B3-D5-1F-30-01-00-00:00-DB-12-34-56-78-90-A0:1002'),
      firstInSequence: false,
      precedingServiceRequestId: parseRequestId('90-B3-D5-1F-30-01-00-00:00-DB-12-34-56-78-90-A0:1001'),
      commandVariant: 1,
      serviceReference: '4.8',
      serviceReferenceVariant: '4.8.1',
      bodyElement: 'ReadActiveImportProfileData',
      body: {
        ExecutionDateTime: '2026-02-01T00:00:00.00Z',
        ReadLogPeriod: { StartDateTime: '2026-01-01T00:00:00.00Z', EndDateTime: '2026-01-02T00:00:00.00Z' },
      },
      executionDateTime: '2026-02-01T00:00:00.00Z',
      signed: false,
    });
  });

  it('reads a Signed Pre-Command that keeps the Request ID of its request', () => {
    const signed = parseServiceRequest(buildSignedPreCommand(requestText(4, '7.1', '<sr:EnableSupply/>'), '3wkB'));
    expect(signed).toMatchObject({ commandVariant: 5, bodyElement: 'SignedPreCommand', signedPreCommand: '3wkB' });
    expect(signed.requestId.originatorCounter).toBe('1002');
  });

  it('names what is missing and where', () => {
    expect(() => parseServiceRequest('<Request/>')).toThrow('The root is Request in no namespace; expected Request in');
    expect(() => parseServiceRequest(read.replace(/<sr:Header>.*<\/sr:Header>/, '\n <sr:Header/>'))).toThrow(
      'Line 2, column 2: Header lacks RequestID.',
    );
    expect(() => parseServiceRequest(read.replace(':1002', ':01'))).toThrow(
      /^Line 1, column \d+: The counter of RequestID/,
    );
  });
});

describe('parseServiceResponse', () => {
  const requestId = parseRequestId('90-B3-D5-1F-30-01-00-00:00-DB-12-34-56-78-90-A0:7');
  const responseId = responseIdFor(requestId);
  const head = { responseDateTime: '2026-01-01T00:00:00.000Z', schemaVersion: '5.4' };
  const service = { serviceReference: '4.8', serviceReferenceVariant: '4.8.1' };

  it('tells acknowledgement, synchronous error and late error apart', () => {
    const body = { kind: 'serviceReference', ...service } as const;
    const kindOf = (responseCode: string, late: boolean): string =>
      parseServiceResponse(
        buildServiceResponse({ ...head, requestId, ...(late && { responseId }), responseCode, body }),
      ).kind;
    expect([kindOf('I99', false), kindOf('E2', false), kindOf('E20', true)]).toEqual([
      'acknowledgement',
      'syncError',
      'serviceResponse',
    ]);
  });

  it('takes I99 without data for the answer to a Non-Device request', () => {
    const body = { kind: 'serviceReference', serviceReference: '5.3', serviceReferenceVariant: '5.3' } as const;
    expect(parseServiceResponse(buildServiceResponse({ ...head, requestId, responseCode: 'I99', body })).kind).toBe(
      'nonDevice',
    );
  });

  it('reads a DSP-scheduled result', () => {
    const body = { kind: 'dspScheduled', ...service, payload: '3w==', dspScheduleId: '42' } as const;
    expect(parseServiceResponse(buildServiceResponse({ ...head, responseId, responseCode: 'I0', body }))).toEqual({
      ...head,
      ...service,
      responseId,
      responseCode: 'I0',
      kind: 'dspScheduled',
      gbcsPayload: '3w==',
      dspScheduleId: '42',
      body: {
        ResponseMessage: {
          ServiceReference: '4.8',
          ServiceReferenceVariant: '4.8.1',
          DSPScheduledMessage: { GBCSPayload: '3w==', DSPScheduleID: '42' },
        },
      },
      signed: false,
    });
  });

  it.skipIf(absent !== '')(`reads the real responses${absent}`, () => {
    const response = parseServiceResponse(readFileSync(new URL('readfw-response.xml', vectors)));
    expect(response).toMatchObject({
      kind: 'serviceResponse',
      responseCode: 'I0',
      serviceReferenceVariant: '11.2',
      signed: true,
    });
    expect(response.gbcsPayload?.startsWith('3QAAAAAAAFUR')).toBe(true);
    const error = parseServiceResponse(readFileSync(new URL('acknowledgement-error.xml', vectors)));
    expect(error).toMatchObject({
      kind: 'syncError',
      responseCode: 'E65',
      serviceReferenceVariant: '11.2',
      signed: false,
    });
  });
});
