import fastify from 'fastify';
import { seededRandom } from '../../../shared/seededRandom.ts';
import type { LoadTarget } from '../../capacity/loadTarget.ts';
import { monotonicMs } from '../../capacity/monotonicTime.ts';
import { type Arrival, planArrivals } from '../../capacity/planArrivals.ts';
import type { PreparedRequest } from '../../capacity/prepareRequest.ts';
import { runLoad } from '../../capacity/runLoad.ts';
import { Component } from '../../emulator/components/componentModel.ts';
import { meanTimeInMd1, timeInMd1 } from '../../emulator/components/queueingTheory.ts';
import { makeStage } from '../../emulator/components/stage.ts';
import { generateTestPki } from '../../smki/testPki.ts';
import { senderEntry } from '../capacity/workerFiles.ts';
import type { Benchmark } from './benchmark.ts';
import { quantile } from './measure.ts';

const queues = 24;
const serviceMs = 50;
const utilisation = 0.7;
const seconds = 60;
const user = '90-B3-D5-1F-30-01-00-00';

const makeQueue = () =>
  makeStage(
    Component.parse({
      concurrency: 1,
      serviceTime: { distribution: 'constant', ms: serviceMs },
      queueBound: 1_000_000,
      provenance: 'benchmark',
    }),
    seededRandom(1),
  );

/** A server with queues of known service time: one for each home, which the request's counter part of the plan names. */
async function startStub(): Promise<{ url: string; answered: Map<number, number>; close(): Promise<void> }> {
  /** By Originator Counter: when the answer went out, by the clock of `monotonicMs`. */
  const answered = new Map<number, number>();
  const stages = Array.from({ length: queues }, makeQueue);
  const server = fastify({ logger: false });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  server.post('/api/v1/serviceD', async (request) => {
    const nowMs = performance.now();
    const [, queueText, counter] = /:00-00-00-00-00-00-00-(\d\d):(\d+)</.exec(String(request.body)) ?? [];
    const queue = Number(queueText ?? 0);
    const finishMs = stages[queue]?.enter(nowMs).finishMs ?? nowMs;
    await new Promise((resolve) => setTimeout(resolve, finishMs - performance.now()));
    answered.set(Number(counter), monotonicMs());
    return '<sr:Response><sr:ResponseCode>I0</sr:ResponseCode></sr:Response>';
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url, answered, close: () => server.close() };
}

const home = (queue: number): string => `00-00-00-00-00-00-00-${String(queue).padStart(2, '0')}`;

async function makeUser() {
  const pki = await generateTestPki({
    organisations: [{ eui64: user, remotePartyRole: 2 }],
    devices: [],
    dsp: '90-B3-D5-1F-30-00-00-02',
    notBefore: new Date(Date.UTC(2020, 0, 1)),
  });
  const credential = pki.organisations[0]?.xmlSigning;
  if (!credential) throw new Error('the test PKI has no organisation');
  const { issuerName, serialNumber } = credential.certificate;
  const keys = {
    eui64: user,
    issuerName,
    serialNumber,
    xmlSigning: credential.privateKeyPem,
    digitalSignature: undefined,
  };
  return { eui64: user, roles: ['IS'], keyAgreementCertificate: undefined, keys };
}

/** One Poisson process for each queue, each of its own seed. */
function planQueues(perSecond: number, daySeconds: number, seed: number): Arrival[] {
  const stream = { count: Math.round(perSecond * daySeconds), curve: [1], weights: [1], generation: 'all' as const };
  return Array.from({ length: queues }, (_, queue) =>
    planArrivals([stream], ['SMETS2+'], { daySeconds, seed: seed + queue }).map((arrival) => ({
      ...arrival,
      home: queue,
    })),
  )
    .flat()
    .sort((a, b) => a.atMs - b.atMs);
}

/** What queueing makes of this very plan, to the last message (Lindley's recursion). */
function recursion(arrivals: readonly Arrival[]): number[] {
  const stages = Array.from({ length: queues }, makeQueue);
  return arrivals.map(({ atMs, home: queue }) => (stages[queue]?.enter(atMs).finishMs ?? atMs) - atMs);
}

/** What the server itself did to each message of the day, from its planned moment to its answer. */
function seenByServer(answered: ReadonlyMap<number, number>, day: readonly Arrival[], zeroMs: number): number[] {
  const inOrder = [...answered].sort(([a], [b]) => a - b).slice(-day.length);
  return inOrder.map(([, atMs], index) => atMs - zeroMs - (day[index]?.atMs ?? 0));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const off = (measured: number, wanted: number): string => `${((measured / wanted - 1) * 100).toFixed(1)} %`;

/** The load generator against servers whose answer times are known: it must report what queueing theory says. */
export const capacityTruth: Benchmark = {
  title: `The generator against ${queues} servers of ${serviceMs} ms each, ${utilisation * 100} % busy (M/D/1), for ${seconds} s`,
  async run() {
    const stub = await startStub();
    const perSecond = (1000 / serviceMs) * utilisation;
    const request: PreparedRequest = {
      serviceReferenceVariant: '8.2',
      service: 'nonDevice',
      originator: user,
      target: undefined,
      xml: '<sr:Request xmlns:sr="http://www.dccinterface.co.uk/ServiceUserGateway"><sr:Header><sr:RequestID>{{requestId}}</sr:RequestID></sr:Header></sr:Request>',
    };
    const target: LoadTarget = {
      baseUrl: stub.url,
      users: [await makeUser()],
      homes: Array.from({ length: queues }, (_, queue) => ({
        generation: 'SMETS2+',
        deviceModelCombination: '',
        meter: home(queue),
        mpan: '',
      })),
      accessControlBroker: '90-B3-D5-1F-30-00-00-02',
      resolveCertificate: () => undefined,
      receiveResponseService: {},
      setRespondTo: () => {},
      background: undefined,
      onSample: () => {},
      description: {},
      close: stub.close,
    };
    const day = planQueues(perSecond, seconds, 100);
    const warmUp = planQueues(perSecond, 3, 7).map((arrival) => ({ ...arrival, atMs: arrival.atMs - 8000 }));
    const result = await runLoad(
      {
        target,
        warmUp,
        day,
        requests: [[request]],
        requisiteMs: () => undefined,
        endMs: seconds * 1000,
        drainMs: 5000,
        senderEntry: senderEntry(),
        senders: 1,
      },
      () => true,
      new AbortController().signal,
    );
    await stub.close();
    const [tally] = result.day.tallies();
    if (!tally) return 'nothing was sent';
    const exact = recursion(day);
    const { endToEnd } = tally;
    const offered = tally.offered / seconds;
    const served = seenByServer(stub.answered, day, result.zeroMs);
    const row = (what: string, theory: number, plan: number, server: number, measured: number): string[] => [
      what,
      theory.toFixed(1),
      plan.toFixed(1),
      server.toFixed(1),
      measured.toFixed(1),
      off(measured, theory),
      off(measured, server),
    ];
    const time = (part: number): number => timeInMd1(part, utilisation, serviceMs);
    const perSecondSent = day.length / seconds;
    const at = (part: number) => [time(part), quantile(exact, part), quantile(served, part)] as const;
    return [
      ['What', 'M/D/1', 'this plan by recursion', 'the servers saw', 'measured', 'off theory', 'off the servers'],
      row('offered a second', queues * perSecond, perSecondSent, served.length / seconds, offered),
      row('completed a second', queues * perSecond, perSecondSent, served.length / seconds, tally.completed / seconds),
      row('mean, ms', meanTimeInMd1(utilisation, serviceMs), mean(exact), mean(served), endToEnd.meanMs),
      row('50 of 100 within, ms', ...at(0.5), endToEnd.p50Ms),
      row('95 of 100 within, ms', ...at(0.95), endToEnd.p95Ms),
      row('99 of 100 within, ms', ...at(0.99), endToEnd.p99Ms),
      row('99.9 of 100 within, ms', ...at(0.999), endToEnd.p999Ms),
      // Where this is tens of milliseconds, the machine had something else to do, and theory is not to be met.
      ['lateness of the generator, ms', '', '', '', `${result.day.lateness().p99Ms.toFixed(1)} at 99 of 100`, '', ''],
    ];
  },
};
