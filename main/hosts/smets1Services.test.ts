import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import smets1 from '../../fixtures/emulator/smets1Services.json' with { type: 'json' };
import { type ServiceReferenceVariant, serviceReferenceVariants } from '../duis/catalogue.ts';
import type { Setting } from '../duis/setPath.ts';
import { parseEui64 } from '../gbcs/bytes.ts';
import { makeUtrn } from '../gbcs/utrnMac.ts';
import { findUseCasesOf } from '../transform/registry.ts';
import { type EmulatorTrial, startEmulatorTrial, type TrialOutcome, type TrialRequest } from './emulatorTrial.ts';
import { fixture } from './paths.ts';

const supplier = '90-B3-D5-1F-30-01-00-00';
const users = [
  { eui64: supplier, roles: ['IS', 'GS', 'ES'] },
  { eui64: '90-B3-D5-1F-30-02-00-00', roles: ['ED', 'GT'] },
  { eui64: '90-B3-D5-1F-30-01-00-09', roles: ['MDR'] },
  { eui64: '90-B3-D5-1F-30-05-00-00', roles: ['OU'] },
  { eui64: '90-B3-D5-1F-30-06-00-00', roles: ['RSA'] },
] as const;
const ofHome = (last: string): string => `00-DB-12-34-56-78-92-${last}`;
const devices = {
  ESME: ofHome('A0'),
  GSME: ofHome('A1'),
  CHF: ofHome('A2'),
  GPF: ofHome('A3'),
  PPMID: ofHome('A4'),
} as const;
type HomeDevice = keyof typeof devices;
const image = Buffer.from('a new firmware');

const published = fileURLToPath(new URL('../../../shared/schemas/5.4/', import.meta.url));
const hasPublished = existsSync(published);

let trial: EmulatorTrial;

const certificate = (usage: 'DS' | 'KA'): string =>
  Buffer.from(trial.pki.deviceFacingCertificate(supplier, usage) ?? []).toString('base64');
const ownCertificates = (path: string): Setting[] => [
  { path: `${path}.DigitalSigningCertificate`, value: certificate('DS') },
  { path: `${path}.KeyAgreementCertificate`, value: certificate('KA') },
  { path: `${path}.KeyAgreementTopUpCertificate`, value: certificate('KA') },
];
const set = (...pairs: readonly (readonly [path: string, value: string])[]): Partial<TrialRequest> => ({
  set: pairs.map(([path, value]) => ({ path, value })),
});
const thisYear = (): Partial<TrialRequest> =>
  set(['ReadLogPeriod.StartDateTime', '2026-01-01T00:00:00Z'], ['ReadLogPeriod.EndDateTime', '2026-12-31T00:00:00Z']);

let topUps = 6n;
/** A UTRN as the Supplier would make it for a SMETS2 meter: nothing is known of the codes of SMETS1 meters. */
function topUp(type: HomeDevice): Partial<TrialRequest> {
  topUps += 1n;
  const counter = topUps << 32n;
  const [originator, target] = [parseEui64(supplier), parseEui64(devices[type])];
  if (originator === undefined || target === undefined) throw new Error('not an EUI-64');
  const keys = trial.pki.keysOf(supplier);
  const point = keys.keyAgreementPublicPoint(supplier.replaceAll('-', '').toLowerCase());
  const utrn = makeUtrn(
    { originator, target, originatorCounter: counter },
    { unit: 'pounds', value: 20 },
    { ...keys, keyAgreementPublicPoint: () => point },
  );
  return { counter, ...set(['UTRN', utrn]) };
}

/** Debts before the top up that pays them; all else as the catalogue has it. */
const first = ['2.2', '2.3'];
const byNeed = (one: ServiceReferenceVariant, other: ServiceReferenceVariant): number =>
  first.indexOf(other.serviceReferenceVariant) - first.indexOf(one.serviceReferenceVariant);

/** What a request needs besides the template. */
const particulars: Readonly<Record<string, (type: HomeDevice) => Partial<TrialRequest>>> = {
  '1.6': (type) => ({
    template: `${type === 'ESME' ? 'ECS03_1.6_IMMEDIATE_SINGLE' : 'GCS03_1.6_IMMEDIATE'}_SUCCESS_REQUEST_DUIS`,
  }),
  '2.2': topUp,
  '4.4.2': thisYear,
  '4.4.3': thisYear,
  '4.6.1': thisYear,
  '6.15.1': () => ({
    template: 'CS02bSupplierBySupplier_6.15.1_IMMEDIATE_SUCCESS_REQUEST_DUIS',
    set: ownCertificates('ReplacementCertificates.SupplierOrNetworkOperatorCertificates'),
  }),
  '6.21': () => ({
    template: 'CS02bSupplierBySupplierHandover_6.21_SUCCESS_REQUEST_DUIS',
    set: ownCertificates('ReplacementCertificates'),
  }),
  '6.23': () => ({
    template: 'CS02bSupplierByTransCoS_6.23_IMMEDIATE_SUCCESS_REQUEST_DUIS',
    set: ownCertificates('SupplierReplacementCertificates'),
  }),
  '8.7.1': (type) => set(['OtherDeviceID', type === 'ESME' || type === 'GSME' ? devices.PPMID : devices.ESME]),
  '8.7.2': (type) => set(['OtherDeviceID', type === 'PPMID' ? devices.ESME : devices.GPF]),
  '8.8.1': (type) => set(['OtherDeviceID', type === 'ESME' || type === 'GSME' ? devices.PPMID : devices.ESME]),
  '8.8.2': (type) => set(['OtherDeviceID', type === 'PPMID' ? devices.ESME : devices.GPF]),
  '8.11': () => set(['DeviceID', ofHome('A7')]),
  '11.3': () => set(['FirmwareHash', createHash('sha256').update(image).digest('hex').toUpperCase()]),
};

const eligible = (row: ServiceReferenceVariant): string[] => row.eligibleRoles.map(({ role }) => role);
const gasDevices = new Set<string>(['GSME', 'GPF']);
const ofGas = new Set(['GS', 'GT']);

function userFor(row: ServiceReferenceVariant, type: string): string | undefined {
  const suitable = eligible(row).filter(
    (role) => !gasDevices.has(type) || ofGas.has(role) || !['IS', 'ES', 'ED'].includes(role),
  );
  return users.find(({ roles }) => roles.some((role) => suitable.includes(role)))?.eui64;
}

function typesFor(row: ServiceReferenceVariant): HomeDevice[] {
  const types = new Set(findUseCasesOf(row.serviceReferenceVariant).flatMap(({ deviceTypes }) => deviceTypes));
  const withoutSupplier = new Set(['CHF', 'PPMID']);
  return (Object.keys(devices) as HomeDevice[]).filter(
    (type) => types.has(type) && !(row.critical && withoutSupplier.has(type)),
  );
}

const requestFor = (row: ServiceReferenceVariant, type: HomeDevice, originator: string): TrialRequest => ({
  variant: row.serviceReferenceVariant,
  originator,
  target: devices[type],
  ...particulars[row.serviceReferenceVariant]?.(type),
});

const deviceServices = serviceReferenceVariants.filter(
  ({ serviceReferenceVariant }) => findUseCasesOf(serviceReferenceVariant).length > 0,
);
const isAvailable = ({ serviceReferenceVariant }: ServiceReferenceVariant): boolean =>
  smets1.available.includes(serviceReferenceVariant);

/** The types of SMETS1 device that have a service. */
function smets1TypesFor(row: ServiceReferenceVariant): HomeDevice[] {
  const limit = smets1.onlyFor.find((one) => one.serviceReferenceVariant === row.serviceReferenceVariant);
  return typesFor(row).filter((type) => limit?.deviceTypes.includes(type) ?? true);
}

/** There is nothing to hand over: the Supplier's credentials are held already. */
const isRefusedByDevice = new Set(['RequestHandoverOfDCCControlledDeviceRsp']);

/** Why an outcome is not the true one; undefined where it is. */
function fault({ acknowledgement, response, smets1: said, problems }: TrialOutcome): string | undefined {
  if (problems.length > 0) return problems.join('; ');
  if (acknowledgement !== 'I99') return `acknowledged with ${acknowledgement}`;
  if (response?.responseCode !== 'I0') return `the response is ${response?.responseCode}`;
  if (response.kind !== 'smets1' || said?.kind !== 'response') return `the response is a ${response.kind}`;
  return said.isSuccess || isRefusedByDevice.has(said.element)
    ? undefined
    : `${said.element}: ${said.errors.join(', ')}`;
}

it('every device service is either one for SMETS1 or has a reason why not', () => {
  const listed = [...smets1.available, ...smets1.notAvailable.map((one) => one.serviceReferenceVariant)];
  const all = deviceServices.map((row) => row.serviceReferenceVariant);
  expect([...listed].sort()).toEqual([...all].sort());
});

const versions = [
  { version: '5.1', isThere: true, options: {} },
  { version: '5.4', isThere: hasPublished, options: { schemas: published } },
];

describe.each(versions)('a SMETS1 home under DUIS $version', ({ version, isThere, options }) => {
  beforeAll(async () => {
    if (!isThere) return;
    trial = await startEmulatorTrial(fixture('fleets/test-lab.yaml'), {
      startMs: Date.UTC(2026, 2, 3, 10),
      ...options,
    });
  }, 30_000);
  afterAll(() => (isThere ? trial.close() : undefined));

  it.skipIf(!isThere)(
    'answers every service that is one for SMETS1: signed by S1SP and DSP, valid, and done',
    async () => {
      const distributed = await trial.carryOut({
        variant: '11.1',
        originator: supplier,
        target: '90-B3-D5-1F-30-00-00-02',
        ...set(
          ['FirmwareImage', image.toString('base64')],
          ['FirmwareVersion', '00000002'],
          ['DeviceIDList', `${devices.ESME},${devices.GSME}`],
        ),
      });
      expect(distributed.acknowledgement).toBe('I99');
      const inventory = await trial.carryOut({
        variant: '8.2',
        originator: supplier,
        target: '90-B3-D5-1F-30-00-00-02',
        ...set(['DeviceID', devices.CHF]),
      });
      const hasConnectivity = JSON.stringify(inventory.answer?.body).includes('"Connectivity":"Cellular"');
      expect([inventory.problems, hasConnectivity]).toEqual([[], version === '5.4']);
      const faults: Record<string, string> = {};
      for (const row of deviceServices.filter(isAvailable).sort(byNeed)) {
        for (const type of smets1TypesFor(row)) {
          const originator = userFor(row, type);
          if (originator === undefined) continue;
          const problem = fault(await trial.carryOut(requestFor(row, type, originator)));
          if (problem !== undefined) faults[`${row.serviceReferenceVariant} ${type}`] = problem;
        }
      }
      expect(faults).toEqual({});
    },
    30_000,
  );

  it.skipIf(!isThere)(
    'refuses what is none with E11, a role that is not eligible with E2, and local delivery with E17',
    async () => {
      const wrong: Record<string, string> = {};
      for (const row of deviceServices) {
        const [type] = typesFor(row);
        if (type === undefined) continue;
        const expectCode = async (originator: string | undefined, code: string, commandVariant?: number) => {
          if (originator === undefined) return;
          const request = requestFor(row, type, originator);
          const { acknowledgement } = await trial.carryOut({
            ...request,
            ...(commandVariant === undefined ? {} : { commandVariant }),
          });
          if (acknowledgement !== code) wrong[`${row.serviceReferenceVariant} ${code}`] = acknowledgement;
        };
        await expectCode(users.find(({ roles }) => !roles.some((role) => eligible(row).includes(role)))?.eui64, 'E2');
        if (!isAvailable(row)) await expectCode(userFor(row, type), 'E11');
        else if (row.commandVariants.includes(2)) await expectCode(userFor(row, type), 'E17', 2);
      }
      expect(wrong).toEqual({});
    },
    30_000,
  );
});
