import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServiceReferenceVariant, serviceReferenceVariants } from '../duis/catalogue.ts';
import type { Setting } from '../duis/setPath.ts';
import { parseEui64 } from '../gbcs/bytes.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import { makeUtrn } from '../gbcs/utrnMac.ts';
import { findUseCasesOf } from '../transform/registry.ts';
import { type EmulatorTrial, startEmulatorTrial, type TrialOutcome, type TrialRequest } from './emulatorTrial.ts';
import { fixture } from './paths.ts';

const supplier = '90-B3-D5-1F-30-01-00-00';
const networkOperator = '90-B3-D5-1F-30-02-00-00';
const users = [
  { eui64: supplier, roles: ['IS', 'GS', 'ES'] },
  { eui64: networkOperator, roles: ['ED', 'GT'] },
  { eui64: '90-B3-D5-1F-30-01-00-09', roles: ['MDR'] },
  { eui64: '90-B3-D5-1F-30-05-00-00', roles: ['OU'] },
  { eui64: '90-B3-D5-1F-30-06-00-00', roles: ['RSA'] },
] as const;
const broker = '90-B3-D5-1F-30-00-00-02';
const ofLab = (last: string): string => `00-DB-12-34-56-78-90-${last}`;
const devices = {
  ESME: ofLab('A0'),
  GSME: ofLab('A1'),
  CHF: ofLab('A2'),
  GPF: ofLab('A3'),
  PPMID: ofLab('A4'),
  HCALCS: ofLab('A5'),
  SAPC: ofLab('A6'),
} as const;
type LabDevice = keyof typeof devices;
const twinElementMeter = ofLab('B0');
const pendingMeter = '00-DB-12-34-56-78-91-A0';
const pendingHub = '00-DB-12-34-56-78-91-A2';
const image = Buffer.from('a new firmware');

/** What does not work yet, and why. It can only become shorter. */
const notYet: Readonly<Record<string, string>> = {
  '7.16': 'the catalogue knows no User Role for it: only a Load Controller sends it',
  '8.5': 'the catalogue knows no User Role for it',
  '8.6': 'the catalogue knows no User Role for it',
};

const published = fileURLToPath(new URL('../../../shared/schemas/5.4/', import.meta.url));
const hasPublished = existsSync(published);

let trial: EmulatorTrial;

const certificate = (usage: 'DS' | 'KA', eui64: string = supplier): string =>
  Buffer.from(trial.pki.deviceFacingCertificate(eui64, usage) ?? []).toString('base64');

/** The supplier's own credentials once more, as a replacement. */
const ownCertificates = (path: string): Setting[] => [
  { path: `${path}.DigitalSigningCertificate`, value: certificate('DS') },
  { path: `${path}.KeyAgreementCertificate`, value: certificate('KA') },
  { path: `${path}.KeyAgreementTopUpCertificate`, value: certificate('KA') },
];

const set = (...pairs: readonly (readonly [path: string, value: string])[]): Partial<TrialRequest> => ({
  set: pairs.map(([path, value]) => ({ path, value })),
});

let topUps = 6n;
function topUp(device: LabDevice): Partial<TrialRequest> {
  topUps += 1n;
  const counter = topUps << 32n;
  const [originator, target] = [parseEui64(supplier), parseEui64(devices[device])];
  if (originator === undefined || target === undefined) throw new Error('not an EUI-64');
  const utrn = makeUtrn(
    { originator, target, originatorCounter: counter },
    { unit: 'pounds', value: 20 },
    trial.pki.keysOf(supplier),
  );
  return { counter, ...set(['UTRN', utrn]) };
}

/** A period in which the home has something to show. */
const thisYear = (): Partial<TrialRequest> =>
  set(['ReadLogPeriod.StartDateTime', '2026-01-01T00:00:00Z'], ['ReadLogPeriod.EndDateTime', '2026-12-31T00:00:00Z']);

let scheduleId = '';
let joined = '';

/** What a request needs besides the template: who and what it is about in this laboratory. */
const particulars: Readonly<Record<string, (type: LabDevice) => Partial<TrialRequest>>> = {
  '1.1.2': () => ({ target: twinElementMeter }),
  '1.2.2': () => ({ target: twinElementMeter }),
  '4.11.2': () => ({ target: twinElementMeter }),
  '1.6': (type) => ({
    template: `${type === 'ESME' ? 'ECS03_1.6_IMMEDIATE_SINGLE' : 'GCS03_1.6_IMMEDIATE'}_SUCCESS_REQUEST_DUIS`,
  }),
  '2.2': topUp,
  '4.4.2': thisYear,
  '4.4.3': thisYear,
  '4.6.1': thisYear,
  '4.14': thisYear,
  '5.1': () =>
    set(['DeviceID', devices.ESME], ['ScheduleStartDate', '2026-04-01Z'], ['ScheduleEndDate', '2027-04-01Z']),
  '5.2': () => set(['DSPScheduleID', scheduleId]),
  '5.3': () => set(['DSPScheduleID', scheduleId]),
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
  '8.3': () => set(['DeviceID', ofLab('A8')]),
  '8.4': () => set(['DeviceID', '00-DB-12-34-56-78-91-A4']),
  '8.7.1': (type) => set(['OtherDeviceID', type === 'ESME' || type === 'GSME' ? devices.PPMID : devices.ESME]),
  '8.7.2': (type) => set(['OtherDeviceID', type === 'PPMID' ? devices.ESME : devices.GPF]),
  '8.8.1': (type) => set(['OtherDeviceID', type === 'ESME' || type === 'GSME' ? devices.PPMID : devices.ESME]),
  '8.8.2': (type) => set(['OtherDeviceID', type === 'PPMID' ? devices.ESME : devices.GPF]),
  '8.11': () => set(['DeviceID', pendingMeter]),
  '8.12.1': () => set(['OldCHFID', pendingHub]),
  '8.12.2': () => set(['OldGPFID', devices.GPF]),
  '8.13': () => set(['DeviceGBCSResponse', joined]),
  '8.14.1': () => set(['DeviceID', pendingHub]),
  '8.14.2': () => set(['DeviceID', pendingHub]),
  '8.14.3': () => set(['DeviceID', pendingHub], ['OtherDeviceID', devices.ESME]),
  '8.14.4': () => set(['DeviceID', pendingHub]),
  '11.1': () =>
    set(['FirmwareImage', image.toString('base64')], ['FirmwareVersion', '00000002'], ['DeviceIDList', devices.ESME]),
  '11.3': () => set(['FirmwareHash', createHash('sha256').update(image).digest('hex').toUpperCase()]),
  '11.4': () =>
    set(['FirmwareImage', image.toString('base64')], ['FirmwareVersion', '00000002'], ['DeviceIDList', devices.PPMID]),
  '12.1': () => set(['UPRN', '100090000010']),
  '12.2': () => set(['DeviceID', '00-DB-12-34-56-78-99-01']),
};

const eligible = (row: ServiceReferenceVariant): string[] => row.eligibleRoles.map(({ role }) => role);
const gasDevices = new Set<string>(['GSME', 'GPF']);
const ofGas = new Set(['GS', 'GT']);

/** A User of a role that is eligible, of gas for a gas device. */
function userFor(row: ServiceReferenceVariant, type: string): string | undefined {
  const suitable = eligible(row).filter(
    (role) => !gasDevices.has(type) || ofGas.has(role) || !['IS', 'ES', 'ED'].includes(role),
  );
  return users.find(({ roles }) => roles.some((role) => suitable.includes(role)))?.eui64;
}

/** A User none of whose roles is eligible. */
const strangerTo = (row: ServiceReferenceVariant): string | undefined =>
  users.find(({ roles }) => !roles.some((role) => eligible(row).includes(role)))?.eui64;

/** The types of device that a service reaches; critical ones only where the supplier is known to the device. */
function typesFor(row: ServiceReferenceVariant): LabDevice[] {
  const types = new Set(findUseCasesOf(row.serviceReferenceVariant).flatMap(({ deviceTypes }) => deviceTypes));
  const withoutSupplier = new Set(['CHF', 'PPMID']);
  return (Object.keys(devices) as LabDevice[]).filter(
    (type) => types.has(type) && !(row.critical && withoutSupplier.has(type)),
  );
}

function requestFor(row: ServiceReferenceVariant, type: LabDevice | undefined, originator: string): TrialRequest {
  const variant = row.serviceReferenceVariant;
  const target = type === undefined ? broker : devices[type];
  return { variant, originator, target, ...particulars[variant]?.(type ?? 'ESME') };
}

const isDeviceService = (row: ServiceReferenceVariant): boolean =>
  findUseCasesOf(row.serviceReferenceVariant).length > 0;

/** Why an outcome is not the true one; undefined where it is. */
function fault({ acknowledgement, response, message, problems }: TrialOutcome, isDevice: boolean): string | undefined {
  if (problems.length > 0) return problems.join('; ');
  if (!isDevice) return /^I(0|99)$/.test(acknowledgement) ? undefined : `the DSP answers ${acknowledgement}`;
  if (acknowledgement !== 'I99') return `acknowledged with ${acknowledgement}`;
  if (response?.responseCode !== 'I0') return `the response is ${response?.responseCode}`;
  if (message === undefined) return 'there is no message of the device';
  return failureIn(message);
}

/** What the device itself says it could not do. */
function failureIn({ data, useCase }: DecodedMessage): string | undefined {
  if (data === undefined) return `${useCase} has no meaning`;
  const text = JSON.stringify(data, (_name, value) => (typeof value === 'bigint' ? String(value) : value));
  const failure = /"failure":"[^"]+"|"kind":"failure".*/.exec(text)?.[0];
  return failure === undefined ? undefined : `${useCase}: ${failure.slice(0, 100)}`;
}

/** Debts before the top up that pays them, network data before they are read; all else as the catalogue has it. */
const first = ['14.1', '2.3'];
const byNeed = (one: ServiceReferenceVariant, other: ServiceReferenceVariant): number =>
  first.indexOf(other.serviceReferenceVariant) - first.indexOf(one.serviceReferenceVariant);

const versions = [
  { version: '5.1', isThere: true, options: {} },
  { version: '5.4', isThere: hasPublished, options: { schemas: published } },
];

describe.each(versions)('every service of DUIS $version against the emulator', ({ isThere, options }) => {
  beforeAll(async () => {
    if (!isThere) return;
    scheduleId = '';
    trial = await startEmulatorTrial(fixture('fleets/test-lab.yaml'), {
      startMs: Date.UTC(2026, 2, 3, 10),
      ...options,
    });
  }, 30_000);
  afterAll(() => (isThere ? trial.close() : undefined));

  it.skipIf(!isThere)(
    'gets its true outcome from every type of device it reaches',
    async () => {
      const faults: Record<string, string> = {};
      const reached: string[] = [];
      const rows = [...serviceReferenceVariants].sort(byNeed);
      for (const row of rows) {
        const variant = row.serviceReferenceVariant;
        const types = isDeviceService(row) ? typesFor(row) : [undefined];
        for (const type of types) {
          const originator = userFor(row, type ?? '');
          if (originator === undefined) continue;
          const outcome = await trial.carryOut(requestFor(row, type, originator));
          if (variant === '5.1')
            scheduleId = JSON.stringify(outcome.answer?.body).match(/"DSPScheduleID":"(\d+)"/)?.[1] ?? '';
          if (variant === '8.9') joined = outcome.response?.gbcsPayload ?? '';
          const problem = fault(outcome, type !== undefined);
          if (problem === undefined) reached.push(variant);
          else faults[`${variant} ${type ?? ''}`.trim()] = problem;
        }
      }
      expect(faults).toEqual({});
      const missing = serviceReferenceVariants
        .map(({ serviceReferenceVariant }) => serviceReferenceVariant)
        .filter((variant) => !reached.includes(variant));
      expect(missing).toEqual(Object.keys(notYet));
    },
    30_000,
  );

  it.skipIf(!isThere)(
    'is refused with E2 to a User whose role is not eligible',
    async () => {
      const codes = new Set<string>();
      for (const row of serviceReferenceVariants) {
        const stranger = strangerTo(row);
        if (stranger === undefined) continue;
        const [type] = isDeviceService(row) ? typesFor(row) : [undefined];
        const { acknowledgement } = await trial.carryOut(requestFor(row, type, stranger));
        codes.add(acknowledgement === 'E2' ? 'E2' : `${row.serviceReferenceVariant}: ${acknowledgement}`);
      }
      expect([...codes]).toEqual(['E2']);
    },
    30_000,
  );
});
