import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CapacityReport } from '../../shared/capacity.ts';
import { componentNames } from '../emulator/components/componentModel.ts';
import { makeStages } from '../emulator/components/components.ts';
import { readCapacityModel } from './capacityModel.ts';
import { compareReports } from './compareReports.ts';
import { makeReport } from './makeReport.ts';
import { planArrivals } from './planArrivals.ts';
import { readProfile } from './readProfile.ts';
import { makeRecorder } from './recorder.ts';
import { servicesCsv } from './report/reportCsv.ts';
import { reportHtml } from './report/reportHtml.ts';
import { reuseEvidence } from './reuseEvidence.ts';
import type { Observation } from './runLoad.ts';

const folder = new URL('../../fixtures/capacity/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const model = readCapacityModel((name) => read(`model/${name}`));
const emulator = 'a simulation';

/** A profile's day in virtual time: messages pass the components' own queues, no thread runs and no clock. */
function simulate(
  name: string,
  options: {
    phase?: 'IOC' | 'MOC' | 'FOC';
    late?: number;
    reused?: ReturnType<typeof reuseEvidence>;
    threads?: number;
  } = {},
): CapacityReport {
  const profile = readProfile(read(name), name, model, { phase: options.phase });
  const rates = options.reused?.rates ?? profile.streams.map(({ rate }) => rate);
  const streams = profile.streams.map(({ stream, curve }, index) => ({
    count: rates[index]?.leftOut === null ? rates[index].planned : 0,
    curve,
    weights: stream.mix.map(({ weight }) => weight),
    generation: stream.generation,
  }));
  const homes = (['SMETS2+', 'SMETS1'] as const).filter((one) =>
    profile.profile.population.models.some(({ generation }) => generation === one),
  );
  const daySeconds = profile.profile.day.seconds;
  const day = planArrivals(streams, homes, { daySeconds, seed: 1 });
  const recorder = makeRecorder(
    day,
    (home) => homes[home] ?? 'SMETS1',
    () => 16_000,
  );
  const stages = makeStages(profile.components, 1);
  const observations: Observation[] = [];
  const snapshot = (atMs: number): void =>
    void observations.push({
      atMs,
      inFlight: 0,
      queued: 0,
      threads: { emulator: options.threads ?? 0.2 },
      components: Object.fromEntries(
        componentNames.map((one) => [one, stages[one].snapshot(atMs)]),
      ) as Observation['components'],
    });
  for (const [index, { atMs, stream }] of day.entries()) {
    while (atMs >= observations.length * 1000) snapshot(observations.length * 1000);
    recorder.dispatched(index, options.late ?? 0);
    const kind = profile.streams[stream]?.stream.kind;
    // One component is enough to be queued at; messages must enter it in the order of time.
    const passed = stages[kind === 'migration' ? 'DCO' : 'DSP'].enter(atMs);
    if (passed.outcome === 'served') recorder.ended(index, passed.finishMs, 'I0');
    else recorder.ended(index, passed.finishMs, 'E20');
  }
  snapshot(daySeconds * 1000);
  const warmUp = makeRecorder(
    [],
    () => 'SMETS1',
    () => undefined,
  );
  return makeReport({
    profile,
    model,
    result: { warmUp, day: recorder, observations, endMs: daySeconds * 1000, wasStopped: false, zeroMs: 0 },
    streams: rates,
    environment: {},
    emulator,
    program: 'test',
    at: '2026-03-03T00:00:00Z',
    remarks: options.reused?.remarks ?? [],
    reused: options.reused?.reused ?? [],
    saturation: null,
    comparison: null,
  });
}

const missed = ({ exit }: CapacityReport): string[] =>
  exit.filter(({ standing }) => standing === 'not met').map(({ id }) => id);

describe('the report of a load run', () => {
  it('says yes, with what a person has yet to state, where every measured criterion is met', () => {
    const report = simulate('system.yaml');
    expect({ verdict: report.verdict, missed: missed(report), bottleneck: report.bottleneck }).toEqual({
      verdict: 'met',
      missed: [],
      bottleneck: null,
    });
    expect(report.exit.filter(({ standing }) => standing === 'open')).toHaveLength(2);
    expect(report.totals.offered).toBe(report.totals.planned);
  });

  it('names the component in which a bottleneck was placed', () => {
    const report = simulate('whatIf/smallDco.yaml');
    expect(report.bottleneck?.name).toBe('DCO');
    expect(missed(report)).toEqual(['requisite-levels-met', 'errors-below-bound']);
    expect(report.errors).toEqual([expect.objectContaining({ service: 'commission', code: 'E20' })]);
    expect(report.conclusion).toContain('Bottleneck: DCO');
  });

  it('says that the machine could not offer the rate, where the generator was late', () => {
    const report = simulate('dailyTraffic.yaml', { late: 5000, threads: 1 });
    expect(missed(report)).toEqual(['planned-volume-executed']);
    expect(report.exit[0]?.because).toContain('this machine could not offer the planned rate');
    expect(report.bottleneck?.name).toBe('this machine');
  });

  it('is one page that runs no script, and tables that a spreadsheet reads', () => {
    const report = simulate('whatIf/smallDco.yaml');
    const html = reportHtml(report);
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|https?:\/\/(?!127)/);
    expect(html.match(/<svg viewBox/g)?.length).toBeGreaterThanOrEqual(5);
    expect(servicesCsv(report).split('\r\n')).toHaveLength(report.services.length + 2);
  });

  it('lets evidence of an earlier phase stand only where volumes are as predicted and the levels were met', () => {
    const earlier = { report: simulate('system.yaml', { phase: 'MOC' }), sha256: 'ab'.repeat(32) };
    const foc = readProfile(read('system.yaml'), 'system', model, { phase: 'FOC' });
    const good = reuseEvidence(foc, earlier);
    expect(good.reused).toEqual([
      expect.objectContaining({
        streams: ['installation'],
        from: 'MOC',
        report: 'ab'.repeat(32),
        difference: { installation: 0 },
      }),
    ]);
    const report = simulate('system.yaml', { phase: 'FOC', reused: good });
    expect(report.services.filter(({ stream, offered }) => stream === 'installation' && offered > 0)).toEqual([]);
    expect(report.verdict).toBe('met');

    const moved = structuredClone(earlier.report);
    for (const stream of moved.streams) stream.perDay *= 2;
    expect(reuseEvidence(foc, { ...earlier, report: moved })).toMatchObject({
      reused: [],
      remarks: [expect.stringContaining('the volume of installation is 50 % off')],
    });
    expect(reuseEvidence(foc, undefined).remarks).toEqual([expect.stringContaining('no report of MOC was given')]);
  });

  it('puts an earlier run beside a later one', () => {
    const earlier = simulate('migration.yaml', { phase: 'IOC' });
    const later = simulate('migration.yaml', { phase: 'FOC' });
    const { rows, phase } = compareReports(earlier, 'cd'.repeat(32), later);
    expect(phase).toBe('IOC');
    expect(rows[0]).toEqual({
      service: 'all',
      measure: 'plannedPerSecond',
      before: earlier.totals.plannedPerSecond,
      after: later.totals.plannedPerSecond,
      change: later.totals.plannedPerSecond / earlier.totals.plannedPerSecond - 1,
    });
  });
});
