import { once } from 'node:events';
import { connect } from 'node:net';
import { search } from '@smartdcc/dccboxed-keystore/dist/certificateSearch.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listTemplates } from '../dccMaterial/templates.ts';
import { buildServiceRequest } from '../duis/build.ts';
import { parseServiceResponse } from '../duis/parse.ts';
import { chooseTemplate } from '../duis/template.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import type { EmulatorPki } from '../emulator/pki.ts';
import { signXml } from '../smki/xmlSignature.ts';
import { loadModel } from './emulatorModel.ts';
import { emulatorPki } from './emulatorPki.ts';
import { loadSchemas } from './material.ts';
import { fixture } from './paths.ts';
import { readFleet } from './targets/bundledEmulator.ts';

const supplier = '90-B3-D5-1F-30-01-00-00';
const networkOperator = '90-B3-D5-1F-30-02-00-00';
/** A User of the right role that is not registered for the home. */
const anotherSupplier = '90-B3-D5-1F-30-03-00-00';
const meter = '00-DB-12-34-56-78-90-A0';
const hub = '00-DB-12-34-56-78-90-A2';
const broker = '90-B3-D5-1F-30-00-00-02';

let emulator: Emulator;
let pki: EmulatorPki;
let counter = 1_000_000;

beforeAll(async () => {
  const fleet = readFleet(fixture('fleets/one-home.yaml'));
  pki = await emulatorPki(fleet, 'zaz1');
  emulator = await startEmulator({
    fleet,
    pki,
    schemas: await loadSchemas([]),
    model: await loadModel(),
    host: '127.0.0.1',
    port: 0,
    smkiPort: 0,
    seed: 1,
    clock: { startMs: Date.UTC(2026, 2, 3, 10), speed: 0 },
    respondTo: () => undefined,
    log: () => {},
  });
});
afterAll(() => emulator.close());

interface Choice {
  variant: string;
  originator?: string;
  target?: string;
  commandVariant?: number;
  schemaVersion?: string;
}

function request({ variant, originator = supplier, target = meter, ...rest }: Choice): string {
  counter += 1;
  return buildServiceRequest({
    template: chooseTemplate(listTemplates(), variant).xml,
    originator,
    target,
    counter: String(counter),
    schemaVersion: '5.1',
    ...rest,
  });
}

async function post(
  service: string,
  body: string,
  type = 'application/xml',
): Promise<{ status: number; code: string | undefined; xml: string }> {
  const answer = await fetch(`${emulator.dccUrl}/api/v1/${service}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });
  const xml = await answer.text();
  return { status: answer.status, code: xml === '' ? undefined : parseServiceResponse(xml).responseCode, xml };
}

const send = (service: string, choice: Choice, signer = choice.originator ?? supplier) =>
  post(service, signXml(request(choice), pki.signingCredential(signer)));

describe('the emulated DSP', () => {
  it('answers each wrong request with the code that belongs to it', async () => {
    const codes = [
      await send('serviceS', { variant: '4.8.3', originator: anotherSupplier }),
      await send('serviceS', { variant: '4.8.3', originator: supplier, target: '00-DB-12-34-56-78-FF-FF' }),
      await send('serviceS', { variant: '4.17', target: hub }),
      await send('serviceS', { variant: '4.1.4', originator: networkOperator }),
      await send('serviceD', { variant: '4.8.3' }),
      await send('serviceT', { variant: '4.8.3', commandVariant: 4 }),
      await send('serviceS', { variant: '4.8.3', originator: '90-B3-D5-1F-30-09-00-00' }, supplier),
      await send('serviceS', { variant: '4.8.3' }, networkOperator),
    ].map(({ code }) => code);
    expect(codes).toEqual(['E4', 'E19', 'E11', 'E2', 'E13', 'E12', 'E1', 'E1']);
  });

  it('refuses an unsigned request and one whose content was changed after signing', async () => {
    const signed = signXml(request({ variant: '4.8.3' }), pki.signingCredential(supplier));
    const codes = [
      (await post('serviceS', request({ variant: '4.8.3' }))).code,
      (await post('serviceS', signed.replace('2014-10-01', '2014-10-02'))).code,
    ];
    expect(codes).toEqual(['E100', 'E100']);
  });

  it('answers what is not a Service Request with a status and no body, and serves the next', async () => {
    const deep = `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`;
    const bad = [
      '',
      'hello',
      '<a/>',
      '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
      deep,
      signXml(request({ variant: '4.8.3' }), pki.signingCredential(supplier)).slice(0, 400),
    ];
    for (const body of bad) expect(await post('serviceS', body)).toEqual({ status: 400, code: undefined, xml: '' });
    expect((await post('serviceS', '<a/>', 'application/json')).status).toBe(415);
    expect((await fetch(`${emulator.dccUrl}/api/v1/serviceX`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${emulator.dccUrl}/api/v1/serviceS`)).status).toBe(405);
    expect((await fetch(`${emulator.dccUrl}/api/v1/serviceS`, { method: 'PUT', body: '<a/>' })).status).toBe(405);
    expect((await post('serviceS', 'x'.repeat(17 * 1024 * 1024))).status).toBe(413);
    expect((await send('serviceS', { variant: '4.8.1' })).code).toBe('I99');
  });

  it('is not held up by a client that goes away in the middle of a request', async () => {
    const { hostname, port } = new URL(emulator.dccUrl);
    for (let index = 0; index < 50; index += 1) {
      const socket = connect(Number(port), hostname);
      socket.on('error', () => {});
      socket.write(
        'POST /api/v1/serviceS HTTP/1.1\r\nhost: x\r\ncontent-type: application/xml\r\ncontent-length: 1000\r\n\r\n<a',
      );
      setTimeout(() => socket.destroy(), 20);
    }
    expect((await send('serviceS', { variant: '4.8.1' })).code).toBe('I99');
  });

  it('serves the next request while 1,000 connections stand open that say nothing', async () => {
    const { hostname, port } = new URL(emulator.dccUrl);
    const sockets = Array.from({ length: 1000 }, () => connect(Number(port), hostname));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    for (const socket of sockets.slice(0, 500)) socket.write('POST /api/v1/serviceS HTTP/1.1\r\nhost: x\r\n');
    // Half of those are shut from this side only.
    for (const socket of sockets.slice(0, 250)) socket.end();
    expect((await send('serviceS', { variant: '4.8.1' })).code).toBe('I99');
    for (const socket of sockets) socket.destroy();
    expect((await send('serviceS', { variant: '4.8.1' })).code).toBe('I99');
  });

  it('signs its acknowledgements, and tells refusals apart by leaving them unsigned', async () => {
    const good = await send('serviceD', { variant: '8.2', target: broker });
    const refused = await send('serviceD', { variant: '4.8.3' });
    expect([good.code, good.xml.includes('ds:Signature'), refused.xml.includes('ds:Signature')]).toEqual([
      'I0',
      true,
      false,
    ]);
  });
});

describe('the emulated SMKI Repository', () => {
  it('serves DCC’s own keystore client', async () => {
    const device = {
      q: { CertificateSubjectAltName: meter },
      CertificateUsage: 'KA',
      CertificateStatus: 'I',
    } as Parameters<typeof search>[0];
    const organisation = {
      q: { CertificateSubjectName: supplier },
      CertificateUsage: 'DS',
      CertificateStatus: 'I',
      CertificateRole: '2',
    } as Parameters<typeof search>[0];
    const nobody = {
      q: { CertificateSubjectName: '00-00-00-00-00-00-00-00' },
      CertificateUsage: 'DS',
      CertificateStatus: 'I',
      CertificateRole: '2',
    } as Parameters<typeof search>[0];
    const [found, known, none] = [
      await search(device, emulator.smkiUrl),
      await search(organisation, emulator.smkiUrl),
      await search(nobody, emulator.smkiUrl),
    ];
    expect([found.length, known.length, none.length]).toEqual([1, 1, 0]);
    expect(known[0]?.x509.subject).toContain('OU=02');
  });

  it('answers what it cannot read, or does not know, by status, and serves the next', async () => {
    const ask = async (path: string, body: string): Promise<number> =>
      (await fetch(`${emulator.smkiUrl}/services/${path}`, { method: 'POST', body })).status;
    const named = (name: string): string =>
      `<CertificateSearchRequest><CertificateSubjectAltName>${name}</CertificateSubjectAltName></CertificateSearchRequest>`;
    const statuses = [
      await ask('certificatesearch', 'hello'),
      await ask('certificatesearch', named('nobody')),
      await ask('certificatesearch', 'x'.repeat(100_000)),
      await ask('retrievecertificate', '<CertificateDataRequest/>'),
      await ask(
        'retrievecertificate',
        '<CertificateDataRequest><CertificateSerial>1</CertificateSerial></CertificateDataRequest>',
      ),
      await ask('certificatesearch', named(meter)),
    ];
    expect(statuses).toEqual([401, 402, 413, 401, 402, 200]);
  });
});
