import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { readSchemaFiles } from '../dccMaterial/schemaFiles.ts';
import { bundledSchemaVersion, readBundledSchemaFiles } from '../dccMaterial/schemas.ts';
import { buildServiceResponse } from '../duis/buildResponse.ts';
import { compileRequestModel } from '../duis/model.ts';
import { parseServiceResponse } from '../duis/parse.ts';
import { compileDuisSchema, type DuisSchema, validateAgainstSchema } from '../duis/schema.ts';
import { importDuisSchema } from '../duis/schemaVersion.ts';
import { xmlDeclaration } from '../duis/writeXml.ts';
import { fromHex } from '../gbcs/bytes.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import { gbcsKeysFromJson } from '../gbcs/keys.ts';
import { verifyInnerSignatures } from '../smki/innerSignature.ts';
import { generateTestPki, type TestPki } from '../smki/testPki.ts';
import { signXml } from '../smki/xmlSignature.ts';
import { readSmets1 } from './readSmets1.ts';
import { type Smets1Model, smets1AlertView, smets1Model, smets1ResponseView } from './smets1View.ts';
import { findMmcUseCase } from './useCaseTable.ts';

const vectors = new URL('../../../shared/vectors/', import.meta.url);
const published = new URL('../../../shared/schemas/5.4/', import.meta.url);
const isPresent = existsSync(new URL('rtds-gbcs.jsonl', vectors));
const reason = isPresent ? '' : ' (skipped: the folder ../shared/vectors is absent)';

const provider = '90-B3-D5-1F-30-00-00-10';
let model: Smets1Model;
let pki: TestPki;
const schemas: DuisSchema[] = [];

beforeAll(async () => {
  const files = await readBundledSchemaFiles();
  model = smets1Model(compileRequestModel(files, bundledSchemaVersion));
  schemas.push(compileDuisSchema(files, bundledSchemaVersion));
  if (existsSync(published)) {
    const own = importDuisSchema(await readSchemaFiles(published.pathname));
    schemas.push(compileDuisSchema(own.files, own.version));
  }
  pki = await generateTestPki({
    organisations: [{ eui64: provider, remotePartyRole: 127 }],
    devices: [],
    dsp: '90-B3-D5-1F-30-00-00-02',
    notBefore: new Date(Date.UTC(2020, 0, 1)),
  });
});

/** The S1SP's words, signed by it, inside a message of the DSP. */
function deliver(xml: string): string {
  const [organisation] = pki.organisations;
  if (organisation === undefined) throw new Error('no S1SP');
  const sign = (text: string, { certificate, privateKey }: typeof organisation.xmlSigning): string =>
    signXml(text, { privateKey, issuerName: certificate.issuerName, serialNumber: certificate.serialNumber });
  const inner = sign(xml, organisation.xmlSigning).slice(xmlDeclaration.length);
  const response = buildServiceResponse({
    responseCode: 'I0',
    responseDateTime: '2026-03-03T10:00:00.00Z',
    schemaVersion: '5.1',
    body: { kind: 'xml', xml: `<sr:SMETS1ResponseMessage>${inner}</sr:SMETS1ResponseMessage>` },
  });
  return sign(response, pki.dsp.xmlSigning);
}

const problemsOf = (xml: string): string[] => [
  ...schemas.flatMap((schema) => validateAgainstSchema(schema, Buffer.from(xml)).map(({ message }) => message)),
  ...verifyInnerSignatures(xml, (serial) => pki.bySerial.get(serial)).flatMap(({ verdict }) =>
    verdict === 'valid' ? [] : [verdict],
  ),
];

/** Kinds of data that come back as they went. */
const typedKinds: readonly string[] = ['profile', 'dailyReadLog', 'registers', 'gasProfile'];

function readVectors(): { name: string; variant: string; message: DecodedMessage }[] {
  const keys = gbcsKeysFromJson(JSON.parse(readFileSync(new URL('rtds-keys.json', vectors), 'utf8')));
  const lines = readFileSync(new URL('rtds-gbcs.jsonl', vectors), 'utf8').trim().split('\n');
  return lines.flatMap((line) => {
    const { name, hex }: { name: string; hex: string } = JSON.parse(line);
    const result = decodeMessage(fromHex(hex) ?? new Uint8Array(), keys);
    if (!result.ok || result.message.cra !== 'response') return [];
    const services = findMmcUseCase(result.message.messageCode)?.serviceReferenceVariants ?? [];
    const asked = /_(\d+\.\d+(?:\.\d+)?)_/.exec(name)?.[1];
    const variant = services.length > 1 ? (asked ?? services[0]) : services[0];
    return variant === undefined ? [] : [{ name, variant, message: result.message }];
  });
}

describe.skipIf(!isPresent)(`a SMETS1 response with what the Reference Test Data Set's meters said${reason}`, () => {
  it('is valid in the DSP’s message, with the S1SP’s signature, and is read back as the same data', () => {
    const wrong: string[] = [];
    const kinds = new Set<string>();
    let written = 0;
    for (const { name, variant, message } of readVectors()) {
      const view = smets1ResponseView(message, { model, serviceReferenceVariant: variant, schemaVersion: '5.1' });
      if (!view.ok) continue;
      written += 1;
      const xml = deliver(view.xml);
      wrong.push(...problemsOf(xml).map((problem) => `${name}: ${problem}`));
      const said = readSmets1(parseServiceResponse(xml).body);
      const data = said?.kind === 'response' ? said.data : undefined;
      if (message.data === undefined || !typedKinds.includes(message.data.kind) || data === undefined) continue;
      kinds.add(data.kind);
      const { time: _, ...sent } = { time: undefined, ...message.data };
      const { time: __, ...received } = { time: undefined, ...data };
      if (view.uncovered.length === 0 && JSON.stringify(received) !== JSON.stringify(sent)) {
        wrong.push(`${name}: ${JSON.stringify(received).slice(0, 200)} for ${JSON.stringify(sent).slice(0, 200)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(written).toBeGreaterThan(200);
    expect([...kinds].sort()).toEqual(['dailyReadLog', 'gasProfile', 'profile', 'registers']);
  }, 30_000);
});

describe('a SMETS1 Device Alert', () => {
  it('is valid, and is read back with its code, words and time', () => {
    const alert = {
      deviceId: '00-DB-12-34-56-78-92-A0',
      recipientId: '90-B3-D5-1F-30-01-00-00',
      counter: '7',
      alertCode: '8F3F',
      description: 'Unauthorised Physical Access - Tamper Detect',
      time: '2026-03-03T10:00:00Z',
    };
    const view = smets1AlertView(alert, { model, schemaVersion: '5.1' });
    const xml = view.ok ? deliver(view.xml) : '';
    expect(problemsOf(xml)).toEqual([]);
    const { alertCode, description, time } = alert;
    expect(readSmets1(parseServiceResponse(xml).body)).toEqual({ kind: 'alert', alertCode, description, time });
  });

  it('without a code of four digits is none', () => {
    const view = smets1AlertView(
      { deviceId: 'A', recipientId: 'B', counter: '1', alertCode: 'no', description: '', time: 'never' },
      { model, schemaVersion: '5.1' },
    );
    expect(view.ok).toBe(false);
  });
});
