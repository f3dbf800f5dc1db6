import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { Agent, request } from 'undici';
import { judgeSteps } from '../../capacity/judgeSteps.ts';
import { type PlannedStream, planSteps, planWarmUp } from '../../capacity/planArrivals.ts';
import { completeRequest, type PreparedRequest, prepareRequest } from '../../capacity/prepareRequest.ts';
import { readProfile } from '../../capacity/readProfile.ts';
import { type LoadResult, runLoad, warmUpMs } from '../../capacity/runLoad.ts';
import { findZaz1Organisation } from '../../dccMaterial/zaz1.ts';
import { evidenceStore } from '../../evidence/store.ts';
import { openWorkspace } from '../../evidence/workspace.ts';
import { signXml, verifyXmlSignature } from '../../smki/xmlSignature.ts';
import { findUser, openLoadEmulator } from '../capacity/openLoadEmulator.ts';
import { bundledModel, senderThreads } from '../capacity/runCapacity.ts';
import { senderEntry } from '../capacity/workerFiles.ts';
import { loadMaterial } from '../material.ts';
import { fixture } from '../paths.ts';
import { readFleet } from '../targets/bundledEmulator.ts';
import type { Benchmark } from './benchmark.ts';
import { median, milliseconds, timeMedian } from './measure.ts';

const factors = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16];
const perSecond = 75;
const stepSeconds = 5;
const instant = '{ concurrency: 100000, serviceTime: { distribution: constant, ms: 0 }, queueBound: 100000 }';

/** Reads on demand of many homes, with nothing in the way but the machine. */
const profileText = `
id: throughput
title: Reads on demand
objective: to find what this machine sustains
volumes: { requests: { value: 1000, unit: requests, provenance: benchmark } }
phases: { IOC: { title: benchmark } }
population: { homes: 4000, models: [{ deviceModelCombination: one, generation: SMETS2+, share: 1 }] }
components: { DSP: ${instant}, CSP C&S: ${instant}, CSP North: ${instant} }
streams:
  - { id: reads, title: reads, kind: request, traffic: daily, as: IS, perDay: [requests], curve: wholeDay, mix: [{ send: 4.1.1, weight: 1 }] }
`;

/** Milliseconds that a thread worked for each request of a step. */
function workPerRequest({ observations }: LoadResult, step: number, rate: number): Record<string, number> {
  const [from, to] = [step * stepSeconds * 1000 + 1000, (step + 1) * stepSeconds * 1000];
  const seen = observations.filter(({ atMs }) => atMs > from && atMs <= to + 500);
  const names = Object.keys(seen[0]?.threads ?? {});
  return Object.fromEntries(
    names.map((name) => [name, (median(seen.map(({ threads }) => threads[name] ?? 0)) * 1000) / rate]),
  );
}

/** One POST of a request to a server that does nothing, both ends included. */
async function timeHttp(body: string): Promise<number> {
  const server = fastify({ logger: false });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));
  server.post('/', async () => '');
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent();
  const times: number[] = [];
  for (let round = 0; round < 1500; round += 1) {
    const started = performance.now();
    const answer = await request(url, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body,
    });
    await answer.body.dump();
    times.push(performance.now() - started);
  }
  await agent.close();
  await server.close();
  return median(times.slice(500));
}

/** Keeping one message of that size durable in a workspace, as every run does and a load run does not. */
async function timeStore(xml: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'uept-bench-'));
  const workspace = await openWorkspace(join(folder, 'bench.uept'));
  const store = evidenceStore(workspace);
  let number = 0;
  const time = timeMedian(() => {
    number += 1;
    const at = new Date().toISOString();
    const body = Buffer.from(`${xml}<!-- ${number} -->`);
    const message = {
      at,
      virtualAt: at,
      service: 'receiveResponse',
      httpStatus: null,
      headers: [],
      peer: '',
      body,
    } as const;
    store.recordReceived(message, null, null);
  }, 200);
  workspace.db.close();
  rmSync(folder, { recursive: true });
  return time;
}

async function timeParts(prepared: PreparedRequest) {
  const { xmlSigning } = findZaz1Organisation('90-B3-D5-1F-30-01-00-00');
  if (!xmlSigning) throw new Error('the test credential is not installed');
  const { certificate, privateKey } = xmlSigning;
  const signer = { privateKey, issuerName: certificate.issuerName, serialNumber: certificate.serialNumber };
  const unsigned = completeRequest(prepared, { meter: '00-DB-12-5C-00-00-01-A0', mpan: '2100000000001' }, '1');
  const signed = signXml(unsigned, signer);
  return {
    sign: timeMedian(() => signXml(unsigned, signer), 1000),
    http: await timeHttp(signed),
    verify: timeMedian(() => verifyXmlSignature(signed, () => certificate), 1000),
    store: await timeStore(signed),
  };
}

/** What one machine sustains, signed and answered, and where the time goes. */
export const capacity: Benchmark = {
  title: `Requests signed, sent, acknowledged, executed, answered and verified (4.1.1), in steps of ${stepSeconds} s`,
  async run() {
    const model = bundledModel();
    const profile = readProfile(profileText, 'the benchmark’s profile', model, {});
    const target = await openLoadEmulator(profile, readFleet(fixture('fleets/one-home.yaml')), []);
    const entry = profile.profile.streams.flatMap((stream) => (stream.kind === 'request' ? stream.mix : []))[0];
    if (!entry) throw new Error('the profile has no request');
    const prepared = prepareRequest(await loadMaterial([tmpdir()]), entry, findUser(target.users, 'IS'), {
      accessControlBroker: target.accessControlBroker,
      schemaVersion: profile.profile.schemaVersion,
      nowMs: Date.now(),
    });
    const stream: PlannedStream & { perSecond: number } = {
      count: 200,
      curve: [1],
      weights: [1],
      generation: 'all',
      perSecond,
    };
    const homes = target.homes.map(({ generation }) => generation);
    const day = planSteps([stream], homes, { factors, stepSeconds, seed: 1 });
    let busySince: number | undefined;
    const result = await runLoad(
      {
        target,
        warmUp: planWarmUp([{ ...stream, weights: Array.from({ length: 400 }, () => 1) }], homes, {
          fromMs: -warmUpMs,
          toMs: -2000,
        }).map((arrival) => ({ ...arrival, entry: 0 })),
        day,
        requests: [[prepared]],
        requisiteMs: () => undefined,
        endMs: factors.length * stepSeconds * 1000,
        drainMs: 20_000,
        senderEntry: senderEntry(),
        senders: senderThreads(),
      },
      ({ atMs, latest }) => {
        const isBusy = (latest?.inFlight ?? 0) > 1000;
        busySince = isBusy ? (busySince ?? atMs) : undefined;
        return busySince === undefined || atMs - busySince < stepSeconds * 1000;
      },
      new AbortController().signal,
    );
    await target.close();
    const { steps, sustainedPerSecond, saturatedPerSecond, bottleneck } = judgeSteps(day, result, {
      factors,
      stepSeconds,
      lateMs: model.criteria.lateMs,
    });
    const last = steps.findLastIndex(({ sustained }) => sustained);
    const work = workPerRequest(result, last, sustainedPerSecond ?? 1);
    const parts = await timeParts(prepared);
    return [
      ['What', 'Measured', 'Remark'],
      ...steps.map((step) => [
        `step of ${step.plannedPerSecond.toFixed(0)}/s`,
        step.sustained ? 'sustained' : 'not sustained',
        `offered ${step.offeredPerSecond.toFixed(1)}/s, answered ${step.completedPerSecond.toFixed(1)}/s, 50 of 100 within ${step.p50Ms.toFixed(1)} ms, 99 within ${step.p99Ms.toFixed(1)} ms${step.because === '' ? '' : `; ${step.because}`}`,
      ]),
      [
        'maximum sustained',
        `${sustainedPerSecond?.toFixed(0) ?? 'none'}/s`,
        `${saturatedPerSecond === null ? 'no step was too much' : `${saturatedPerSecond.toFixed(0)}/s was too much`}${bottleneck ? `; limit: ${bottleneck.because}` : ''}`,
      ],
      ...Object.entries(work).map(([name, ms]) => [
        `thread of the ${name}, a request`,
        milliseconds(ms),
        'at the highest sustained step',
      ]),
      ['sign', milliseconds(parts.sign), 'by the sender'],
      [
        'HTTP',
        milliseconds(parts.http),
        'one exchange with a server that does nothing, both ends; each request needs two',
      ],
      ['verify', milliseconds(parts.verify), 'once by the emulator, once by the receiver'],
      ['store', milliseconds(parts.store), 'one message, durable in a workspace; load runs keep counts instead'],
    ];
  },
};
