import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { callOnTime } from '../../capacity/callOnTime.ts';
import { makeLoadCounters } from '../../capacity/counters.ts';
import type { BackgroundArrival, BackgroundEnd } from '../../capacity/loadTarget.ts';
import { monotonicMs } from '../../capacity/monotonicTime.ts';
import { eui64ToHex } from '../../duis/eui64.ts';
import type { JourneyEnd } from '../../emulator/components/components.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import { loadModel } from '../emulatorModel.ts';
import { emulatorPki } from '../emulatorPki.ts';
import { loadSchemas } from '../material.ts';
import type { EmulatorTask, FromEmulator, SentUser, ToEmulator } from './emulatorMessages.ts';

/** The emulator in a thread of its own, with the load that it makes itself. */
const task = workerData as EmulatorTask;
const port = parentPort;
if (!port) throw new Error('this file is the entry point of a worker thread');
const tell = (message: FromEmulator): void => port.postMessage(message);

const pki = await emulatorPki(task.fleet, 'generated', task.deviceKeySets);
let respondTo: string | undefined;
const emulator = await startEmulator({
  fleet: task.fleet,
  pki,
  schemas: await loadSchemas(task.schemaFolders),
  model: await loadModel(),
  host: '127.0.0.1',
  port: 0,
  smkiPort: 0,
  seed: task.seed,
  components: task.components,
  clock: { startMs: Date.now(), speed: 1 },
  respondTo: () => respondTo,
  log: () => {},
});

let stopped = new AbortController();
let dispatched: { arrival: number; lateMs: number }[] = [];
let ended: BackgroundEnd[] = [];
const flushing = setInterval(() => {
  if (dispatched.length + ended.length === 0) return;
  tell({ kind: 'progress', dispatched, ended });
  dispatched = [];
  ended = [];
}, 50);
let lastLoop = performance.eventLoopUtilization();
const sampling = setInterval(() => {
  const loop = performance.eventLoopUtilization();
  const { utilization } = performance.eventLoopUtilization(loop, lastLoop);
  tell({ kind: 'sample', components: emulator.components?.snapshot(), utilisation: utilization });
  lastLoop = loop;
}, 1000);

async function begin(zeroMs: number, counterBase: number, arrivals: BackgroundArrival[]): Promise<void> {
  stopped = new AbortController();
  const counters = makeLoadCounters(counterBase);
  const now = (): number => monotonicMs() - zeroMs;
  const { background } = emulator;
  const { schemaVersion } = task;
  const endOf = (arrival: number, end: JourneyEnd): void => {
    const code = end.outcome === 'arrived' ? 'I0' : `${end.outcome} by ${end.at}`;
    ended.push({ arrival, atMs: now(), code });
  };
  const make = ({ arrival, stream, entry, home }: BackgroundArrival): void => {
    const work = task.work[stream]?.[entry];
    const deviceId = task.meters[home] ?? '';
    if (work?.kind === 'migration') void background.migrate().then((end) => endOf(arrival, end));
    else if (work?.kind === 'scheduled') {
      const { isKnownToDevices, kind: _, ...read } = work;
      const certificate = isKnownToDevices ? undefined : pki.keyAgreementCertificate(work.originator);
      const keyAgreementCertificate = certificate?.toString('base64');
      background.readScheduled({ ...read, id: String(arrival), deviceId, keyAgreementCertificate, schemaVersion });
    } else if (work?.kind === 'alert') {
      const { code, to } = work;
      const alert = { code, to, deviceId, schemaVersion, originatorCounter: counters.of(arrival) };
      // One that arrives is heard of at the Receive Response Service.
      void background.alert(alert).then((end) => end.outcome === 'arrived' || endOf(arrival, end));
    }
  };
  await callOnTime(
    arrivals,
    now,
    (arrival, lateMs) => {
      dispatched.push({ arrival: arrival.arrival, lateMs });
      make(arrival);
    },
    stopped.signal,
  );
}

port.on('message', (message: ToEmulator) => {
  if (message.kind === 'respondTo') respondTo = message.url;
  else if (message.kind === 'begin') void begin(message.zeroMs, message.counterBase, message.arrivals);
  else if (message.kind === 'stop') stopped.abort();
  else {
    clearInterval(flushing);
    clearInterval(sampling);
    stopped.abort();
    // Messages still on their way through the components would keep the thread for as long as they take.
    void emulator.close().finally(() => process.exit());
  }
});

const users = task.fleet.organisations.map(({ eui64, roles }): SentUser => {
  const { privateKey, issuerName, serialNumber } = pki.signingCredential(eui64);
  const compact = eui64ToHex(eui64).toLowerCase();
  return {
    eui64,
    roles,
    keyAgreementCertificate: pki.keyAgreementCertificate(eui64)?.toString('base64'),
    keys: {
      eui64,
      issuerName,
      serialNumber,
      xmlSigning: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
      digitalSignature: pki.gbcsKeys.digitalSignaturePrivateKey(compact),
    },
  };
});
const { dsp } = pki;
const certificate = pki.findCertificate(dsp.serialNumber)?.certificate;
if (!certificate) throw new Error('the DSP of the emulator has no certificate');
tell({
  kind: 'ready',
  dccUrl: emulator.dccUrl,
  users,
  dspCertificate: certificate.toString('base64'),
  devices: emulator.devices.length,
});
