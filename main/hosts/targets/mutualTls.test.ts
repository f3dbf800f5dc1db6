import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createPlainServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer, request as requestOverTls } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../../shared/contract/client.ts';
import type { Workbench } from '../../../shared/contract/contract.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { dispatch } from '../../ipc/dispatch.ts';
import * as x509 from '../../smki/x509.ts';
import { followRun } from '../cli/followRun.ts';
import { composeWorkbench } from '../compose.ts';
import { fixture } from '../paths.ts';
import { startQuietEmulator } from '../quietEmulator.ts';

// The DCC Gateway Connection in small: a gateway that takes nobody without a certificate stands before the emulator, and
// hands deliveries on to a Receive Response Service that takes nobody without one either.
const folder = mkdtempSync(join(tmpdir(), 'uept-tls-'));
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const validity = { notBefore: new Date('2026-01-01'), notAfter: new Date('2046-01-01') };

interface Identity {
  cert: string;
  key: string;
}

async function makeAuthority(name: string) {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: `CN=${name}`,
    signingAlgorithm: algorithm,
    keys,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  return {
    pem: certificate.toString('pem'),
    async issue(subject: string): Promise<Identity> {
      const own = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
      const issued = await x509.X509CertificateGenerator.create({
        ...validity,
        subject: `CN=${subject}`,
        issuer: certificate.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: subject }])],
      });
      const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', own.privateKey)).toString('base64');
      return {
        cert: issued.toString('pem'),
        key: `-----BEGIN PRIVATE KEY-----\n${key.replace(/(.{64})/g, '$1\n')}\n-----END PRIVATE KEY-----\n`,
      };
    },
  };
}

let emulator: Emulator;
let gateway: Server;
let deliverer: Server;
let dcc: Identity;
let authority: Awaited<ReturnType<typeof makeAuthority>>;
const callers: string[] = [];
const user = '90-B3-D5-1F-30-01-00-00';
let receiveResponse = '';

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen({ host: '127.0.0.1', port: 0 }, () => resolve((server.address() as AddressInfo).port)),
  );

/** POSTs over TLS. @returns the status, or the code of the error that ended it */
function post(url: string, body: Buffer, identity: Partial<Identity>): Promise<number | string> {
  return new Promise((resolve) => {
    const outgoing = requestOverTls(
      url,
      {
        method: 'POST',
        headers: { 'content-type': 'application/xml', 'content-length': body.length },
        ca: authority.pem,
        servername: 'user.example',
        agent: false,
        ...identity,
      },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    outgoing.end(body);
  });
}

const passOn: RequestListener = async (incoming, reply) => {
  const { socket } = incoming as IncomingMessage & { socket: { getPeerCertificate(): { subject: { CN: string } } } };
  callers.push(socket.getPeerCertificate().subject.CN);
  const answer = await fetch(`${emulator.dccUrl}${incoming.url}`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml' },
    body: new Uint8Array(await buffer(incoming)),
  });
  reply.writeHead(answer.status, { 'content-type': 'application/xml' });
  reply.end(Buffer.from(await answer.arrayBuffer()));
};

beforeAll(async () => {
  authority = await makeAuthority('DCCKI in small');
  const stranger = await makeAuthority('Nobody we know');
  const [server, own, foreign] = [
    await authority.issue('dcc.example'),
    await authority.issue('user.example'),
    await stranger.issue('user.example'),
  ];
  dcc = await authority.issue('deliverer.example');
  gateway = createServer({ ...server, ca: authority.pem, requestCert: true, rejectUnauthorized: true }, passOn);
  deliverer = createPlainServer(async (incoming, reply) => {
    const status = await post(receiveResponse, await buffer(incoming), dcc);
    reply.writeHead(typeof status === 'number' ? status : 502).end();
  });
  const [gatewayPort, delivererPort] = [await listen(gateway), await listen(deliverer)];
  emulator = await startQuietEmulator('zaz1', {
    clock: { startMs: Date.now(), speed: 50 },
    respondTo: () => `http://127.0.0.1:${delivererPort}/`,
  });
  mkdirSync(join(folder, 'targets'));
  const file = (name: string, text: string) => writeFileSync(join(folder, 'targets', name), text);
  file('ca.pem', authority.pem);
  for (const [name, { cert, key }] of Object.entries({ own, foreign })) {
    file(`${name}.pem`, cert);
    file(`${name}.key`, key);
  }
  const profile = (name: string, identity: string) =>
    file(
      `${name}.yaml`,
      `name: ${name}
title: ${name}
kind: uit
url: https://127.0.0.1:${gatewayPort}
allowHosts: ["127.0.0.1"]
smki: { url: "${emulator.smkiUrl}" }
tls: { certificate: ${identity}.pem, key: ${identity}.key, ca: ca.pem, serverName: dcc.example }
receiveResponse: { tls: { certificate: own.pem, key: own.key, ca: ca.pem } }
credentials: { xmlSigning: "zaz1:${user}", digitalSignature: "zaz1:${user}", keyAgreement: "zaz1:${user}" }
`,
    );
  profile('uit-tls', 'own');
  profile('uit-foreign', 'foreign');
});
afterAll(async () => {
  gateway.closeAllConnections();
  gateway.close();
  deliverer.close();
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

async function withTarget(target: string, use: (workbench: Workbench, run: () => Promise<string>) => Promise<void>) {
  const follow = followRun(() => {});
  const composition = composeWorkbench({
    workspace: join(folder, `${target}.uept`),
    campaign: fixture('campaigns/import-supplier.yaml'),
    target,
    confirmation: target,
    report: () => {},
  });
  composition.listen(follow.onEvent);
  const workbench = connect((name, input) => dispatch(composition.handlers, name, input));
  try {
    await use(workbench, async () => {
      const { runId } = await workbench['run.start']({ only: ['disable-supply'] });
      await follow.untilFinished(workbench, runId);
      return runId;
    });
  } finally {
    await composition.close();
  }
}

describe('mutual TLS', () => {
  it('carries a critical request to UIT and its answer back, and the evidence says with whom', () =>
    withTarget('uit-tls', async (workbench, start) => {
      const status = await workbench['workbench.status']({});
      receiveResponse = status.receiveResponseService.url ?? '';
      expect(receiveResponse).toMatch(/^https:/);
      const run = await workbench['run.get']({ runId: await start() });
      expect(run.findings.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
      expect(new Set(callers)).toEqual(new Set(['user.example']));
      const delivered = run.messages.filter(({ service }) => service === 'receiveResponse');
      expect(delivered.map(({ peer }) => peer)).toEqual(
        delivered.map(() =>
          expect.stringMatching(/^127\.0\.0\.1, CN=deliverer\.example, certificate SHA-256 [0-9A-F:]{95}$/),
        ),
      );
      // Whoever shows no certificate, or one of another authority, delivers nothing.
      const before = (await workbench['message.list']({})).length;
      expect(typeof (await post(receiveResponse, Buffer.from('<x/>'), {}))).toBe('string');
      expect((await workbench['message.list']({})).length).toBe(before);
    }));

  it('is refused to a certificate of another authority, by a sentence and not by a hang', () =>
    withTarget('uit-foreign', async (workbench, start) => {
      const run = await workbench['run.get']({ runId: await start() });
      expect(run.findings).toMatchObject([
        {
          check: 'step-is-carried-out',
          outcome: 'fail',
          cause: 'transport',
          message: expect.stringContaining('did not answer'),
        },
      ]);
      // The request that could not be brought is in the evidence all the same.
      expect(run.messages.map(({ direction }) => direction)).toEqual(['sent']);
    }));
});
