import { createHash } from 'node:crypto';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import {
  CapacityReport,
  type Generation,
  type PhaseName,
  type Saturation,
  type StreamRate,
} from '../../../shared/capacity.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { DuisMaterial } from '../../application/ports.ts';
import { type CapacityModel, readCapacityModel } from '../../capacity/capacityModel.ts';
import { compareReports } from '../../capacity/compareReports.ts';
import { identifyEmulator } from '../../capacity/identifyEmulator.ts';
import { judgeSteps } from '../../capacity/judgeSteps.ts';
import type { LoadTarget } from '../../capacity/loadTarget.ts';
import { makeReport } from '../../capacity/makeReport.ts';
import { type PlannedStream, planArrivals, planSteps, planWarmUp } from '../../capacity/planArrivals.ts';
import { serviceOf } from '../../capacity/profile.ts';
import { type PhaseProfile, readProfile } from '../../capacity/readProfile.ts';
import { requisiteOf } from '../../capacity/requisite.ts';
import { reuseEvidence } from '../../capacity/reuseEvidence.ts';
import { type LoadProgress, type LoadTask, runLoad, warmUpMs } from '../../capacity/runLoad.ts';
import { fixture } from '../paths.ts';
import { readText } from '../readText.ts';
import { planStreams, prepareRequests } from './prepareRun.ts';
import { senderEntry } from './workerFiles.ts';

/** An earlier report, as it lies on disk. */
export interface EarlierReport {
  report: CapacityReport;
  sha256: string;
}

/** What a load run is asked to do. */
export interface CapacityRequest {
  profile: PhaseProfile;
  model: CapacityModel;
  material: DuisMaterial;
  target: LoadTarget;
  program: string;
  earlier?: EarlierReport | undefined;
  /** Look for the saturation point after the day. */
  withSteps: boolean;
}

export const bundledModel = (): CapacityModel =>
  readCapacityModel((name) => readText(fixture(`capacity/model/${name}`)));

/** @throws WorkbenchError naming the file and what is wrong in it */
export const openProfile = (
  file: string,
  model: CapacityModel,
  options: { phase?: PhaseName | undefined; scale?: number | undefined },
): PhaseProfile => readProfile(readText(file), file, model, options);

/** @throws WorkbenchError `invalid-document` */
export function readEarlierReport(file: string): EarlierReport {
  const text = readText(file);
  const sha256 = createHash('sha256').update(text, 'utf8').digest('hex');
  try {
    return { report: CapacityReport.parse(JSON.parse(text)), sha256 };
  } catch (cause) {
    throw new WorkbenchError(
      'invalid-document',
      `${file} is not a report of a load run; give the report.json that an earlier "capacity" wrote`,
      { cause },
    );
  }
}

/** One thread for signing and sending for every processor beside the emulator's, and never more than help. */
export const senderThreads = (): number => Math.max(1, Math.min(4, availableParallelism() - 1));

const stepFactors = [0.5, 1, 2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32] as const;
const stepSeconds = 6;

/** Streams that an emulator which runs on its own cannot make. */
const leaveOutBackground = (target: LoadTarget, rates: readonly StreamRate[]): StreamRate[] =>
  rates.map((rate) =>
    rate.kind === 'request' || target.background !== undefined || rate.leftOut !== null
      ? rate
      : {
          ...rate,
          leftOut: 'the emulator runs on its own; only the bundled one, started with the run, makes this load',
        },
  );

const machine = (): Record<string, string> => ({
  machine: `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB`,
  runtime: `Node ${process.version} on ${process.platform} ${process.arch}`,
  generator: `${senderThreads()} ${senderThreads() === 1 ? 'thread' : 'threads'} signing and sending, one receiving and verifying`,
  time: 'rates are those of the compressed day; latencies are real and not compressed',
});

/**
 * Runs a day, and, where asked, steps up to saturation; gives the report.
 *
 * @throws WorkbenchError `target-refused` where the target is no emulator
 */
export async function runCapacity(
  request: CapacityRequest,
  watch: (part: 'day' | 'steps', progress: LoadProgress, endMs: number) => void,
  signal: AbortSignal,
): Promise<CapacityReport> {
  const { profile, model, target } = request;
  const { instance } = await identifyEmulator(target.baseUrl);
  const { rates: kept, reused, remarks } = reuseEvidence(profile, request.earlier);
  const rates = leaveOutBackground(target, kept);
  const planned = planStreams(profile, rates);
  const generations = target.homes.map(({ generation }) => generation);
  const { seconds, drainSeconds } = profile.profile.day;
  const base = {
    target,
    requests: prepareRequests(profile, request.material, target.users, target.accessControlBroker),
    requisiteMs: (stream: number, entry: number, generation: Generation) => {
      const chosen = profile.streams[stream]?.stream;
      const item = chosen?.mix[entry];
      return chosen && item && requisiteOf(model.requisite, chosen.kind, serviceOf(item), generation).ms;
    },
    drainMs: drainSeconds * 1000,
    senderEntry: senderEntry(),
    senders: senderThreads(),
  };
  const task: LoadTask = {
    ...base,
    warmUp: planWarmUp(planned, generations, { fromMs: -warmUpMs, toMs: 1000 - warmUpMs }),
    day: planArrivals(planned, generations, { daySeconds: seconds, seed: profile.profile.seed }),
    endMs: seconds * 1000,
  };
  const at = new Date().toISOString();
  const result = await runLoad(
    task,
    (progress) => {
      watch('day', progress, task.endMs);
      return true;
    },
    signal,
  );
  const saturation =
    request.withSteps && !signal.aborted
      ? await findSaturation(
          base,
          planned.map((stream) => ({ ...stream, perSecond: stream.count / seconds })),
          generations,
          { seed: profile.profile.seed, lateMs: model.criteria.lateMs },
          watch,
          signal,
        )
      : null;
  const report = makeReport({
    profile,
    model,
    result,
    streams: rates,
    environment: { ...machine(), ...target.description },
    emulator: `${target.baseUrl} says so: instance ${instance}`,
    program: request.program,
    at,
    remarks: [...remarks, ...rates.flatMap(({ title, leftOut }) => (leftOut === null ? [] : [`${title}: ${leftOut}`]))],
    reused,
    saturation,
    comparison: null,
  });
  const { earlier } = request;
  return earlier ? { ...report, comparison: compareReports(earlier.report, earlier.sha256, report) } : report;
}

async function findSaturation(
  base: Omit<LoadTask, 'warmUp' | 'day' | 'endMs'>,
  streams: readonly (PlannedStream & { perSecond: number })[],
  generations: readonly Generation[],
  options: { seed: number; lateMs: number },
  watch: (part: 'steps', progress: LoadProgress, endMs: number) => void,
  signal: AbortSignal,
): Promise<Saturation> {
  // What the day left in the queues is gone before the first step.
  await setTimeout(1000);
  const run = { factors: stepFactors, stepSeconds, seed: options.seed };
  const day = planSteps(streams, generations, run);
  const endMs = stepFactors.length * stepSeconds * 1000;
  let behind = 0;
  const result = await runLoad(
    { ...base, warmUp: [], day, endMs },
    (progress) => {
      watch('steps', progress, endMs);
      const { latest, atMs } = progress;
      // Nothing is learnt from pushing on when all is saturated for a whole step.
      if (latest && isSaturated(progress)) behind = behind === 0 ? atMs : behind;
      else behind = 0;
      return behind === 0 || atMs - behind < stepSeconds * 1000;
    },
    signal,
  );
  return judgeSteps(day, result, { ...run, lateMs: options.lateMs });
}

/** Messages in flight by the thousand, or a thread of ours without time. */
function isSaturated({ latest }: LoadProgress): boolean {
  if (!latest) return false;
  const waiting = Object.values(latest.components ?? {}).reduce((sum, one) => sum + one.waiting, 0);
  return waiting > 500 || Object.values(latest.threads).some((share) => share > 0.98);
}
