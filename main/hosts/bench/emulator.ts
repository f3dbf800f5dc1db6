import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Fleet, FleetDevice } from '../../emulator/fleet.ts';
import { startEmulatorTrial } from '../emulatorTrial.ts';
import { fixture } from '../paths.ts';
import { readFleet } from '../targets/bundledEmulator.ts';
import type { Benchmark } from './benchmark.ts';

const dayMs = 86_400_000;
const startMs = Date.UTC(2026, 0, 1, 10);
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const hexByte = (value: number): string => (value & 0xff).toString(16).padStart(2, '0').toUpperCase();

/** A block of homes after the first of the default fleet, five devices each, every identifier its own. */
function blockOf(homes: number): Fleet {
  const pattern = readFleet(fixture('fleets/one-home.yaml'));
  const [model] = pattern.premises;
  if (model === undefined) throw new Error('the default fleet has no home');
  const renumber = (mpxn: string, home: number): string =>
    `${mpxn.slice(0, -9)}${String(home * 8).padStart(9, mpxn.slice(-1))}`;
  const deviceIn = (home: number, device: FleetDevice): FleetDevice => ({
    ...device,
    deviceId: `00-DB-12-5D-${hexByte(home >> 16)}-${hexByte(home >> 8)}-${hexByte(home)}-${device.deviceId.slice(-2)}`,
    ...('importMpan' in device ? { importMpan: renumber(device.importMpan, home) } : {}),
    ...('exportMpan' in device && device.exportMpan !== undefined
      ? { exportMpan: renumber(device.exportMpan, home) }
      : {}),
    ...('mprn' in device ? { mprn: renumber(device.mprn, home) } : {}),
  });
  const known = new Set(model.devices.flatMap((device) => Object.values(device).map(String)));
  const numbers = Array.from({ length: homes }, (_, home) => home);
  return {
    ...pattern,
    name: `${homes} homes`,
    premises: numbers.map((home) => ({
      ...model,
      uprn: String(200_000_000_000 + home),
      addressIdentifier: String(home + 1),
      devices: model.devices.map((device) => deviceIn(home, device)),
    })),
    registrations: numbers.flatMap((home) =>
      pattern.registrations
        .filter(({ mpxn }) => known.has(mpxn))
        .map((registration) => ({ ...registration, mpxn: renumber(registration.mpxn, home) })),
    ),
  };
}

/** Memory of a process that is in use, as Linux counts it (VmRSS). */
const residentOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;

/** An emulator in a process of its own, as `uept emulator` starts it, with many devices. */
async function memoryRows(devices: number): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'uept-bench-'));
  const file = join(folder, 'fleet.json');
  const fleet = blockOf(devices / 5);
  writeFileSync(file, JSON.stringify(fleet));
  const entry = fileURLToPath(new URL('../cli.ts', import.meta.url));
  const clock = `${new Date(startMs).toISOString()}*1`;
  const options = ['emulator', '--fleet', file, '--port', '0', '--smki-port', '0', '--clock', clock];
  const started = performance.now();
  const child = spawn(process.execPath, [entry, ...options], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { listening, devices: there } = JSON.parse(line) as { listening: { smki: string }; devices: unknown[] };
    const ready = performance.now() - started;
    const resident = () =>
      process.platform === 'linux' ? megabytes(residentOf(child.pid ?? 0)) : 'read on Linux alone';
    const atStart = resident();
    // Each device's keys and certificates are made when somebody asks for them.
    for (const { deviceId } of fleet.premises.flatMap((home) => home.devices)) {
      await fetch(`${listening.smki}/services/certificatesearch`, {
        method: 'POST',
        body: `<CertificateSearchRequest><CertificateSubjectAltName>${deviceId}</CertificateSubjectAltName></CertificateSearchRequest>`,
      }).then((answer) => answer.arrayBuffer());
    }
    return [
      [`${there.length.toLocaleString('en')} devices, ready`, seconds(ready), 'from the start of the process'],
      ['memory of the process then', atStart, 'goal: under 500 MB'],
      ['once each has its keys and certificates', resident(), 'all were asked for at the SMKI Repository'],
    ];
  } finally {
    child.kill();
    await once(child, 'exit');
    rmSync(folder, { recursive: true });
  }
}

/** Every meter of the street read by a schedule each day, the responses signed and delivered over HTTP. */
async function yearRows(days: number): Promise<string[][]> {
  const trial = await startEmulatorTrial(fixture('fleets/street.yaml'), { startMs });
  const meters = trial.emulator.devices.filter(({ deviceType }) => deviceType === 'ESME');
  const dateAfter = (after: number): string => `${new Date(startMs + after * dayMs).toISOString().slice(0, 10)}Z`;
  for (const { deviceId } of meters) {
    await trial.carryOut({
      variant: '5.1',
      originator: '90-B3-D5-1F-30-01-00-09',
      target: '90-B3-D5-1F-30-00-00-02',
      set: [
        { path: 'DeviceID', value: deviceId },
        { path: 'ScheduleStartDate', value: dateAfter(1) },
        { path: 'ScheduleEndDate', value: dateAfter(days + 2) },
      ],
    });
  }
  const started = performance.now();
  await trial.emulator.clock.advanceTo(startMs + days * dayMs);
  const took = performance.now() - started;
  const delivered = trial.delivered();
  await trial.close();
  const sound = delivered.filter(({ problems }) => problems.length === 0).length;
  return [
    [
      `a virtual year of a street of 20 homes`,
      seconds(took),
      `goal: under a minute; ${meters.length} meters read daily: ${delivered.length} deliveries, ${sound} of them valid`,
    ],
  ];
}

/** `npm run bench -- emulator`: how large it grows, and how fast its time goes. What it sustains, `capacity` says. */
export const emulator: Benchmark = {
  title: 'The emulator with 10,000 devices, and a year of a street',
  async run({ count = 10_000 }) {
    return [['What', 'Measured', 'Remark'], ...(await memoryRows(count)), ...(await yearRows(365))];
  },
};
