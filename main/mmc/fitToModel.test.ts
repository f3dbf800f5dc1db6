import { beforeAll, describe, expect, it } from 'vitest';
import { bundledSchemaVersion, readBundledSchemaFiles } from '../dccMaterial/schemas.ts';
import type { ElementModel } from '../duis/model.ts';
import { fitToModel } from './fitToModel.ts';
import { compileMmcModel } from './mmcModel.ts';

describe('what the MMC schema cannot hold', () => {
  let responses: ReadonlyMap<string, ElementModel>;

  beforeAll(async () => {
    responses = compileMmcModel(await readBundledSchemaFiles(), bundledSchemaVersion).responses;
  });

  const fitted = (name: string, tree: Parameters<typeof fitToModel>[1]) => {
    const element = responses.get(name);
    if (element === undefined) throw new Error(`no element ${name}`);
    const left: string[] = [];
    return { tree: fitToModel(element, tree, '', left), left };
  };

  it('leaves out a price beyond xs:short, and says so', () => {
    expect(
      fitted('ReadTariffPrimaryElementRsp', { Electricity: { StandingCharge: '50000', PriceScale: '-5' } }),
    ).toEqual({
      tree: { Electricity: [{ PriceScale: ['-5'] }] },
      left: ['Electricity/StandingCharge: 50000 is outside what the XSD allows'],
    });
  });

  it('leaves out entries beyond the greatest number', () => {
    const { tree, left } = fitted('RetrieveExportDailyReadLogRsp', {
      LogEntry: Array.from({ length: 33 }, () => ({ ActiveExportRegisterValue: '1' })),
    });
    expect(left).toEqual(['LogEntry: 2 more than the 31 that the XSD allows']);
    expect(typeof tree === 'object' && tree.LogEntry?.length).toBe(31);
  });

  it('leaves out an element whose mandatory part does not fit', () => {
    expect(
      fitted('ReadBoostButtonDetailsRsp', {
        EventLogEntry: [{ BoostEnd: '2014-09-31T00:00:00Z', BoostStart: '2014-09-30T00:00:00Z' }],
        BoostFunctionAvailability: 'true',
      }),
    ).toEqual({
      tree: { BoostFunctionAvailability: ['true'] },
      left: ['EventLogEntry/BoostEnd: 2014-09-31T00:00:00Z is outside what the XSD allows'],
    });
  });

  it('leaves out text that XML cannot hold', () => {
    expect(fitted('ReadFirmwareVersionRsp', { FirmwareVersion: 'a\u0000b' }).tree).toEqual({});
  });
});
