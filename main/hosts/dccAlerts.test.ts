import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import table from '../../fixtures/emulator/dccAlertCauses.json' with { type: 'json' };
import { dccAlertCodeList } from '../duis/codes.ts';
import type { EmulatorTrial, TrialRequest } from './emulatorTrial.ts';
import {
  anotherSupplier,
  broker,
  display,
  gasMeter,
  gasProxy,
  hub,
  loadControl,
  meter,
  pendingDisplay,
  pendingHub,
  pendingMeter,
  polyphaseMeter,
  retriever,
  smets1Hub,
  startLab,
  supplier,
  twinElementMeter,
  uprn,
} from './testLab.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let trial: EmulatorTrial;
beforeAll(async () => {
  trial = await startLab();
}, 30_000);
afterAll(() => trial.close());

type Cause = keyof typeof table.causes;
/** Does what brings an alert about; gives the codes of all that were alerted meanwhile, and whatever was wrong with any of it. */
type Scenario = () => Promise<string[]>;

const order = (path: string, what: object) => trial.control('PUT', path, what);
/** Some orders are told of before they are answered. */
const afterOrder = async (path: string, what: object): Promise<string[]> => {
  await trial.pass(0);
  await order(path, what);
  return [...codesOf(trial.delivered()), ...(await heard(minuteMs))];
};
const set = (...pairs: readonly (readonly [path: string, value: string])[]): Pick<TrialRequest, 'set'> => ({
  set: pairs.map(([path, value]) => ({ path, value })),
});

async function send(variant: string, target: string, particulars: Partial<TrialRequest> = {}): Promise<string[]> {
  const { acknowledgement, alerts, problems } = await trial.carryOut({
    variant,
    originator: supplier,
    target,
    ...particulars,
  });
  return [acknowledgement, ...alerts.map(({ alertCode }) => alertCode ?? ''), ...problems];
}

const codesOf = (delivered: Awaited<ReturnType<EmulatorTrial['pass']>>): string[] =>
  delivered.flatMap(({ response, problems }) => [response.alertCode ?? response.responseCode, ...problems]);
const heard = async (ms: number): Promise<string[]> => codesOf(await trial.pass(ms));

const dayAfter = (days: number): string =>
  `${new Date(trial.emulator.clock.now() + days * 24 * hourMs).toISOString().slice(0, 10)}Z`;

const scheduleFor = (deviceId: string, originator = supplier): Promise<string[]> =>
  send('5.1', broker, {
    originator,
    ...set(['DeviceID', deviceId], ['ScheduleStartDate', dayAfter(1)], ['ScheduleEndDate', dayAfter(300)]),
  });

const register = (mpxn: string, role: string, organisation: string) =>
  trial.control('POST', '/registrations', { mpxn, role, organisation });
const inMs = (ms: number): string => `${new Date(trial.emulator.clock.now() + ms).toISOString().slice(0, 19)}.00Z`;
const whileOut = async (act: Scenario): Promise<string[]> => {
  await order('/networks/North', { outage: true });
  const codes = await act();
  await order('/networks/North', { outage: false });
  return codes;
};
const whileIn = async (condition: string, deviceId: string, act: Scenario): Promise<string[]> => {
  await order(`/devices/${deviceId}/condition`, { condition });
  const codes = await act();
  await order(`/devices/${deviceId}/condition`, { condition: 'working' });
  return codes;
};

/** 6.23 for the second meter, with the certificates of an organisation. */
const changeOfSupplier = (holder: string, originator = anotherSupplier): Promise<string[]> => {
  const certificate = (usage: 'DS' | 'KA'): string =>
    Buffer.from(trial.pki.deviceFacingCertificate(holder, usage) ?? []).toString('base64');
  const path = 'SupplierReplacementCertificates';
  return send('6.23', twinElementMeter, {
    originator,
    template: 'CS02bSupplierByTransCoS_6.23_IMMEDIATE_SUCCESS_REQUEST_DUIS',
    ...set(
      [`${path}.DigitalSigningCertificate`, certificate('DS')],
      [`${path}.KeyAgreementCertificate`, certificate('KA')],
      [`${path}.KeyAgreementTopUpCertificate`, certificate('KA')],
    ),
  });
};

const image = Buffer.from('an image');
const update = (deviceId: string, version: string): Promise<string[]> =>
  send(deviceId === display ? '11.4' : '11.1', broker, {
    ...set(['FirmwareImage', image.toString('base64')], ['FirmwareVersion', version], ['DeviceIDList', deviceId]),
  });

/** An image for a device that cannot be reached until the DSP gives it up. */
const updateUnreached = async (path: string, bad: object, good: object): Promise<string[]> => {
  await order(path, bad);
  const codes = [...(await update(meter, '00000009')), ...(await heard(49 * hourMs))];
  await order(path, good);
  return codes;
};

const oneRead = { serviceReferenceVariant: '4.1.1', count: 1 };
/** Two reads where one is allowed: the second waits in quarantine, and is answered once it is released. */
const quarantined = async (settings: object): Promise<string[]> => {
  await order('/anomaly-detection', settings);
  const first = await send('4.1.1', meter);
  const second = await send('4.1.1', meter);
  const { said } = await trial.control('GET', '/quarantine');
  const [held] = said as { reference: number }[];
  await trial.control('POST', `/quarantine/${held?.reference}`, { action: 'release' });
  expect([first, await heard(minuteMs)]).toEqual([['I99'], ['I0']]);
  expect((await trial.control('POST', `/quarantine/${held?.reference}`, { action: 'discard' })).status).toBe(404);
  await order('/anomaly-detection', {});
  return second;
};

const notice = async (deviceId: string, alertCode: string): Promise<string[]> => {
  await trial.pass(0);
  await trial.control('POST', `/devices/${deviceId}/events`, { alertCode });
  return [...codesOf(trial.delivered()), ...(await heard(minuteMs))];
};

/** By cause, in an order in which one does not stand in the way of the next. */
const scenarios: Record<Cause, Scenario> = {
  'command-not-delivered': () => whileOut(() => send('4.1.1', meter)),
  'response-not-received': () => whileIn('silent', meter, () => send('4.1.1', meter)),
  'command-not-delivered-to-esme': () => whileIn('offHan', meter, () => send('4.1.1', meter)),
  'future-dated-timed-out': () =>
    whileOut(async () => [
      ...(await send('4.1.1', meter, {
        template: 'ECS17b_4.1.1_DSP_FUTURE_DATED_REQUEST_DUIS',
        ...set(['ExecutionDateTime', inMs(hourMs)]),
      })),
      ...(await heard(26 * hourMs)),
    ]),
  'scheduled-command-not-delivered': async () => [
    ...(await scheduleFor(twinElementMeter)),
    ...(await whileOut(() => heard(72 * hourMs))),
  ],
  'scheduled-response-not-received': () => whileIn('silent', twinElementMeter, () => heard(48 * hourMs)),
  'power-outage': async () => {
    await order(`/premises/${uprn}`, { power: false });
    const codes = await heard(4 * minuteMs);
    await order(`/premises/${uprn}`, { power: true });
    return [...codes, ...(await heard(minuteMs))];
  },
  'schedule-removed-registration-ended': async () => {
    const codes = await scheduleFor(meter, retriever);
    await trial.control('POST', '/registrations', { mpxn: '2000000000013', role: 'MDR', organisation: null });
    codes.push(...codesOf(trial.delivered()), ...(await heard(minuteMs)));
    await trial.control('POST', '/registrations', { mpxn: '2000000000013', role: 'MDR', organisation: retriever });
    return codes;
  },
  'schedule-removed-registration-changed': async () => {
    const codes = await scheduleFor(twinElementMeter);
    await register('2000000000036', 'IS', anotherSupplier);
    return [...codes, ...codesOf(trial.delivered()), ...(await heard(minuteMs))];
  },
  'change-of-supplier-failed': () => changeOfSupplier('90-B3-D5-1F-30-02-00-00'),
  'change-of-supplier-done': () => changeOfSupplier(anotherSupplier),
  'supplier-lost': async () => {
    await register('2000000000036', 'IS', supplier);
    return changeOfSupplier(supplier, supplier);
  },
  'credentials-updated': async () => {
    await register('2000000000036', 'IS', anotherSupplier);
    const codes = await changeOfSupplier(anotherSupplier);
    await register('2000000000036', 'IS', supplier);
    return [...codes, ...(await changeOfSupplier(supplier, supplier))];
  },
  'firmware-outage': () => updateUnreached('/networks/North', { outage: true }, { outage: false }),
  'firmware-no-coverage': () => updateUnreached(`/premises/${uprn}`, { coverage: false }, { coverage: true }),
  'firmware-no-power': () => updateUnreached(`/premises/${uprn}`, { power: false }, { power: true }),
  'firmware-off-han': () =>
    updateUnreached(`/devices/${meter}/condition`, { condition: 'offHan' }, { condition: 'working' }),
  'firmware-no-answer': () =>
    updateUnreached(`/devices/${meter}/condition`, { condition: 'silent' }, { condition: 'working' }),
  'firmware-not-commissioned': async () => {
    await order('/networks/North', { outage: true });
    const codes = await update(polyphaseMeter, '00000009');
    await order(`/devices/${polyphaseMeter}/status`, { status: 'Suspended' });
    await order('/networks/North', { outage: false });
    codes.push(...(await heard(minuteMs)));
    await order(`/devices/${polyphaseMeter}/status`, { status: 'Commissioned' });
    return codes;
  },
  'firmware-delivered': () => update(meter, '00000002'),
  'hub-firmware-transfer': () => update(loadControl, '00000002'),
  'ppmid-firmware-activated': () => update(display, '00000003'),
  'ppmid-firmware-failed': () => update(display, '00000003'),
  'firmware-upgrade-requested': async () => {
    const gasSupplier = { mpxn: '3000000001', role: 'GS', organisation: anotherSupplier };
    await trial.control('POST', '/registrations', gasSupplier);
    const codes = await update(display, '00000004');
    await trial.control('POST', '/registrations', { ...gasSupplier, organisation: supplier });
    return codes;
  },
  'hub-firmware-activated': () => afterOrder(`/devices/${hub}/firmware`, { version: '0000000A' }),
  'firmware-version-differs': async () => {
    await trial.control('PATCH', `/devices/${hub}`, { firmwareVersion: '0000000C' });
    return send('11.2', hub);
  },
  'smets1-hub-firmware': () => afterOrder(`/devices/${smets1Hub}/firmware`, { version: '0000000B' }),
  'log-update-done': () => send('8.11', hub, set(['DeviceID', pendingMeter])),
  'log-update-doubtful': async () => {
    await order(`/devices/${hub}/condition`, { condition: 'silent' });
    const codes = await send('8.11', hub, set(['DeviceID', pendingMeter]));
    await order(`/devices/${hub}/condition`, { condition: 'working' });
    return codes;
  },
  'ppmid-removed': () => send('8.11', hub, set(['RequestType', 'Remove'], ['DeviceID', display])),
  'hub-log-restored': () => send('8.12.1', hub, set(['OldCHFID', pendingHub])),
  'gas-proxy-log-restored': () => send('8.12.2', gasProxy, set(['OldGPFID', gasProxy])),
  'dual-band-hub': () => send('6.28', hub),
  'load-control-changed': () => send('6.14.1', meter, { originator: supplier }),
  'identity-confirmed': () => send('8.1.1', twinElementMeter),
  'anomaly-user-threshold': () => quarantined({ thresholds: [{ setBy: 'user', ...oneRead }] }),
  'anomaly-dcc-threshold': () => quarantined({ thresholds: [{ setBy: 'dcc', originator: supplier, ...oneRead }] }),
  'anomaly-attribute-limits': async () => {
    await order('/anomaly-detection', {
      attributeLimits: [{ serviceReferenceVariant: '2.1', element: 'DebtRecoveryRateCap', atMost: 0 }],
    });
    const codes = await send('2.1', meter);
    await order('/anomaly-detection', {});
    return codes;
  },
  'duis-version-mismatch': async () => {
    const organisation = trial.fleet.organisations.find(({ eui64 }) => eui64 === supplier);
    if (organisation) organisation.duisVersion = '9.9';
    const codes = await send('4.1.1', meter);
    if (organisation) delete organisation.duisVersion;
    return codes;
  },
  'ppmid-event': () => notice(display, '8F3F'),
  'hub-event': () => notice(hub, '8F1E'),
  'device-suspended': () => afterOrder(`/devices/${gasMeter}/status`, { status: 'Suspended' }),
  'device-restored': () => afterOrder(`/devices/${gasMeter}/status`, { status: 'Commissioned' }),
  recovered: () => afterOrder(`/devices/${polyphaseMeter}/status`, { status: 'Recovered' }),
  'recovered-with-broker': () => afterOrder(`/devices/${twinElementMeter}/status`, { status: 'Recovered' }),
  'schedule-removed-withdrawn': async () => {
    const codes = await scheduleFor(polyphaseMeter);
    return [...codes, ...(await afterOrder(`/devices/${polyphaseMeter}/status`, { status: 'Withdrawn' }))];
  },
  'meter-withdrawn': () => afterOrder(`/devices/${twinElementMeter}/status`, { status: 'Withdrawn' }),
  'device-removed-from-inventory': () => send('8.4', broker, set(['DeviceID', pendingDisplay])),
  'schedule-removed-device-gone': async () => [
    ...(await scheduleFor(meter, retriever)),
    ...(await send('8.3', broker, set(['DeviceID', meter]))),
  ],
  'meter-decommissioned': () => send('8.3', broker, set(['DeviceID', gasMeter])),
  'schedule-removed-hub-returned': async () => [
    ...(await scheduleFor(gasProxy)),
    ...(await send('8.14.3', broker, set(['DeviceID', hub], ['OtherDeviceID', gasProxy]))),
  ],
  'hub-decommissioned': () => send('8.14.4', broker, set(['DeviceID', hub])),
};

describe('the table of DCC Alerts', () => {
  it('says of each code of the XSD what brings it about, or that a fault rule alone does', () => {
    const byCause = Object.values(table.causes).map(({ code }) => code);
    const told = [...byCause, ...Object.keys(table.ofProviders.codes), ...table.byRuleAlone.codes];
    expect(new Set(told)).toEqual(new Set(dccAlertCodeList));
    expect(told.length).toBe(dccAlertCodeList.length);
  });
});

describe('a DCC Alert', () => {
  it.each(Object.entries(scenarios))('follows on its cause, valid: %s', async (cause, provoke) => {
    const codes = await provoke();
    expect(codes).toContain(table.causes[cause as Cause].code);
    // Whatever is no code is the XSD's or the signature's word that something is wrong.
    expect(codes.filter((code) => !/^(A?[A-Z]\d+|8F[0-9A-F]{2})$/.test(code))).toEqual([]);
  });
});
