import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import differencesFile from '../../fixtures/gbcs/templateDifferences.json' with { type: 'json' };
import { listTemplates } from '../dccMaterial/templates.ts';
import { parseServiceRequest } from '../duis/parse.ts';
import { fromHex } from '../gbcs/bytes.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import { gbcsKeysFromJson } from '../gbcs/keys.ts';
import { certificatesIn } from './certificates.ts';
import type { DeviceLogBackup, DeviceType, TransformContext } from './context.ts';
import { correlate } from './correlate.ts';
import {
  compareTemplate,
  type ReferenceMessage,
  type TemplateDifference,
  type TemplateStatus,
} from './templateTable.ts';
import { transformServiceRequest } from './transformServiceRequest.ts';

const differences: readonly TemplateDifference[] = differencesFile.differences;

const folder = new URL('../../../shared/vectors/', import.meta.url);
const isPresent = existsSync(new URL('rtds-gbcs.jsonl', folder));
const reason = isPresent ? '' : ' (skipped: the folder ../shared/vectors is absent)';

/** The Devices of the Reference Test Data Set, by the last octet of their EUI-64. */
const deviceTypes: Readonly<Record<string, DeviceType>> = {
  A0: 'ESME',
  A1: 'GSME',
  A2: 'CHF',
  A3: 'GPF',
  A4: 'PPMID',
  A5: 'HCALCS',
  A6: 'SAPC',
  93: 'ESME',
  94: 'GSME',
  98: 'PPMID',
  '9A': 'HCALCS',
  '9C': 'GPF',
};

function octetsOf(hex: string): Uint8Array {
  const bytes = fromHex(hex);
  if (bytes === undefined) throw new Error('not hexadecimal');
  return bytes;
}

const backups: Readonly<Record<string, DeviceLogBackup>> = {
  '00-DB-12-34-56-78-90-95': {
    extendedPanId: octetsOf('0000000000000140'),
    devices: [
      {
        deviceId: '00-DB-12-34-56-78-90-A0',
        deviceType: 'ESME',
        linkKeyHash: octetsOf('83FED3407A939723A5C639B26916D506'),
      },
      {
        deviceId: '00-DB-12-34-56-78-90-A1',
        deviceType: 'GSME',
        linkKeyHash: octetsOf('83FED3407A939723A5C639B26916D505'),
      },
    ],
  },
  '00-DB-12-34-56-78-90-B3': {
    devices: [
      { deviceId: '00-11-22-33-44-55-66-77', deviceType: 'PPMID' },
      { deviceId: '88-99-AA-BB-CC-DD-EE-FF', deviceType: 'CAD' },
    ],
  },
};

describe.skipIf(!isPresent)(`DCC's templates against the Reference Test Data Set${reason}`, () => {
  const lines = isPresent ? readFileSync(new URL('rtds-gbcs.jsonl', folder), 'utf8').trim().split('\n') : [];
  const vectors = new Map<string, ReferenceMessage>(
    lines.map((line) => {
      const { name, hex }: { name: string; hex: string } = JSON.parse(line);
      return [name, { name, bytes: octetsOf(hex) }];
    }),
  );
  const keys = gbcsKeysFromJson(isPresent ? JSON.parse(readFileSync(new URL('rtds-keys.json', folder), 'utf8')) : {});

  const contextFor = (template: string, partner: DecodedMessage | undefined): TransformContext => {
    const nextCounter = () => BigInt(partner?.originatorCounter ?? 1300);
    const isTwinElement = template.includes('TWIN');
    const isPolyphase = /^ECS(23b|26k|29b|29d|29f)_/.test(template);
    return {
      device: (eui) => {
        const deviceType = deviceTypes[eui.slice(-2)];
        return deviceType === undefined ? undefined : { deviceType, isTwinElement, isPolyphase };
      },
      isUserKnown: () => partner?.supplementaryRemotePartyId === undefined,
      accessControlBroker: { id: '90-B3-D5-1F-30-00-00-02', nextCounter },
      transitionalChangeOfSupplier: { id: '90-B3-D5-1F-30-00-00-04', nextCounter },
      currentTime: '2015-01-01T00:00:00Z',
      keys,
      keyAgreementCertificate: () =>
        certificatesIn(partner?.fields ?? [], (path) => path.endsWith('Other Device Key Agreement Certificate'))[0],
      customerIdentificationNumber: () => '1234',
      deviceLogBackup: (eui) => backups[eui],
      useCase: template.split('_')[0] ?? '',
    };
  };

  const inputs = (isPresent ? listTemplates() : []).map(({ name, xml }) => {
    const template = name.replace(/_REQUEST_DUIS$/, '');
    const partner = vectors.get(`${template}_PRECOMMAND`) ?? vectors.get(`${template}_COMMAND`);
    const difference = differences.find((row) => row.template === template);
    return { template, request: parseServiceRequest(xml), partner, difference };
  });
  const rows = inputs.map((input) => compareTemplate(input, contextFor, keys));
  const withStatus = (status: TemplateStatus) => rows.filter((row) => row.status === status);

  it('turns every template into the message of its name, octet for octet', () => {
    const table = Object.fromEntries(
      (['equal', 'equal save for listed fields', 'no partner', 'different', 'not done'] as const).map((status) => [
        status,
        withStatus(status).length,
      ]),
    );
    console.table(table);
    expect([...withStatus('different'), ...withStatus('not done')]).toEqual([]);
    expect(table).toEqual({
      equal: 153,
      'equal save for listed fields': 91,
      'no partner': 53,
      different: 0,
      'not done': 0,
    });
  });

  it('builds a command for every template whose service reaches a Device', () => {
    const unbuilt = withStatus('no partner').filter(({ note }) => note !== 'built');
    expect(unbuilt.map(({ template }) => template.split('_')[0])).toEqual(
      ['11.1', '11.4', '12.1', '12.2', '5.2', '5.3', '8.13', '8.14.1', '8.14.2', '8.14.3', '8.14.4'].concat([
        '8.2',
        '8.3',
        '8.4',
        '8.6',
        'ECS21a',
      ]),
    );
  });

  it('agrees with every message that does what its template asks', () => {
    const disagreeing = inputs.flatMap(({ template, request, partner }) => {
      const row = rows.find((one) => one.template === template);
      const isExact =
        row !== undefined && !row.fields.some(({ field }) => /Certificate|Date|Time|Value|ID$/.test(field));
      if (partner === undefined || !isExact) return [];
      const context = { ...contextFor(template, decodeMessage(partner.bytes).message as DecodedMessage), useCase: '' };
      const { agrees, differences } = correlate(request, partner.bytes, context);
      return agrees ? [] : [{ template, differences }];
    });
    expect(disagreeing).toEqual([]);
  });

  it('agrees with every Pre-Command that does what its template asks, with nothing else known', () => {
    const preCommands = inputs.filter(({ partner, difference }) => {
      return partner?.name.endsWith('_PRECOMMAND') === true && difference === undefined;
    });
    const disagreeing = preCommands.flatMap(({ template, request, partner }) => {
      const { agrees, differences } = correlate(request, partner?.bytes ?? new Uint8Array());
      return agrees ? [] : [{ template, differences }];
    });
    expect(disagreeing).toEqual([]);
    expect(preCommands.length).toBeGreaterThan(70);
  });

  it('keeps where each octet of a command comes from', () => {
    const input = inputs.find(({ template }) => template === 'ECS28a_6.4.1_IMMEDIATE_SUCCESS');
    if (input === undefined) throw new Error('no such template');
    const result = transformServiceRequest(input.request, contextFor(input.template, undefined));
    expect(result.ok && result.sources.map(({ path }) => path)).toEqual([
      'LoadLimitSupplyState',
      'LoadLimitPowerThreshold',
      'LoadLimitPeriod',
      'LoadLimitRestorationPeriod',
      ...Array.from({ length: 4 }, () => 'ExecutionDateTime'),
    ]);
  });
});
