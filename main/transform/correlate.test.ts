import { describe, expect, it } from 'vitest';
import { listTemplates } from '../dccMaterial/templates.ts';
import type { JsonTree } from '../duis/jsonTree.ts';
import { parseServiceRequest, type ServiceRequest } from '../duis/parse.ts';
import type { DeviceType, TransformContext } from './context.ts';
import { correlate } from './correlate.ts';
import { transformServiceRequest } from './transformServiceRequest.ts';

const deviceTypes: Readonly<Record<string, DeviceType>> = {
  A1: 'GSME',
  A2: 'CHF',
  A3: 'GPF',
  A4: 'PPMID',
  A5: 'HCALCS',
};
const nextCounter = () => 1300n;

const context: TransformContext = {
  device: (eui) => ({ deviceType: deviceTypes[eui.slice(-2)] ?? 'ESME' }),
  isUserKnown: () => true,
  accessControlBroker: { id: '90-B3-D5-1F-30-00-00-02', nextCounter },
  transitionalChangeOfSupplier: { id: '90-B3-D5-1F-30-00-00-04', nextCounter },
  currentTime: '2015-01-01T00:00:00Z',
  customerIdentificationNumber: () => '1234',
  keyAgreementCertificate: () => Uint8Array.of(0x30, 0),
  deviceLogBackup: () => ({ extendedPanId: new Uint8Array(8), devices: [] }),
};

type Path = readonly (string | number)[];

/** Every text in a body, by its path. */
function leavesOf(tree: JsonTree | JsonTree[], path: Path = []): readonly { path: Path; text: string }[] {
  if (typeof tree === 'string') return [{ path, text: tree }];
  return Object.entries(tree).flatMap(([name, value]) =>
    leavesOf(value, [...path, Array.isArray(tree) ? Number(name) : name]),
  );
}

function withText(tree: JsonTree | JsonTree[] | undefined, path: Path, text: string): JsonTree | JsonTree[] {
  const [name, ...rest] = path;
  if (name === undefined || tree === undefined || typeof tree === 'string') return text;
  if (Array.isArray(tree)) return tree.map((item, at) => (at === name ? onlyTree(withText(item, rest, text)) : item));
  return { ...tree, [name]: withText(tree[name], rest, text) };
}

function onlyTree(tree: JsonTree | JsonTree[]): JsonTree {
  return Array.isArray(tree) ? '' : tree;
}

function withBodyText(request: ServiceRequest, path: Path, text: string): ServiceRequest {
  const changed = { ...request, body: onlyTree(withText(request.body, path, text)) };
  return path[0] === 'ExecutionDateTime' ? { ...changed, executionDateTime: text } : changed;
}

const opposites: Readonly<Record<string, string>> = {
  true: 'false',
  false: 'true',
  Enable: 'Disable',
  Disable: 'Enable',
  Unchanged: 'Locked',
  Locked: 'Unchanged',
  START: 'STOP',
  STOP: 'START',
  HOURLY: 'DAILY',
  DAILY: 'HOURLY',
  GBP: 'ECB',
  ECB: 'GBP',
  Event: 'Security',
};

/** Another text that may stand in the same place; undefined where none is known. */
function otherThan(text: string): string | undefined {
  const opposite = opposites[text];
  if (opposite !== undefined) return opposite;
  if (/^\d{4,5}-\d\d-\d\d/.test(text)) return text.replace(/-\d\d-/, (month) => (month === '-01-' ? '-02-' : '-01-'));
  if (/^\d\d:\d\d:\d\d/.test(text)) return text.replace(/^\d\d/, (hour) => (hour === '00' ? '01' : '00'));
  if (/^-?\d{1,9}$/.test(text)) return text === '1' ? '2' : String(Number(text) - 1);
  if (/^\d+$/.test(text)) return text.replace(/\d$/, (digit) => (digit === '1' ? '2' : '1'));
  if (/^\d+\.\d+$/.test(text)) return String(Number(text) + 1);
  if (/^[0-9A-F]{2}(-[0-9A-F]{2}){7}$/.test(text)) return text.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
  return undefined;
}

// What a request says that its command does not carry, and why.
const notCarried: Readonly<Record<string, string>> = {
  'CCS01 AddDeviceToCHFWhitelist.ImportMPxN': 'for the DCC’s inventory',
  'CCS01 AddDeviceToCHFWhitelist.SecondaryImportMPAN': 'for the DCC’s inventory',
  'CCS03 OldCHFID': 'names the log that the DCC restores from',
  'GCS59 OldGPFID': 'names the log that the DCC restores from',
  'CS02bACBByACB ExecutionDateTime': 'held by the DCC until then',
  'ECS17b ExecutionDateTime': 'held by the DCC until then',
  'CS02bSupplierByTransCoS ImportMPxN': 'checked by the DCC',
  'ECS03 Prepayment.SuspendDebtEmergency': 'not known what it changes',
  'GCS01a PriceElements.GasPriceElements.BlockTariff.NumberOfThresholds': 'the thresholds themselves are counted',
  'GCS01a GasTariffElements.ThresholdMatrix.BlockThreshold.@index': 'a time-of-use tariff has no thresholds',
  'GCS01a GasTariffElements.ThresholdMatrix.BlockThreshold.#text': 'a time-of-use tariff has no thresholds',
  'GCS18 ReadLogPeriod.StartDateTime': 'the network data log is read whole',
  'GCS18 ReadLogPeriod.EndDateTime': 'the network data log is read whole',
  'GCS15e ReadLogPeriod.EndDateTime': 'a time later than can be named is the latest that can',
};

const requests = listTemplates().map(({ name, xml }) => ({
  useCase: name.split('_')[0] ?? '',
  request: parseServiceRequest(xml),
}));

describe('correlating a command with its Service Request', () => {
  it('finds no difference in what the request becomes', () => {
    const disagreeing = requests.filter(({ request }) => {
      const transformed = transformServiceRequest(request, context);
      return transformed.ok && !correlate(request, transformed.signed, context).agrees;
    });
    expect(disagreeing.map(({ useCase }) => useCase)).toEqual([]);
  });

  it('finds every value of a request that the command does not have', () => {
    const unseen = new Set<string>();
    let changes = 0;
    for (const { useCase, request } of requests) {
      const transformed = transformServiceRequest(request, context);
      if (!transformed.ok) continue;
      for (const { path, text } of leavesOf(request.body)) {
        const other = otherThan(text);
        if (other === undefined) continue;
        changes += 1;
        const changed = withBodyText(request, path, other);
        if (correlate(changed, transformed.signed, context).agrees) {
          unseen.add(`${useCase} ${path.filter((name) => typeof name === 'string').join('.')}`);
        }
      }
    }
    expect([...unseen].sort()).toEqual(Object.keys(notCarried).sort());
    expect(changes).toBeGreaterThan(2500);
  });

  it('names the field and the place in the request', () => {
    const found = requests.find(({ useCase }) => useCase === 'ECS28a');
    if (found === undefined) throw new Error('no such template');
    const transformed = transformServiceRequest(found.request, context);
    if (!transformed.ok) throw new Error(transformed.message);
    const changed = withBodyText(found.request, ['LoadLimitPeriod'], '301');
    expect(correlate(changed, transformed.signed, context).differences).toEqual([
      {
        path: 'Payload.Access Request.Data[2].Value Passive',
        expected: '301',
        actual: '300',
        requestPath: 'LoadLimitPeriod',
      },
    ]);
  });

  it('lets a gas command be built at another time', () => {
    const found = requests.find(({ useCase }) => useCase === 'GCS32');
    if (found === undefined) throw new Error('no such template');
    const transformed = transformServiceRequest(found.request, { ...context, currentTime: '2026-05-01T12:00:00Z' });
    expect(transformed.ok && correlate(found.request, transformed.signed, context).agrees).toBe(true);
  });

  it('tells a message of another service by its message code', () => {
    const [wanted, other] = ['ECS42', 'ECS43'].map((name) => requests.find(({ useCase }) => useCase === name)?.request);
    if (wanted === undefined || other === undefined) throw new Error('no such template');
    const transformed = transformServiceRequest(other, context);
    if (!transformed.ok) throw new Error(transformed.message);
    expect(correlate(wanted, transformed.signed).differences[0]).toEqual({
      path: 'Grouping Header.Other Information.Message Code',
      expected: 'ECS42 Remotely Close the Load Switch on the ESME',
      actual: 'ECS43 Remotely Open the Load Switch on the ESME',
      requestPath: 'ServiceReferenceVariant',
    });
  });

  it('says where a message cannot be read', () => {
    const found = requests.find(({ useCase }) => useCase === 'ECS28a');
    if (found === undefined) throw new Error('no such template');
    expect(correlate(found.request, Uint8Array.of(0xdf, 9, 1), context).agrees).toBe(false);
  });
});

describe('a Service Request that says something unusable', () => {
  it('becomes a failure that names the place, never an exception', () => {
    const bad = ['x', '99999999999999999999', '275760-09-13T00:00:00Z'];
    let failures = 0;
    for (const { request } of requests) {
      for (const { path } of leavesOf(request.body)) {
        for (const text of bad) {
          const result = transformServiceRequest(withBodyText(request, path, text), context);
          if (!result.ok && result.code === 'invalid-value') failures += 1;
        }
      }
    }
    expect(failures).toBeGreaterThan(4000);
  });

  it('names the missing value', () => {
    const found = requests.find(({ useCase }) => useCase === 'ECS38');
    if (found === undefined) throw new Error('no such template');
    expect(transformServiceRequest({ ...found.request, body: {} }, context)).toEqual({
      ok: false,
      code: 'missing-value',
      message: 'The request lacks RandomisedOffsetLimit.',
      path: 'RandomisedOffsetLimit',
    });
  });

  it('tells a service of the DCC from one it does not know', () => {
    const found = requests.find(({ useCase }) => useCase === '8.2');
    if (found === undefined) throw new Error('no such template');
    const unknown = { ...found.request, serviceReferenceVariant: '99.9' };
    expect([found.request, unknown].map((request) => transformServiceRequest(request, context))).toMatchObject([
      { ok: false, code: 'not-a-device-service' },
      { ok: false, code: 'unknown-service' },
    ]);
  });
});
