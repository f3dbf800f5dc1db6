import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { componentResults } from '../../capacity/componentResults.ts';
import { findBottleneck } from '../../capacity/findBottleneck.ts';
import { identifyEmulator } from '../../capacity/identifyEmulator.ts';
import { signCorpus } from '../../capacity/k6/signCorpus.ts';
import type { LoadTarget } from '../../capacity/loadTarget.ts';
import { planArrivals } from '../../capacity/planArrivals.ts';
import { readProfile } from '../../capacity/readProfile.ts';
import { type LoadResult, runLoad } from '../../capacity/runLoad.ts';
import { parseServiceRequest } from '../../duis/parse.ts';
import { verifyXmlSignature } from '../../smki/xmlSignature.ts';
import { loadMaterial } from '../material.ts';
import { fixture } from '../paths.ts';
import { readFleet } from '../targets/bundledEmulator.ts';
import { openLoadEmulator } from './openLoadEmulator.ts';
import { planStreams, prepareRequests } from './prepareRun.ts';
import { bundledModel } from './runCapacity.ts';
import { senderEntry } from './workerFiles.ts';

const quick = '{ concurrency: 1000, serviceTime: { distribution: constant, ms: 20 } }';
const stream = (id: string, kind: string, mix: string): string =>
  `  - { id: ${id}, title: ${id}, kind: ${kind}, traffic: daily, ${kind === 'migration' ? '' : 'as: IS, '}perDay: [20], curve: wholeDay, mix: [${mix}] }`;

/**
 * Every kind of stream, quick components, and a DCO that serves five messages a second where ten come. So many homes that
 * hardly one is asked twice: on a busy machine two requests to one home can change places, and the first is refused then.
 */
const profile = readProfile(
  `
id: quick
title: Every kind of stream
objective: to be tried
volumes: {}
phases: { IOC: { title: only } }
day: { seconds: 5 }
population:
  homes: 400
  models:
    - { deviceModelCombination: two, generation: SMETS2+, share: 1 }
    - { deviceModelCombination: one, generation: SMETS1, share: 1 }
components:
  CSP C&S: ${quick}
  S1SP: ${quick}
  DCO: { concurrency: 1, serviceTime: { distribution: constant, ms: 200 } }
streams:
${stream('reads', 'request', '{ send: 4.1.1, weight: 1 }, { send: "8.2", weight: 1, set: { DeviceID: "{{device.deviceId}}" } }')}
${stream('critical', 'request', '{ send: "7.3", weight: 1 }').replace('request,', 'request, generation: SMETS2+,')}
${stream('schedules', 'scheduled', '{ read: 4.8.1, weight: 1 }')}
${stream('alerts', 'alert', '{ alert: AD1, weight: 1 }')}
${stream('migration', 'migration', '{ step: commission, weight: 1 }')}
`,
  'quick.yaml',
  bundledModel(),
  {},
);
const daySeconds = 2;

let target: LoadTarget;
let requests: ReturnType<typeof prepareRequests>;
let result: LoadResult;

beforeAll(async () => {
  target = await openLoadEmulator(profile, readFleet(fixture('fleets/one-home.yaml')), []);
  requests = prepareRequests(profile, await loadMaterial(['']), target.users, target.accessControlBroker);
  const generations = target.homes.map(({ generation }) => generation);
  result = await runLoad(
    {
      target,
      warmUp: [],
      day: planArrivals(planStreams(profile), generations, { daySeconds, seed: 1 }),
      requests,
      requisiteMs: () => undefined,
      endMs: daySeconds * 1000,
      drainMs: 15_000,
      senderEntry: senderEntry(),
      senders: 1,
    },
    () => true,
    new AbortController().signal,
  );
}, 60_000);
afterAll(() => target.close());

describe('a load run against the emulator', () => {
  it('offers every message of the plan, and hears of each once', () => {
    expect(result.day.totals()).toMatchObject({
      offered: 100,
      completed: 100,
      failed: 0,
      inFlight: 0,
      duplicates: 0,
      unexpected: 0,
      badSignatures: 0,
    });
  });

  it('acknowledges what a User sends, and nothing that the DCC makes itself', () => {
    const acknowledged = [0, 1, 2, 3, 4].map((index) =>
      result.day
        .tallies()
        .filter((tally) => tally.stream === index)
        .reduce((sum, tally) => sum + tally.acknowledged, 0),
    );
    expect(acknowledged).toEqual([20, 20, 0, 0, 0]);
  });

  it('finds the component that held the messages up', () => {
    const found = findBottleneck(componentResults(result.observations), result.observations);
    expect(found).toMatchObject({
      name: expect.stringMatching(/DCO|this machine/),
      because: expect.stringContaining('DCO'),
    });
  });

  it('exports the same requests, signed, each with a counter above the last one for its meter', () => {
    const users = target.users.map(({ keys }) => keys);
    const options = { daySeconds, seed: 1, limit: 100, startMs: 1_800_000_000_000 };
    const [reads = []] = signCorpus(planStreams(profile), requests, target.homes, users, options);
    const sent = reads.map((line) => JSON.parse(line) as { body: string; service: string });
    expect(sent.map(({ service }) => service).sort()).toEqual([
      ...Array.from({ length: 10 }, () => 'nonDevice'),
      ...Array.from({ length: 10 }, () => 'sendCommand'),
    ]);
    const counters = sent.map(({ body }) => Number(parseServiceRequest(body).requestId.originatorCounter));
    expect(counters).toEqual([...new Set(counters)].sort((a, b) => a - b));
    // The certificate is the emulator's own; the signature is whole where nothing but its signer is unknown.
    expect(verifyXmlSignature(sent[0]?.body ?? '', () => undefined).verdict).toBe('unknown-signer');
    expect(() => signCorpus(planStreams(profile), requests, target.homes, users, { ...options, limit: 39 })).toThrow(
      'The profile has 40 requests, and the corpus may hold 39',
    );
  });
});

describe('the guard of load runs', () => {
  it('knows an emulator by what it says of itself', async () => {
    const { emulator, hasComponents, fleet } = await identifyEmulator(target.baseUrl);
    expect({ emulator, hasComponents, homes: fleet.premises.length }).toEqual({
      emulator: 'UEPT Workbench emulator',
      hasComponents: true,
      homes: 400,
    });
  });

  it('refuses any other host, and one that does not answer', async () => {
    const other = createServer((_request, response) => response.end('{"emulator":"of somebody else"}')).listen(
      0,
      '127.0.0.1',
    );
    await new Promise((resolve) => other.once('listening', resolve));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    await expect(identifyEmulator(url)).rejects.toThrow('does not say that it is an emulator of this program');
    await new Promise((resolve) => other.close(resolve));
    await expect(identifyEmulator(url)).rejects.toThrow('does not answer');
  });
});
