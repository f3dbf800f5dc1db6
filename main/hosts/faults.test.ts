import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listTemplates } from '../dccMaterial/templates.ts';
import { buildServiceRequest } from '../duis/build.ts';
import { dccAlertCodeList, responseCodeList } from '../duis/codes.ts';
import { parseServiceResponse } from '../duis/parse.ts';
import { validateAgainstSchema } from '../duis/schema.ts';
import { chooseTemplate } from '../duis/template.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import type { FaultRule } from '../emulator/faults/faultRule.ts';
import { makeFaults } from '../emulator/faults/faults.ts';
import type { EmulatorPki } from '../emulator/pki.ts';
import { signXml, verifyXmlSignature } from '../smki/xmlSignature.ts';
import { type ReceiveResponseService, startReceiveResponseService } from '../transport/receiveResponseService.ts';
import { loadModel } from './emulatorModel.ts';
import { emulatorPki } from './emulatorPki.ts';
import { loadSchemas } from './material.ts';
import { fixture } from './paths.ts';
import { readFleet } from './targets/bundledEmulator.ts';

const supplier = '90-B3-D5-1F-30-01-00-00';
const meter = '00-DB-12-34-56-78-90-A0';

let emulator: Emulator;
let pki: EmulatorPki;
let service: ReceiveResponseService;
let received: string[] = [];
let counter = 1;

beforeAll(async () => {
  const fleet = readFleet(fixture('fleets/one-home.yaml'));
  pki = await emulatorPki(fleet, 'generated');
  service = await startReceiveResponseService({}, ({ body }) => {
    received.push(Buffer.from(body).toString('utf8'));
    return true;
  });
  emulator = await startEmulator({
    fleet,
    pki,
    schemas: await loadSchemas([]),
    model: await loadModel(),
    host: '127.0.0.1',
    port: 0,
    smkiPort: 0,
    seed: 7,
    clock: { startMs: Date.UTC(2026, 2, 3, 10), speed: 0 },
    respondTo: () => service.url,
    log: () => {},
  });
});
afterAll(async () => {
  await emulator.close();
  await service.close();
});
beforeEach(() => {
  received = [];
  emulator.faults.clear();
});

async function read(): Promise<{ status: number; code: string | undefined }> {
  counter += 1;
  const xml = buildServiceRequest({
    template: chooseTemplate(listTemplates(), '4.8.3').xml,
    originator: supplier,
    target: meter,
    counter: String(counter),
    schemaVersion: '5.1',
  });
  const answer = await fetch(`${emulator.dccUrl}/api/v1/serviceS`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml' },
    body: signXml(xml, pki.signingCredential(supplier)),
  });
  const text = await answer.text();
  return { status: answer.status, code: text === '' ? undefined : parseServiceResponse(text).responseCode };
}

/** Sends a read under one fault, lets a minute pass, and gives what was delivered. */
async function deliveredUnder(fault: FaultRule['fault']): Promise<string[]> {
  received = [];
  emulator.faults.add({ when: {}, probability: 1, times: 1, fault });
  await read();
  await emulator.clock.advanceTo(emulator.clock.now() + 60_000);
  return received;
}

const verdictOf = (xml: string): string => verifyXmlSignature(xml, pki.resolveCertificate).verdict;

describe('fault rules', () => {
  it('change a delivery in just the way that they name', async () => {
    const [bad = ''] = await deliveredUnder({ kind: 'badSignature' });
    const [unknown = ''] = await deliveredUnder({ kind: 'unknownSerial' });
    const [version = ''] = await deliveredUnder({ kind: 'wrongSchemaVersion', version: '9.9' });
    const [cut = ''] = await deliveredUnder({ kind: 'truncate' });
    expect([verdictOf(bad), verdictOf(unknown), verdictOf(version)]).toEqual(['invalid', 'unknown-signer', 'valid']);
    expect(parseServiceResponse(version).schemaVersion).toBe('9.9');
    expect(() => parseServiceResponse(cut)).toThrow(/Line/);
    expect((await deliveredUnder({ kind: 'duplicate', copies: 3 })).length).toBe(4);
    expect(await deliveredUnder({ kind: 'drop' })).toEqual([]);
  });

  it('hold a delivery back for a while, or until after the next', async () => {
    emulator.faults.add({ when: {}, probability: 1, times: 1, fault: { kind: 'delay', seconds: 3600 } });
    await read();
    await emulator.clock.advanceTo(emulator.clock.now() + 60_000);
    expect(received).toEqual([]);
    await emulator.clock.advanceTo(emulator.clock.now() + 3_600_000);
    expect(received).toHaveLength(1);
    expect(await deliveredUnder({ kind: 'reorder' })).toEqual([]);
    await read();
    await emulator.clock.advanceTo(emulator.clock.now() + 60_000);
    const counters = received.map((xml) => Number(parseServiceResponse(xml).requestId?.originatorCounter));
    expect(counters).toEqual([counter, counter - 1]);
  });

  it('change the synchronous answer: a status, a refusal', async () => {
    emulator.faults.add({
      when: { serviceReferenceVariant: '4.8.3' },
      probability: 1,
      times: 1,
      fault: { kind: 'httpStatus', status: 503 },
    });
    emulator.faults.add({ when: { target: 'another' }, probability: 1, fault: { kind: 'httpStatus', status: 500 } });
    expect(await read()).toEqual({ status: 503, code: undefined });
    expect(await read()).toEqual({ status: 200, code: 'I99' });
  });

  it('provoke every Response Code, synchronously and in a delivery that the XSD allows', async () => {
    const schema = (await loadSchemas([])).get('5.1');
    const refused: (string | undefined)[] = [];
    const responded: string[] = [];
    const invalid: string[] = [];
    for (const code of responseCodeList) {
      emulator.faults.add({ when: {}, probability: 1, times: 1, fault: { kind: 'refuse', code } });
      refused.push((await read()).code);
      const [xml = ''] = await deliveredUnder({ kind: 'respond', code });
      responded.push(parseServiceResponse(xml).responseCode);
      if (schema && validateAgainstSchema(schema, xml).length > 0) invalid.push(code);
    }
    expect([refused, responded]).toEqual([responseCodeList, responseCodeList]);
    // Codes that DUIS 5.1 did not have yet.
    expect(invalid.length).toBeLessThan(20);
  });

  it('provoke every DCC Alert', async () => {
    const schema = (await loadSchemas([])).get('5.1');
    const codes: (string | undefined)[] = [];
    const invalid: string[] = [];
    for (const code of dccAlertCodeList) {
      const [alert = ''] = await deliveredUnder({ kind: 'dccAlert', code, copies: 1 });
      codes.push(parseServiceResponse(alert).alertCode);
      if (schema && validateAgainstSchema(schema, alert).length > 0) invalid.push(code);
    }
    expect(invalid).toEqual([]);
    expect(codes).toEqual(dccAlertCodeList);
  });

  it('strike alike under the same seed, and as often as their probability says', () => {
    const rule: FaultRule = { when: {}, probability: 0.25, fault: { kind: 'drop' } };
    const subject = {
      serviceReferenceVariant: '4.8.1',
      originator: 'a',
      region: undefined,
      target: 'b',
      requestId: 'c',
    };
    const strikes = (seed: number): boolean[] => {
      const faults = makeFaults(seed, [rule]);
      return Array.from({ length: 400 }, () => faults.drawForDelivery(subject).length > 0);
    };
    expect(strikes(1)).toEqual(strikes(1));
    expect(strikes(1)).not.toEqual(strikes(2));
    const share = strikes(1).filter(Boolean).length / 400;
    expect(Math.abs(share - 0.25)).toBeLessThan(0.08);
  });
});
