import { beforeAll, describe, expect, it } from 'vitest';
import { listTemplates, readTemplate } from '../../dccMaterial/templates.ts';
import { findZaz1Organisation } from '../../dccMaterial/zaz1.ts';
import { generateTestPki, type TestPki } from '../../smki/testPki.ts';
import { type BuildServiceRequest, buildServiceRequest, insertAfter } from '../build.ts';
import { writeDocument } from '../writeXml.ts';
import { descendantOf } from '../xmlPath.ts';
import { parseXmlTree } from '../xmlTree.ts';
import { businessRules, checkBusinessRules, type RuleContext } from './checkBusinessRules.ts';

const now = Date.parse('2026-06-15T12:00:00Z');
const profile = readTemplate('ECS22b_4.8.1_SINGLE_SUCCESS_REQUEST_DUIS').xml;
const schedule = readTemplate('ECS21a_5.1._DCC_SCHEDULED_REQUEST_DUIS').xml;
const mdr = '90-B3-D5-1F-30-01-00-09';

function rulesOf(
  template: string,
  change: Omit<BuildServiceRequest, 'template'> = {},
  context: RuleContext = {},
): string[] {
  const findings = checkBusinessRules(buildServiceRequest({ template, ...change }), context);
  return findings.map(({ severity, rule }) => `${severity} ${rule}`);
}

describe('checkBusinessRules', () => {
  it('finds no error in any of the 297 templates', () => {
    const errors = listTemplates().flatMap(({ name, xml }) =>
      checkBusinessRules(xml, { now })
        .filter(({ severity }) => severity === 'error')
        .map(({ message }) => `${name}: ${message}`),
    );
    expect(errors).toEqual([]);
  });

  it('names rule, clause and place', () => {
    const [finding] = checkBusinessRules(profile, { userRoles: ['ES'] });
    expect(finding).toEqual({
      rule: 'user-role',
      clause: 'SEC Appendix E, DUIS 3.1 Service Request Matrix; Response Code E2',
      severity: 'error',
      message: '4.8.1 (Read Active Import Profile Data) is for IS, GS, ED, GT, OU, MDR, not ES.',
      line: 7,
      column: 5,
      xpath: '/sr:Request/sr:Header/sr:ServiceReferenceVariant',
    });
  });

  it('gives each rule an id of its own and a clause', () => {
    expect(new Set(businessRules.map(({ id }) => id)).size).toBe(businessRules.length);
    expect(businessRules.every(({ clause }) => clause.length > 10)).toBe(true);
  });

  it.each<[string, Omit<BuildServiceRequest, 'template'>, RuleContext, string[]]>([
    [
      'a Command Variant of another kind',
      { commandVariant: 8 },
      {},
      ['warning business-target', 'error command-variant'],
    ],
    ['the internal Command Variant 9', { commandVariant: 9 }, {}, ['error command-variant']],
    [
      'a Signed Pre-Command variant without one',
      { commandVariant: 5 },
      {},
      ['error command-variant', 'error command-variant'],
    ],
    ['the wrong web service', {}, { webService: 'transform' }, ['error web-service']],
    ['a DUIS version the target does not take', {}, { schemaVersions: ['5.3'] }, ['error schema-version']],
    ['a counter that was overtaken', { counter: 7n }, { lastCounter: 7n }, ['error originator-counter']],
    ['a counter of 0', { counter: 0n }, {}, ['warning originator-counter']],
    [
      'a target that is the Access Control Broker',
      { target: '90-B3-D5-1F-30-00-00-02' },
      { accessControlBroker: '90-B3-D5-1F-30-00-00-02' },
      ['error business-target'],
    ],
    ['placeholders left in the Request ID', { target: '0000000000000000' }, {}, ['warning business-target']],
    [
      'a gas Device',
      {
        set: [
          { path: 'Header.ServiceReferenceVariant', value: '4.8.2' },
          { path: 'Header.CommandVariant', value: '1' },
        ],
      },
      { deviceType: 'GSME' },
      ['error service-references-agree', 'warning device-type'],
    ],
    [
      'a read that ends before it begins',
      { set: [{ path: 'ReadLogPeriod.EndDateTime', value: '2014-01-01T00:00:00Z' }] },
      {},
      ['error read-period'],
    ],
    [
      'a read of more than 13 months',
      { set: [{ path: 'ReadLogPeriod.EndDateTime', value: '2016-02-01T00:00:00Z' }] },
      {},
      ['warning read-period'],
    ],
    [
      'a first request that has a preceding one',
      { firstInSequence: true, precedingServiceRequestId: `${mdr}:00-DB-12-34-56-78-90-A0:1` },
      { wasSent: () => false },
      ['error sequenced-request', 'warning sequenced-request'],
    ],
    ['a later request without its preceding one', { firstInSequence: false }, {}, ['error sequenced-request']],
    [
      'an MDR that gives no key agreement certificate',
      {},
      { userRoles: ['MDR'] },
      ['warning key-agreement-certificate'],
    ],
    [
      'a value with a line break',
      { set: [{ path: 'ReadLogPeriod.StartDateTime', value: '2014-12-31T00:00:00.00Z\n' }] },
      {},
      ['warning value-whitespace'],
    ],
    ['nothing for an MDR on SMETS1', {}, { userRoles: ['MDR'], deviceGeneration: 'SMETS1' }, []],
  ])('finds %s', (_, change, context, expected) => {
    expect(rulesOf(profile, change, context)).toEqual(expected);
  });

  it('limits 4.1.1 of an MDR to SMETS1', () => {
    const template = readTemplate('ECS17b_4.1.1_SINGLE_SUCCESS_REQUEST_DUIS').xml;
    expect(rulesOf(template, {}, { userRoles: ['MDR'], deviceGeneration: 'SMETS2+' })).toEqual(['warning user-role']);
  });

  it('wants an execution date in the future, within 30 days, and no other Command Variant than 1, 4 and 5', () => {
    const template = readTemplate('ECS17b_4.1.1_DSP_FUTURE_DATED_REQUEST_DUIS').xml;
    const at = (value: string, commandVariant = 1): string[] =>
      rulesOf(template, { commandVariant, set: [{ path: 'ExecutionDateTime', value }] }, { now });
    expect(at('2026-06-20T00:00:00Z')).toEqual([]);
    expect(at('2026-06-15T11:00:00Z')).toEqual(['warning execution-date']);
    expect(at('2026-08-15T11:00:00Z')).toEqual(['warning execution-date']);
    expect(at('2026-06-20T00:00:00Z', 2)).toEqual(['error execution-date']);
  });

  it('holds schedules against the calendar, the XSD and the role', () => {
    const dates = [
      { path: 'ScheduleStartDate', value: '2026-07-01' },
      { path: 'DSPRetrieveImportDailyReadLog.StartDateOffset', value: '0' },
    ];
    expect(rulesOf(schedule, { set: dates }, { now })).toEqual(['error scheduled-service']);
    expect(rulesOf(schedule, {}, { now, userRoles: ['ES'] })).toEqual([
      'warning schedule-dates',
      'error scheduled-service',
    ]);
    const other = [{ path: 'DSPScheduledServiceReferenceVariant', value: '4.8.1' }];
    expect(rulesOf(schedule, { set: other })).toEqual(['error scheduled-service', 'error scheduled-service']);
    expect(rulesOf(schedule, { target: '00-DB-12-34-56-78-90-A0' })).toEqual([
      'warning business-target',
      'warning schedule-device',
    ]);
  });
});

describe('certificates in bodies', () => {
  let pki: TestPki;
  beforeAll(async () => {
    const organisations = [{ eui64: mdr, remotePartyRole: 127 }];
    pki = await generateTestPki({
      organisations,
      devices: [],
      dsp: '90-B3-D5-1F-30-00-00-02',
      notBefore: new Date('2026-01-01'),
    });
  });

  function withCertificate(base64: string, originator = mdr): string {
    const { root } = parseXmlTree(buildServiceRequest({ template: profile, originator }));
    const period = descendantOf(root, 'Body', 'ReadActiveImportProfileData', 'ReadLogPeriod');
    if (period) insertAfter(period, 'KAPublicSecurityCredentials', base64);
    return writeDocument(root);
  }
  const messages = (base64: string, context: RuleContext = {}, originator?: string): string[] =>
    checkBusinessRules(withCertificate(base64, originator), { userRoles: ['MDR'], now, ...context }).map(
      ({ message }) => message,
    );
  const base64Of = (der: Uint8Array | undefined): string => Buffer.from(der ?? []).toString('base64');

  it('accepts the key agreement certificate of the originator', () => {
    const own = base64Of(pki.organisations[0]?.keyAgreement.certificate.der);
    expect(messages(own, { authorities: [pki.issuingAuthority.certificate] })).toEqual([]);
  });

  it('refuses another usage, another subject, another issuer, and what is no certificate', () => {
    const signing = base64Of(pki.organisations[0]?.digitalSignature.certificate.der);
    expect(messages(signing)).toEqual([
      'KAPublicSecurityCredentials needs a certificate for keyAgreement; this one is for digitalSignature.',
    ]);
    const own = base64Of(pki.organisations[0]?.keyAgreement.certificate.der);
    expect(messages(own, {}, '90-B3-D5-1F-30-01-00-00')).toEqual([
      'KAPublicSecurityCredentials is the certificate of 90-B3-D5-1F-30-01-00-09; it must be that of the originator 90-B3-D5-1F-30-01-00-00.',
    ]);
    const zaz1 = base64Of(findZaz1Organisation(mdr).keyAgreement?.certificate.der);
    expect(messages(zaz1, { authorities: [pki.issuingAuthority.certificate] })).toContainEqual(
      expect.stringMatching(/^The issuer CN=.* is not among the trusted ones/),
    );
    expect(messages('AA==')).toEqual([
      'KAPublicSecurityCredentials does not hold a certificate: base64 of its DER is needed.',
    ]);
    expect(messages(own, { now: 0 })).toEqual([
      expect.stringMatching(/^The read period begins in the future/),
      expect.stringMatching(/^The certificate is valid from/),
    ]);
  });

  it('warns of a UTRN whose check digit is wrong, but not where the meter is a SMETS1 one', () => {
    const topUp = readTemplate('CS01a_2.2_SUCCESS_REQUEST_DUIS').xml;
    const spoilt = topUp.replace('73946144332040217315', '73946144332040217316');
    expect([rulesOf(topUp), rulesOf(spoilt), rulesOf(spoilt, {}, { deviceGeneration: 'SMETS1' })]).toEqual([
      [],
      ['warning top-up-code'],
      [],
    ]);
  });
});
