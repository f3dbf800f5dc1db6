import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { CapacityReport, CapacityStanding, PhaseName, ProfileSummary } from '../../../shared/capacity.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { DuisMaterial } from '../../application/ports.ts';
import { readYaml } from '../../application/readYaml.ts';
import { LoadProfile } from '../../capacity/profile.ts';
import type { PhaseProfile } from '../../capacity/readProfile.ts';
import type { LoadProgress, Observation } from '../../capacity/runLoad.ts';
import { makeSeries } from '../../capacity/series.ts';
import type { CapacityDesk } from '../../ipc/hostServices.ts';
import { fixture, ownFolders } from '../paths.ts';
import { readText } from '../readText.ts';
import { readFleet } from '../targets/bundledEmulator.ts';
import { openLoadEmulator } from './openLoadEmulator.ts';
import { bundledModel, openProfile, runCapacity } from './runCapacity.ts';
import { writeReport } from './writeReport.ts';

const idle: CapacityStanding = {
  state: 'idle',
  title: '',
  phase: null,
  part: 'day',
  second: 0,
  endSecond: 0,
  planned: 0,
  offered: 0,
  completed: 0,
  failed: 0,
  inFlight: 0,
  series: [],
  problem: null,
  report: null,
  folder: null,
};

const bundled = ['system.yaml', 'dailyTraffic.yaml', 'migration.yaml', 'installation.yaml', 'whatIf/smallDco.yaml'];

/** A profile in the list; one that cannot be read keeps none of the others from it. */
function summarise(file: string, isBundled: boolean): ProfileSummary {
  try {
    return readSummary(file, isBundled);
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    const name = basename(file);
    const nothing = { objective: '', scale: 0, daySeconds: 0, phases: [] };
    return { file, isBundled, id: name, title: name, ...nothing, problem: error.message };
  }
}

function readSummary(file: string, isBundled: boolean): ProfileSummary {
  const { id, title, objective, scale, day, phases } = readYaml(readText(file), LoadProfile, file);
  return {
    file,
    isBundled,
    id,
    title,
    objective,
    scale,
    daySeconds: day.seconds,
    phases: Object.entries(phases).map(([name, phase]) => ({ name: name as PhaseName, title: phase.title })),
    problem: null,
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Load runs for the interface: one at a time, each with an emulator of its own, its report written beside the workspace.
 *
 * @param options.announce says that the standing changed, about once a second while one runs
 */
export function openCapacityDesk(options: {
  workspace: string;
  material(): Promise<DuisMaterial>;
  program: string;
  announce(): void;
  report(error: unknown): void;
}): CapacityDesk & { close(): Promise<void> } {
  const home = join(dirname(resolve(options.workspace)), 'capacity');
  let standing = idle;
  let watched: { progress: LoadProgress; observations: Observation[]; endMs: number } | undefined;
  let running: { stop: AbortController; finished: Promise<void> } | undefined;

  const listFiles = (): { file: string; isBundled: boolean }[] => [
    ...bundled.map((name) => ({ file: fixture(`capacity/${name}`), isBundled: true })),
    ...(existsSync(home)
      ? readdirSync(home)
          .filter((name) => /\.ya?ml$/.test(name))
          .map((name) => ({ file: join(home, name), isBundled: false }))
      : []),
  ];
  const known = (file: string): string => {
    if (listFiles().some((one) => one.file === file)) return file;
    throw new WorkbenchError('not-found', `There is no load profile ${file}; put one of your own into ${home}`);
  };

  const watch = (part: 'day' | 'steps', progress: LoadProgress, endMs: number): void => {
    const isNew = standing.part !== part || watched === undefined;
    const observations = isNew ? [] : (watched?.observations ?? []);
    const { latest } = progress;
    const isNews = latest !== undefined && observations.at(-1) !== latest;
    if (isNews) observations.push(latest);
    watched = { progress, observations, endMs };
    standing = { ...standing, state: 'running', part };
    if (isNew || isNews) options.announce();
  };

  async function carryOut(profile: PhaseProfile, withSteps: boolean, signal: AbortSignal): Promise<CapacityReport> {
    const folders = ownFolders(options.workspace);
    const target = await openLoadEmulator(profile, readFleet(fixture('fleets/one-home.yaml')), folders);
    try {
      const material = await options.material();
      const { program } = options;
      return await runCapacity({ profile, model: bundledModel(), material, target, program, withSteps }, watch, signal);
    } finally {
      await target.close();
    }
  }

  return {
    list: () => listFiles().map(({ file, isBundled }) => summarise(file, isBundled)),
    plan({ file, ...choice }) {
      const { phase, phaseTitle, scale, volumes, streams, profile } = openProfile(known(file), bundledModel(), choice);
      const rates = streams.map(({ rate }) => rate);
      return { phase, phaseTitle, scale, volumes, streams: rates, daySeconds: profile.day.seconds };
    },
    start({ file, withSteps, ...choice }) {
      if (running) throw new WorkbenchError('conflict', 'A load run is under way; wait for its end, or stop it');
      const profile = openProfile(known(file), bundledModel(), choice);
      const { phase } = profile;
      const { title, id } = profile.profile;
      const planned = profile.streams.reduce((sum, { rate }) => sum + rate.planned, 0);
      standing = { ...idle, state: 'starting', title, phase, planned, endSecond: profile.profile.day.seconds };
      watched = undefined;
      const stop = new AbortController();
      const finished = carryOut(profile, withSteps, stop.signal)
        .then((report) => {
          const folder = join(home, `${id}-${phase}`);
          writeReport(folder, report);
          standing = { ...current(), state: 'finished', report, folder };
        })
        .catch((error: unknown) => {
          if (!(error instanceof WorkbenchError)) options.report(error);
          standing = { ...current(), state: 'failed', problem: messageOf(error) };
        })
        .finally(() => {
          running = undefined;
          watched = undefined;
          options.announce();
        });
      running = { stop, finished };
      options.announce();
    },
    stop() {
      if (!running) throw new WorkbenchError('conflict', 'No load run is under way');
      running.stop.abort();
    },
    standing: () => current(),
    async close() {
      running?.stop.abort();
      await running?.finished;
    },
  };

  function current(): CapacityStanding {
    if (!watched) return standing;
    const { progress, observations, endMs } = watched;
    const { offered, completed, failed, inFlight } = progress.recorder.totals();
    const second = progress.atMs / 1000;
    const series = makeSeries(progress.recorder, observations, Math.max(0, Math.floor(second)));
    return { ...standing, offered, completed, failed, inFlight, second, endSecond: endMs / 1000, series };
  }
}
