import { describe, expect, it } from 'vitest';
import {
  acceptedCommandVariants,
  defaultCommandVariant,
  describeDccAlert,
  describeResponseCode,
  eligibleFor,
  findServiceReferenceVariant,
  mergeCatalogue,
  serviceReferenceVariants,
} from './catalogue.ts';
import { dccAlertCodeList, responseCodeList } from './codes.ts';

const provenance = /^(official XSD|DCC published code|third party|our reading|recollection)/;

describe('catalogue', () => {
  it('holds 129 Service Reference Variants, each once', () => {
    expect(serviceReferenceVariants.length).toBe(129);
    expect(new Set(serviceReferenceVariants.map((row) => row.serviceReferenceVariant)).size).toBe(129);
  });

  it('gives an MDR its eleven services and none that it may not send', () => {
    const services = eligibleFor('MDR').map((row) => row.serviceReferenceVariant);
    expect(services).toEqual(['4.1.1', '4.2', '4.6.1', '4.6.2', '4.8.1', '4.8.3', '4.17', '5.1', '5.2', '5.3', '8.2']);
  });

  it('limits 4.1.1 for an MDR to SMETS1 Devices', () => {
    const mdr = findServiceReferenceVariant('4.1.1')?.eligibleRoles.find((eligible) => eligible.role === 'MDR');
    expect(mdr?.deviceGenerations).toEqual(['SMETS1']);
  });

  it('keeps the exceptions of the XSD for 8.1.1 and 8.5', () => {
    expect(findServiceReferenceVariant('8.1.1')?.commandVariants).toEqual([4, 5]);
    expect(findServiceReferenceVariant('8.5')?.commandVariants).toEqual([1]);
  });

  it('accepts both readings where the XSD comment and the templates of DCC disagree', () => {
    const row = findServiceReferenceVariant('7.12');
    expect(row && acceptedCommandVariants(row)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(row && defaultCommandVariant(row)).toBe(4);
  });

  it('sends a Non-Device request with Command Variant 8', () => {
    const row = findServiceReferenceVariant('8.2');
    expect(row && defaultCommandVariant(row)).toBe(8);
  });

  it('merges a file of the User over it and marks what is theirs', () => {
    const own = [{ serviceReferenceVariant: '9.1', critical: true }];
    const merged = mergeCatalogue(serviceReferenceVariants, own).find((row) => row.serviceReferenceVariant === '9.1');
    expect([merged?.critical, merged?.name]).toEqual([true, 'Request Customer Identification Number']);
    expect(merged?.provenance).toMatch(/^own entry: critical; otherwise official XSD/);
    const strange = [{ serviceReferenceVariant: '99' }];
    expect(() => mergeCatalogue(serviceReferenceVariants, strange)).toThrow(
      'names 99, which is no Service Reference Variant',
    );
    expect(() => mergeCatalogue(serviceReferenceVariants, [{ name: 1 }])).toThrow('The catalogue file does not fit');
  });

  it('states where every fact comes from', () => {
    for (const row of serviceReferenceVariants) {
      expect(row.provenance).toMatch(provenance);
      for (const eligible of row.eligibleRoles) expect(eligible.provenance).toMatch(provenance);
    }
    for (const code of responseCodeList) expect(describeResponseCode(code).provenance).toMatch(provenance);
    for (const code of dccAlertCodeList) expect(describeDccAlert(code).provenance).toMatch(provenance);
  });
});

describe('codes', () => {
  it('describes all 194 Response Codes and 66 DCC Alert codes', () => {
    expect(responseCodeList.length).toBe(194);
    expect(dccAlertCodeList.length).toBe(66);
    for (const code of responseCodeList) expect(describeResponseCode(code).meaning).not.toBe('');
  });

  it('names the service of a long code', () => {
    expect(describeResponseCode('E050101').meaning).toBe(
      'Specific to Service Reference 5.1 (Create Schedule), check 1.',
    );
    expect(describeResponseCode('W050201').severity).toBe('warning');
  });

  it('takes AD1 for a power outage', () => {
    expect(describeDccAlert('AD1').bodyElement).toBe('PowerOutageEvent');
  });

  it('describes a code outside the XSD as unknown', () => {
    expect(describeResponseCode('E9').family).toBe('unknown');
    expect(describeDccAlert('N32').provenance).toBe('our reading: absent from the official XSD');
  });
});
