import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundledSchemaVersion, readBundledSchemaFiles } from '../dccMaterial/schemas.ts';
import { type DuisSchema, validateAgainstSchema } from '../duis/schema.ts';
import { fromHex } from '../gbcs/bytes.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import { gbcsKeysFromJson } from '../gbcs/keys.ts';
import { compileMmcModel, type MmcModel } from './mmcModel.ts';
import { compileMmcSchema } from './mmcSchema.ts';
import { mmcView } from './mmcView.ts';
import { findMmcUseCase } from './useCaseTable.ts';

const vectors = new URL('../../../shared/vectors/', import.meta.url);
const published = new URL('../../../shared/schemas/5.4/MMC%20Schema%20V5.4.xsd', import.meta.url);
const isPresent = existsSync(new URL('rtds-gbcs.jsonl', vectors));
const reason = isPresent ? '' : ' (skipped: the folder ../shared/vectors is absent)';
const isPublished = existsSync(published);

interface Vector {
  readonly name: string;
  readonly serviceReferenceVariant: string | undefined;
  readonly message: DecodedMessage;
}

function readVectors(): Vector[] {
  const keys = gbcsKeysFromJson(JSON.parse(readFileSync(new URL('rtds-keys.json', vectors), 'utf8')));
  const lines = readFileSync(new URL('rtds-gbcs.jsonl', vectors), 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const { name, hex }: { name: string; hex: string } = JSON.parse(line);
    const result = decodeMessage(fromHex(hex) ?? new Uint8Array(), keys);
    if (!result.ok || result.message.cra === 'command') return [];
    return [{ name, serviceReferenceVariant: /_(\d+\.\d+(?:\.\d+)?)_/.exec(name)?.[1], message: result.message }];
  });
}

interface Version {
  readonly model: MmcModel;
  readonly schema: DuisSchema;
}

describe.skipIf(!isPresent)(`the Message Mapping Catalogue's view of the Reference Test Data Set${reason}`, () => {
  const messages = isPresent ? readVectors() : [];
  let bundled: Version;
  let latest: Version | undefined;

  beforeAll(async () => {
    const files = await readBundledSchemaFiles();
    bundled = {
      model: compileMmcModel(files, bundledSchemaVersion),
      schema: compileMmcSchema(files, bundledSchemaVersion),
    };
    if (isPublished) {
      const own = new Map([['MMC Schema V5.4.xsd', new Uint8Array(readFileSync(published))]]);
      latest = { model: compileMmcModel(own, '5.4'), schema: compileMmcSchema(own, '5.4') };
    }
  });

  const viewOf = ({ message, serviceReferenceVariant }: Vector, { model }: Version) => {
    const services = findMmcUseCase(message.messageCode)?.serviceReferenceVariants ?? [];
    const asked = services.length > 1 ? serviceReferenceVariant : undefined;
    return mmcView(message, { model, ...(asked && { serviceReferenceVariant: asked }) });
  };

  const invalidBy = (version: Version): string[] =>
    messages.flatMap((vector) => {
      const view = viewOf(vector, version);
      if (!view.ok) return [];
      return validateAgainstSchema(version.schema, view.xml).map((finding) => `${vector.name}: ${finding.message}`);
    });

  const find = (name: string): Vector => {
    const found = messages.find((vector) => vector.name === name);
    if (found === undefined) throw new Error(`no vector ${name}`);
    return found;
  };

  const bodyOf = (name: string): string => {
    const view = viewOf(find(name), bundled);
    return view.ok ? view.xml.slice(view.xml.indexOf('<ra:Body>')) : view.reason;
  };

  it('is valid against the XSD 5.1', () => {
    expect(invalidBy(bundled)).toEqual([]);
  });

  it.skipIf(!isPublished)(
    `is valid against the XSD 5.4${isPublished ? '' : ' (skipped: ../shared/schemas/5.4 is absent)'}`,
    () => {
      expect(latest === undefined ? ['no XSD'] : invalidBy(latest)).toEqual([]);
    },
  );

  it('covers every response and alert but those that the table names', () => {
    const rows = messages.map((vector) => {
      const view = viewOf(vector, bundled);
      const { messageCode, useCase } = vector.message;
      return { ...vector, messageCode, useCase, view };
    });
    const groups = Map.groupBy(rows, ({ messageCode, useCase }) => `${messageCode} ${useCase}`);
    const lines = [...groups].map(([key, all]) => {
      const refused = all.find(({ view }) => !view.ok)?.view;
      const left = all.flatMap(({ view }) => (view.ok ? view.uncovered : []));
      const verdict =
        refused !== undefined && !refused.ok
          ? `no: ${refused.reason}`
          : left.length === 0
            ? 'yes'
            : `yes, ${left.length} values without a place`;
      return `${key.padEnd(18)} ${String(all.length).padStart(2)}  ${verdict}`;
    });
    const covered = [...groups.values()].filter((all) => all.every(({ view }) => view.ok)).length;
    console.log(
      `MMC view: ${covered} of ${groups.size} message codes, ${rows.filter(({ view }) => view.ok).length} of ${rows.length} messages\n${lines.sort().join('\n')}`,
    );
    const notCovered = [...groups].filter(([, all]) => all.some(({ view }) => !view.ok)).map(([key]) => key);
    expect(notCovered.sort()).toEqual([
      '0090 PCS02',
      '009B PCS01',
      '00EE ECS25r1',
      '00EF ECS25r2',
      '0105 CS02b',
      '0108 CS02b',
      '0109 CS02b',
      '011A ECS46d',
      '0125 CS02g',
    ]);
  });

  it('says with MessageSuccess what the name of the message says', () => {
    const wrong = messages.filter((vector) => {
      const view = viewOf(vector, bundled);
      if (!view.ok || vector.message.cra === 'alert') return false;
      const said = /MessageSuccess="(\w+)"/.exec(view.xml)?.[1];
      // A future-dated error comes later, in an alert: the response itself tells of no failure.
      const isFailure = /_(ERROR|NOT_FOUND)_/.test(vector.name) && !/^(CS06|CS02).*FUTURE_DATED/.test(vector.name);
      return said !== String(!isFailure);
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('writes the header, and the half hours of 4.8.1', () => {
    const view = viewOf(find('ECS22b_4.8.1_SINGLE_SUCCESS_RESPONSE'), bundled);
    expect(view.ok && view.xml.slice(0, view.xml.indexOf('</ra:LogEntry>'))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><ra:GBCSResponse schemaVersion="5.1" xmlns:ra="http://www.dccinterface.co.uk/ResponseAndAlert">' +
        '<ra:Header><ra:BusinessOriginatorID>00-DB-12-34-56-78-90-A0</ra:BusinessOriginatorID><ra:BusinessTargetID>90-B3-D5-1F-30-01-00-00</ra:BusinessTargetID>' +
        '<ra:OriginatorCounter>1002</ra:OriginatorCounter><ra:GBCSHexadecimalMessageCode>0037</ra:GBCSHexadecimalMessageCode>' +
        '<ra:ServiceReference>4.8</ra:ServiceReference><ra:ServiceReferenceVariant>4.8.1</ra:ServiceReferenceVariant></ra:Header>' +
        '<ra:Body><ra:ResponseMessage><ra:SMETSData><ra:ReadActiveImportProfileDataRsp MessageSuccess="true">' +
        '<ra:LogEntry><ra:Timestamp>2014-12-31T00:00:00Z</ra:Timestamp><ra:Electricity><ra:PrimaryValue>95</ra:PrimaryValue></ra:Electricity>',
    );
  });

  it('scales gas by the divisor of the message', () => {
    expect(bodyOf('GCS13a_4.1.1_SUCCESS_RELIABLE_GSME_RESPONSE')).toContain(
      '<ra:Gas><ra:ConsumptionRegister><ra:Value>12.345</ra:Value><ra:Unit>m3</ra:Unit></ra:ConsumptionRegister></ra:Gas>',
    );
  });

  it('tells whose clock gave the time', () => {
    const view = viewOf(find('GCS13c_4.1.2_SUCCESS_UNRELIABLE_RESPONSE'), bundled);
    expect(view.ok && /<ra:Timestamp.*?>/.exec(view.xml)?.[0]).toBe(
      '<ra:Timestamp isFromGSME="false" ClockStatus="unreliable">',
    );
  });

  it('splits the MPANs of a twin-element meter', () => {
    expect(bodyOf('ECS40_6.2.7_TWIN_SUCCESS_RESPONSE')).toContain(
      '<ra:ImportMPAN>1312345678111</ra:ImportMPAN><ra:SecondaryImportMPAN>1312345678222</ra:SecondaryImportMPAN><ra:ExportMPAN>1312345678333</ra:ExportMPAN>',
    );
  });

  it('lists every result where one has failed', () => {
    expect(bodyOf('GCS23_6.6_ERROR_RESPONSE')).toBe(
      '<ra:Body><ra:ResponseMessage><ra:SMETSData><ra:UpdateDeviceConfigurationGasConversionRsp MessageSuccess="false"/></ra:SMETSData>' +
        '<ra:DebugInfo><ra:ZIGBEEDebug>' +
        '<ra:ZIGBEEClusterResponse><ra:ClusterName id="0700">Price</ra:ClusterName><ra:ZIGBEECommandResponse><ra:CommandID>02</ra:CommandID>' +
        '<ra:Status ResponseCode="00"><ra:ZCLStatus>SUCCESS</ra:ZCLStatus></ra:Status></ra:ZIGBEECommandResponse></ra:ZIGBEEClusterResponse>' +
        '<ra:ZIGBEEClusterResponse><ra:ClusterName id="0700">Price</ra:ClusterName><ra:ZIGBEECommandResponse><ra:CommandID>03</ra:CommandID>' +
        '<ra:Status ResponseCode="C0"><ra:ZCLStatus>HARDWARE_FAILURE</ra:ZCLStatus></ra:Status></ra:ZIGBEECommandResponse></ra:ZIGBEEClusterResponse>' +
        '</ra:ZIGBEEDebug></ra:DebugInfo></ra:ResponseMessage></ra:Body></ra:GBCSResponse>',
    );
  });

  it('writes what an alert tells of a future-dated instruction', () => {
    expect(bodyOf('ECS01a_1.1.1_8F66_FUTURE_DATED_TOU_BLOCK_SUCCESS_ALERT_CURRENCY_UNIT')).toContain(
      '<ra:FutureDatedCommandMessageCode>0019</ra:FutureDatedCommandMessageCode><ra:FutureDatedCommandOriginatorCounter>1008</ra:FutureDatedCommandOriginatorCounter>' +
        '<ra:DLMSCOSEMFDInstructionIdentification><ra:ClassId>2328</ra:ClassId><ra:InstanceId>00005E2C0200</ra:InstanceId><ra:AttributeId>06</ra:AttributeId></ra:DLMSCOSEMFDInstructionIdentification>',
    );
  });

  it('refuses data that it cannot decrypt', () => {
    const hex = find('ECS22b_4.8.1_SINGLE_SUCCESS_RESPONSE')
      .message.fields.map((field) => field.hex)
      .join('');
    const result = decodeMessage(fromHex(hex) ?? new Uint8Array());
    expect(result.ok && mmcView(result.message, { model: bundled.model })).toEqual({
      ok: false,
      reason: 'The data of ECS22b cannot be read: it is encrypted for keys that are not at hand, or has another form.',
    });
  });

  it('asks for the service where a use case answers several', () => {
    const { message } = find('ECS47Activate_7.5_SUCCESS_RESPONSE');
    expect(mmcView(message, { model: bundled.model })).toEqual({
      ok: false,
      reason: 'ECS47 answers several services: choose the Service Reference Variant (7.5, 7.6, 7.8).',
    });
  });

  it('refuses a service that the use case does not answer', () => {
    const { message } = find('ECS22b_4.8.1_SINGLE_SUCCESS_RESPONSE');
    expect(mmcView(message, { model: bundled.model, serviceReferenceVariant: '4.8.2' })).toEqual({
      ok: false,
      reason: 'ECS22b does not answer 4.8.2; it answers 4.8.1.',
    });
  });
});
