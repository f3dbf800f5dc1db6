import { join, resolve } from 'node:path';
import { type CapacityReport, PhaseName } from '../../../shared/capacity.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { PhaseProfile } from '../../capacity/readProfile.ts';
import type { LoadProgress } from '../../capacity/runLoad.ts';
import { exportK6 } from '../capacity/exportK6.ts';
import { openLoadEmulator } from '../capacity/openLoadEmulator.ts';
import { openRunningEmulator } from '../capacity/openRunningEmulator.ts';
import { bundledModel, openProfile, readEarlierReport, runCapacity } from '../capacity/runCapacity.ts';
import { writeReport } from '../capacity/writeReport.ts';
import { program } from '../compose.ts';
import { loadMaterial } from '../material.ts';
import { fixture, ownFolders, workspaceFile } from '../paths.ts';
import { readFleet } from '../targets/bundledEmulator.ts';
import type { Command, CommandLine } from './arguments.ts';
import { printJson, printLine, remark, table } from './output.ts';

/** Signed requests that an export holds unless told: about 80 MB. */
const usualCorpus = 20_000;

/** @throws WorkbenchError `invalid-argument` */
function readPhase(line: CommandLine): PhaseName | undefined {
  const given = line.text('phase');
  if (given === undefined) return undefined;
  const phase = PhaseName.safeParse(given);
  if (phase.success) return phase.data;
  throw new WorkbenchError('invalid-argument', `--phase takes ${PhaseName.options.join(', ')}, not "${given}"`);
}

/** @throws WorkbenchError `invalid-argument` */
function readScale(line: CommandLine): number | undefined {
  const given = line.text('scale');
  if (given === undefined) return undefined;
  const scale = Number(given);
  if (/^\d*\.?\d+(e-?\d+)?$/i.test(given) && scale > 0 && Number.isFinite(scale)) return scale;
  throw new WorkbenchError('invalid-argument', `--scale takes a number above 0, such as 0.01, not "${given}"`);
}

/** @throws WorkbenchError `invalid-argument` */
function readUrl(given: string): string {
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given;
  throw new WorkbenchError(
    'invalid-argument',
    `--url takes the address of an emulator, such as http://127.0.0.1:8079, not "${given}"`,
  );
}

const rate = (value: number): string => value.toFixed(1);
const seconds = (ms: number): string => (ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(1)} ms`);

function describeRates({ streams, phase, phaseTitle, profile, scale }: PhaseProfile): string {
  return [
    `${profile.title}: ${phase}, ${phaseTitle}; 24 hours in ${profile.day.seconds} s, ${scale} of the volume`,
    table([
      ['stream', 'derivation', 'a real day', 'planned', 'mean/s', 'peak/s'],
      ...streams.map(({ rate: one }) => [
        one.id,
        one.derivation,
        Math.round(one.perDay).toLocaleString('en-GB'),
        String(one.planned),
        rate(one.meanPerSecond),
        rate(one.peakPerSecond),
      ]),
    ]),
  ].join('\n');
}

/** A line every five seconds: where the day is, what went out and came back, and what waits where. */
function makeProgress(): (part: string, progress: LoadProgress) => void {
  let next = 0;
  return (part, { atMs, recorder, latest }) => {
    if (atMs < 0 || atMs < next) return;
    next = atMs + 5000;
    const { offered, completed, failed, inFlight } = recorder.totals();
    const waiting = Object.entries(latest?.components ?? {}).flatMap(([name, { waiting: count }]) =>
      count > 0 ? `${count} for ${name}` : [],
    );
    remark(
      `${part} ${(atMs / 1000).toFixed(0).padStart(3)} s: ${offered} offered, ${completed} completed, ${failed} failed, ${inFlight} in flight${waiting.length === 0 ? '' : `; waiting: ${waiting.join(', ')}`}`,
    );
  };
}

function describeReport(report: CapacityReport, folder: string): string {
  const rows = report.services
    .filter(({ offered }) => offered > 0)
    .map((one) => [
      one.outcome,
      one.stream,
      one.service,
      one.generation,
      `${one.completed} of ${one.offered}`,
      seconds(one.endToEnd.p50Ms),
      seconds(one.endToEnd.p99Ms),
      one.requisiteMs === null ? '' : seconds(one.requisiteMs),
      `${(one.withinShare * 100).toFixed(1)} %`,
    ]);
  const { saturation } = report;
  return [
    table([['', 'stream', 'service', 'meter', 'completed', 'p50', 'p99', 'level', 'in time'], ...rows]),
    ...report.entry.map(({ standing, title, because }) => `entry, ${standing}: ${title} (${because})`),
    ...report.exit.map(({ standing, title, because }) => `exit, ${standing}: ${title} (${because})`),
    ...report.remarks,
    ...(saturation
      ? [
          `saturation: sustained ${saturation.sustainedPerSecond?.toFixed(1) ?? 'nothing'}/s, not sustained ${saturation.saturatedPerSecond?.toFixed(1) ?? 'at no step'}/s${saturation.bottleneck ? `; limit: ${saturation.bottleneck.name}, ${saturation.bottleneck.because}` : ''}`,
        ]
      : []),
    report.conclusion,
    `report: ${join(folder, 'report.html')}`,
  ].join('\n');
}

/** @throws WorkbenchError `invalid-argument` */
async function writeK6(line: CommandLine): Promise<boolean> {
  const [, file] = line.words;
  const folder = line.text('k6');
  if (file === undefined || folder === undefined)
    throw new WorkbenchError(
      'invalid-argument',
      'Usage: uept capacity export FILE --k6 DIR [--limit N] [--phase …] [--scale X]',
    );
  const profile = openProfile(file, bundledModel(), { phase: readPhase(line), scale: readScale(line) });
  const material = await loadMaterial(ownFolders(workspaceFile(line.text('workspace'))));
  const limit = line.whole('limit', 1, 1_000_000) ?? usualCorpus;
  const target = resolve(folder);
  const requests = exportK6(profile, material, readFleet(fixture('fleets/one-home.yaml')), { folder: target, limit });
  if (line.json) printJson({ folder: target, requests });
  else printLine(`${requests} signed requests and the script are in ${target}; its README.md says how to run them`);
  return true;
}

async function run(line: CommandLine): Promise<boolean> {
  if (line.words[0] === 'export') return writeK6(line);
  if (line.words.length > 1) throw new WorkbenchError('invalid-argument', 'A load run takes one profile at a time');
  const model = bundledModel();
  const file = line.words[0] ?? '';
  const profile = openProfile(file, model, { phase: readPhase(line), scale: readScale(line) });
  const compare = line.text('compare');
  const earlier = compare === undefined ? undefined : readEarlierReport(compare);
  const folder = resolve(line.text('out') ?? join('capacity', `${profile.profile.id}-${profile.phase}`));
  const folders = ownFolders(workspaceFile(line.text('workspace')));
  const material = await loadMaterial(folders);
  remark(describeRates(profile));
  const { name, version } = program();
  const url = line.text('url');
  const target =
    url === undefined
      ? await openLoadEmulator(profile, readFleet(fixture('fleets/one-home.yaml')), folders)
      : await openRunningEmulator(readUrl(url));
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, abort);
  try {
    const progress = { day: makeProgress(), steps: makeProgress() };
    const report = await runCapacity(
      { profile, model, material, target, program: `${name} ${version}`, earlier, withSteps: line.flag('step') },
      (part, seen) => progress[part](part, seen),
      stop.signal,
    );
    writeReport(folder, report);
    const text = describeReport(report, folder);
    if (line.json) {
      remark(text);
      printJson(report);
    } else printLine(text);
    return report.verdict === 'met';
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, abort);
    await target.close();
  }
}

export const capacity: Command = {
  synopsis:
    'FILE [--out DIR] [--phase IOC|MOC|FOC] [--scale X] [--step] [--compare REPORT.json] [--url EMULATOR] | export FILE --k6 DIR [--limit N]',
  summary:
    'A load profile against the emulator, never against a DCC environment: rates, latencies, criteria, bottleneck.',
  options: {
    out: { type: 'string' },
    phase: { type: 'string' },
    scale: { type: 'string' },
    step: { type: 'boolean' },
    compare: { type: 'string' },
    url: { type: 'string' },
    k6: { type: 'string' },
    limit: { type: 'string' },
  },
  words: [1, 2],
  run,
};
