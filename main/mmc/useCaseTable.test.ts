import { beforeAll, describe, expect, it } from 'vitest';
import { bundledSchemaVersion, readBundledSchemaFiles } from '../dccMaterial/schemas.ts';
import { bodyBuilders } from './bodies/registry.ts';
import { compileMmcModel, type MmcModel } from './mmcModel.ts';
import { findMmcUseCase, listMmcUseCases, responseElement, whyNotCovered } from './useCaseTable.ts';

describe('the table of MMC use cases', () => {
  let model: MmcModel;

  beforeAll(async () => {
    model = compileMmcModel(await readBundledSchemaFiles(), bundledSchemaVersion);
  });

  it('names services that the MMC has an element for', () => {
    const services = listMmcUseCases().flatMap((row) => row.serviceReferenceVariants);
    expect(services.filter((service) => !model.responses.has(responseElement(service) ?? ''))).toEqual([]);
  });

  it('names bodies that can be made', () => {
    expect(listMmcUseCases().filter(({ body }) => bodyBuilders[body] === undefined)).toEqual([]);
  });

  it('has each message code once', () => {
    const codes = listMmcUseCases().map(({ messageCode }) => messageCode);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('leaves no service of the MMC without a use case but those it says', () => {
    const named = new Set(
      listMmcUseCases().flatMap((row) => row.serviceReferenceVariants.map((service) => responseElement(service))),
    );
    expect([...model.responses.keys()].filter((element) => !named.has(element))).toEqual([
      'IssueSecurityCredentialsRsp',
      'ReadAuxiliaryControllerConfigurationDataRsp',
      'ReadAuxiliaryControllerOperationalDataRsp',
    ]);
  });

  it('says why a use case is not covered', () => {
    expect([findMmcUseCase('011A'), whyNotCovered('011A'), whyNotCovered('FFFF')]).toEqual([
      undefined,
      'The MMC XSD (5.1 and 5.4) has no element for 6.14.3.',
      'The message code FFFF is not in the table of MMC use cases.',
    ]);
  });
});
