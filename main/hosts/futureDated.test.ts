import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listTemplates } from '../dccMaterial/templates.ts';
import type { ServiceResponse } from '../duis/parse.ts';
import type { Setting } from '../duis/setPath.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import { type EmulatorTrial, startEmulatorTrial, type TrialRequest } from './emulatorTrial.ts';
import { fixture } from './paths.ts';

const supplier = '90-B3-D5-1F-30-01-00-00';
const broker = '90-B3-D5-1F-30-00-00-02';
const meter = '00-DB-12-34-56-78-90-A0';
const twinElementMeter = '00-DB-12-34-56-78-90-B0';
const gasMeter = '00-DB-12-34-56-78-90-A1';
const controller = '00-DB-12-34-56-78-90-A6';
const smets1Meter = '00-DB-12-34-56-78-92-A0';
const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 2, 3, 10);
const image = Buffer.from('a new firmware');

let trial: EmulatorTrial;
beforeAll(async () => {
  trial = await startEmulatorTrial(fixture('fleets/test-lab.yaml'), { startMs });
}, 30_000);
afterAll(() => trial.close());

const dated = (part: 'FUTURE_DATED' | 'CANCELLATION'): string[] =>
  listTemplates()
    .map(({ name }) => name)
    .filter((name) => name.includes(`_${part}`) && !name.includes('_DSP_'));

const variantOf = (template: string): string => template.split('_')[1] ?? '';

function targetOf(template: string): string {
  if (template.startsWith('GCS')) return gasMeter;
  if (template.startsWith('ECS46d')) return controller;
  return /TWIN|_1\.[12]\.2_/.test(template) ? twinElementMeter : meter;
}

const certificate = (usage: 'DS' | 'KA'): string =>
  Buffer.from(trial.pki.deviceFacingCertificate(supplier, usage) ?? []).toString('base64');

const certificatesAt: Readonly<Record<string, string>> = {
  CS02bSupplierBySupplier: 'ReplacementCertificates.SupplierOrNetworkOperatorCertificates',
  CS02bSupplierByTransCoS: 'SupplierReplacementCertificates',
};

function settingsOf(template: string, executionDateTime: string | undefined): Setting[] {
  const settings: Setting[] = [];
  if (executionDateTime !== undefined) settings.push({ path: 'ExecutionDateTime', value: executionDateTime });
  const path = certificatesAt[template.split('_')[0] ?? ''];
  if (path !== undefined) {
    for (const [name, usage] of [
      ['DigitalSigningCertificate', 'DS'],
      ['KeyAgreementCertificate', 'KA'],
      ['KeyAgreementTopUpCertificate', 'KA'],
    ] as const)
      settings.push({ path: `${path}.${name}`, value: certificate(usage) });
  }
  const hash = createHash('sha256').update(image).digest('hex').toUpperCase();
  if (template.startsWith('CS06')) settings.push({ path: 'FirmwareHash', value: hash });
  return settings;
}

const inHours = (hours: number): string =>
  `${new Date(trial.emulator.clock.now() + hours * hourMs).toISOString().slice(0, 19)}.00Z`;

function requestOf(template: string, executionDateTime?: string): TrialRequest {
  const variant = variantOf(template);
  return {
    variant,
    originator: supplier,
    target: targetOf(template),
    template,
    set: settingsOf(template, executionDateTime),
  };
}

function decodedAlert({ gbcsPayload }: ServiceResponse): DecodedMessage {
  const decoded = decodeMessage(Buffer.from(gbcsPayload ?? '', 'base64'), trial.pki.gbcsKeys);
  if (!decoded.ok) throw new Error(`expected ${decoded.error.expected} at ${decoded.error.offset}`);
  return decoded.message;
}

/** Which instruction an alert tells of, without counters and times: what is the same in every alert of it. */
function instructionIn({ messageCode, fields }: DecodedMessage): string {
  const parts = fields.filter(({ path }) =>
    /Message Code|Class Id|Instance Id|Attribute Id|Cluster Id|Frame Control|Command Id|Alert Code/.test(path),
  );
  return [messageCode, ...parts.map(({ path, hex }) => `${path}=${hex}`)].join('|');
}

interface Told {
  kind: string;
  alertCode: string | undefined;
  requestId: string;
  place: string;
  signature: string;
  problems: string[];
}

const placeIn = ({ body }: ServiceResponse): string => {
  const text = JSON.stringify(body);
  const number = (name: string) => new RegExp(`"${name}":"(\\d+)"`).exec(text)?.[1];
  return `${number('InstructionNumber')} of ${number('TotalCommandInstructions')}`;
};

async function outcomesAfter(ms: number): Promise<(Told & { message: DecodedMessage })[]> {
  const delivered = await trial.pass(ms);
  return delivered
    .filter(({ response }) => response.kind === 'futureDatedDeviceAlert')
    .map(({ response, problems }) => {
      const message = decodedAlert(response);
      return {
        kind: response.kind,
        alertCode: response.alertCode,
        requestId: response.requestId?.originatorCounter ?? '',
        place: placeIn(response),
        signature: message.signature,
        problems,
        message,
      };
    });
}

/** How many instructions the commands of the templates hold that are carried out later. */
const instructions: Readonly<Record<string, number>> = {
  CS02bSupplierBySupplier: 1,
  CS02bSupplierByTransCoS: 1,
  CS06: 1,
  ECS01a: 6,
  ECS01b: 2,
  ECS01c: 3,
  ECS01d: 1,
  ECS02: 1,
  ECS03: 2,
  ECS08: 9,
  ECS08a: 9,
  ECS28a: 4,
  ECS46c: 2,
  ECS46d: 2,
  GCS01a: 4,
  GCS01b: 2,
  GCS02: 1,
  GCS03: 1,
  GCS05: 5,
};
const caseOf = (template: string): string => template.split('_')[0] ?? '';
/** The devices of the laboratory hold no credential of a Load Controller that could be replaced. */
const isCarriedOut = (template: string): boolean => !template.startsWith('CS02g');

const sendImage = (): Promise<unknown> =>
  trial.carryOut({
    variant: '11.1',
    originator: supplier,
    target: broker,
    set: [
      { path: 'FirmwareImage', value: image.toString('base64') },
      { path: 'FirmwareVersion', value: '00000002' },
      { path: 'DeviceIDList', value: meter },
    ],
  });

describe('a command that a device holds for later', () => {
  const seen = new Map<string, Set<string>>();

  it.each(dated('FUTURE_DATED').filter(isCarriedOut))(
    '%s is accepted at once, and each of its instructions is told of at its time',
    async (template) => {
      if (template.startsWith('CS06')) await sendImage();
      const sent = await trial.carryOut(requestOf(template, inHours(2)));
      expect([sent.acknowledgement, sent.response?.responseCode, sent.problems]).toEqual(['I99', 'I0', []]);
      expect(await outcomesAfter(hourMs)).toEqual([]);
      const told = await outcomesAfter(hourMs);
      const count = instructions[caseOf(template)] ?? 0;
      expect(told.map(({ message: _, ...rest }) => rest)).toEqual(
        Array.from({ length: count }, (_, index) => ({
          kind: 'futureDatedDeviceAlert',
          alertCode: '8F66',
          requestId: sent.response?.requestId?.originatorCounter,
          place: `${index + 1} of ${count}`,
          signature: 'valid',
          problems: [],
        })),
      );
      seen.set(caseOf(template), new Set(told.map(({ message }) => instructionIn(message))));
    },
  );

  const vectors = new URL('../../../shared/vectors/rtds-gbcs.jsonl', import.meta.url);
  it.skipIf(!existsSync(vectors))('is told of as the alerts of the Reference Test Data Set do', () => {
    const alerts = readFileSync(vectors, 'utf8')
      .trim()
      .split('\n')
      .map((line): { name: string; hex: string } => JSON.parse(line))
      // The meter is of a GBCS version whose 2.1 is ECS08a.
      .filter(({ name }) => /8F66/.test(name) && caseOf(name) !== 'ECS08' && seen.has(caseOf(name)));
    expect(alerts.length).toBeGreaterThan(20);
    const different = alerts.filter(({ name, hex }) => {
      const decoded = decodeMessage(Buffer.from(hex, 'hex'), trial.pki.gbcsKeys);
      return !decoded.ok || !seen.get(caseOf(name))?.has(instructionIn(decoded.message));
    });
    expect(different.map(({ name }) => name)).toEqual([]);
  });

  it.each(dated('CANCELLATION').filter(isCarriedOut))(
    '%s calls off what was held, and nothing is told',
    async (template) => {
      const future = template.replace('CANCELLATION', 'FUTURE_DATED');
      await trial.carryOut(requestOf(future, inHours(2)));
      const called = await trial.carryOut(requestOf(template));
      expect([called.acknowledgement, called.response?.responseCode, called.problems]).toEqual(['I99', 'I0', []]);
      expect(await outcomesAfter(3 * hourMs)).toEqual([]);
    },
  );

  it('fails with 8F67 where the device cannot do it: there is no image of that hash', async () => {
    const request = requestOf('CS06_11.3_FUTURE_DATED_SUCCESS_REQUEST_DUIS', inHours(1));
    const set = [...(request.set ?? []), { path: 'FirmwareHash', value: 'AB'.repeat(32) }];
    await trial.carryOut({ ...request, set });
    const [told, ...others] = await outcomesAfter(hourMs);
    expect([told?.alertCode, told?.message.data, others]).toMatchObject(['8F67', { alertCode: '8F67' }, []]);
  });

  it('changes a SMETS1 meter at its time too, which its S1SP tells as an alert of the device', async () => {
    const template = 'ECS01b_1.2.1_FUTURE_DATED_TOU_BLOCK_SUCCESS_REQUEST_DUIS';
    const sent = await trial.carryOut({ ...requestOf(template, inHours(1)), target: smets1Meter });
    expect([sent.acknowledgement, sent.response?.responseCode]).toEqual(['I99', 'I0']);
    const delivered = await trial.pass(2 * hourMs);
    expect(delivered.map(({ response, problems }) => [response.kind, response.alertCode, problems])).toContainEqual([
      'smets1',
      '8F66',
      [],
    ]);
  });
});

describe('a request that the DSP holds for later', () => {
  const read = (executionDateTime: string) =>
    trial.carryOut({
      variant: '4.1.1',
      originator: supplier,
      target: meter,
      template: 'ECS17b_4.1.1_DSP_FUTURE_DATED_REQUEST_DUIS',
      set: [{ path: 'ExecutionDateTime', value: executionDateTime }],
    });
  const kinds = async (ms: number) =>
    (await trial.pass(ms)).map(({ response, problems }) => [response.kind, response.responseCode, ...problems]);

  it('is carried out at its time and answered then, once', async () => {
    const sent = await read(inHours(2));
    expect([sent.acknowledgement, sent.response, sent.problems]).toEqual(['I99', undefined, []]);
    expect(await kinds(hourMs)).toEqual([]);
    expect(await kinds(2 * hourMs)).toEqual([['serviceResponse', 'I0']]);
  });

  it('is never carried out where it is called off, which the DSP confirms', async () => {
    await read(inHours(2));
    const called = await read('3000-12-31T00:00:00.00Z');
    expect([called.acknowledgement, called.response?.responseCode, called.message]).toEqual(['I99', 'I0', undefined]);
    expect(await kinds(4 * hourMs)).toEqual([]);
  });
});
