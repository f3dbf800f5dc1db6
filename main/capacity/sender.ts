import { createPrivateKey } from 'node:crypto';
import { Pool } from 'undici';
import { buildSignedPreCommand } from '../duis/build.ts';
import { eui64ToHex } from '../duis/eui64.ts';
import { signPreCommand } from '../gbcs/preCommand.ts';
import { signXml, type XmlSigner } from '../smki/xmlSignature.ts';
import { servicePaths } from '../transport/dccClient.ts';
import { completeRequest, type PreparedRequest } from './prepareRequest.ts';
import { scanMessage } from './scanMessage.ts';

/** The keys of a User, in a form that crosses threads. */
export interface UserKeys {
  eui64: string;
  issuerName: string;
  serialNumber: string;
  /** PKCS#8 PEM. */
  xmlSigning: string;
  /** 32 octets: signs Pre-Commands. Undefined where the User has none. */
  digitalSignature: Uint8Array | undefined;
}

/** One request to be sent. */
export interface Dispatch {
  arrival: number;
  request: PreparedRequest;
  home: { meter: string; mpan: string };
  originatorCounter: string;
}

/** What came back, in milliseconds of the clock given. */
export interface SynchronousOutcome {
  arrival: number;
  /** When its last byte was signed and handed to the connection. */
  sentMs: number;
  answeredMs: number;
  /** A Response Code, `HTTP 503`, or what went wrong with the connection. */
  code: string;
  /** No further answer comes. */
  isFinal: boolean;
}

export interface Sender {
  /** Opens all connections. */
  connect(): Promise<void>;
  /** Signs a request and sends it at once; never waits for another. */
  send(dispatch: Dispatch): Promise<SynchronousOutcome>;
  /** Requests that wait for a connection of their own. */
  queued(): number;
  close(): Promise<void>;
}

/**
 * Enough that requests wait at the DCC and not here; what waits here nevertheless is counted and shown. All are opened
 * before the first request: a busy server takes a new connection in only once in a while, and what waits on one is
 * overtaken by seconds.
 */
const connections = 256;

/** @param now the clock that outcomes are given in, in milliseconds */
export function openSender(baseUrl: string, users: readonly UserKeys[], now: () => number): Sender {
  const pool = new Pool(new URL(baseUrl).origin, {
    connections,
    headersTimeout: 300_000,
    bodyTimeout: 300_000,
    keepAliveTimeout: 600_000,
  });
  const signers = new Map(users.map((user) => [user.eui64, signerOf(user)]));
  const scalars = new Map(users.map((user) => [eui64ToHex(user.eui64).toLowerCase(), user.digitalSignature]));
  const gbcsKeys = {
    keyAgreementPrivateKey: () => undefined,
    keyAgreementPublicPoint: () => undefined,
    digitalSignaturePrivateKey: (eui: string) => scalars.get(eui),
    digitalSignaturePublicPoint: () => undefined,
  };

  const post = async (service: PreparedRequest['service'], body: string) => {
    const answer = await pool.request({
      path: servicePaths[service],
      method: 'POST',
      headers: { 'content-type': 'application/xml', accept: 'application/xml' },
      body,
    });
    return { status: answer.statusCode, xml: await answer.body.text() };
  };

  /** One exchange of no meaning: as many at once as there are connections open them all. */
  const touch = async (): Promise<void> => {
    const answer = await pool.request({ path: '/', method: 'GET' });
    await answer.body.dump();
  };

  return {
    async connect() {
      await Promise.all(Array.from({ length: connections }, touch));
    },
    async send({ arrival, request, home, originatorCounter }) {
      const unsigned = completeRequest(request, home, originatorCounter);
      const signer = signers.get(request.originator);
      if (!signer) throw new Error(`no key for ${request.originator}`);
      const body = signXml(unsigned, signer);
      const sentMs = now();
      const outcome = (code: string, isFinal: boolean, answeredMs = now()): SynchronousOutcome => ({
        arrival,
        sentMs,
        answeredMs,
        code,
        isFinal,
      });
      try {
        const first = await post(request.service, body);
        if (first.status !== 200) return outcome(`HTTP ${first.status}`, true);
        const { responseCode = 'no Response Code', preCommand } = scanMessage(first.xml);
        if (request.service === 'nonDevice' || !responseCode.startsWith('I')) return outcome(responseCode, true);
        if (request.service === 'sendCommand') return outcome(responseCode, false);
        if (preCommand === undefined) return outcome('no Pre-Command', true);
        const answeredMs = now();
        const signed = signPreCommand(Buffer.from(preCommand, 'base64'), gbcsKeys);
        const next = buildSignedPreCommand(unsigned, Buffer.from(signed).toString('base64'));
        const second = await post('sendCommand', signXml(next, signer));
        if (second.status !== 200) return outcome(`HTTP ${second.status}`, true);
        const code = scanMessage(second.xml).responseCode ?? 'no Response Code';
        return code.startsWith('I') ? outcome(code, false, answeredMs) : outcome(code, true);
      } catch (error) {
        return outcome(error instanceof Error ? `connection: ${error.message}` : String(error), true);
      }
    },
    queued: () => pool.stats.queued,
    close: () => pool.destroy(),
  };
}

const signerOf = ({ xmlSigning, issuerName, serialNumber }: UserKeys): XmlSigner => ({
  privateKey: createPrivateKey(xmlSigning),
  issuerName,
  serialNumber,
});
