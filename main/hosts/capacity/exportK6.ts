import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { DuisMaterial } from '../../application/ports.ts';
import { makeK6Plan } from '../../capacity/k6/k6Plan.ts';
import { signCorpus } from '../../capacity/k6/signCorpus.ts';
import { makePopulation } from '../../capacity/population.ts';
import type { PhaseProfile } from '../../capacity/readProfile.ts';
import type { Fleet } from '../../emulator/fleet.ts';
import { fixture } from '../paths.ts';
import { planStreams, prepareRequests } from './prepareRun.ts';
import { zaz1Users } from './zaz1Users.ts';

/** Days back from today that the meters of an exported fleet have counted. */
const meterAgeDays = 14;
const dayMs = 86_400_000;

/**
 * Writes a profile as a k6 script with a corpus of signed requests.
 *
 * @param pattern the fleet whose first home every home of the population is made after
 * @returns how many requests were signed
 * @throws WorkbenchError `invalid-argument` where they are more than the limit, `conflict` where the profile has none
 */
export function exportK6(
  profile: PhaseProfile,
  material: DuisMaterial,
  pattern: Fleet,
  options: { folder: string; limit: number },
): number {
  const startMs = Date.now();
  const commissioned = new Date(startMs - meterAgeDays * dayMs).toISOString().slice(0, 10);
  const { fleet, homes } = makePopulation(pattern, profile.profile.population, commissioned);
  const users = zaz1Users(fleet);
  const plan = makeK6Plan(profile);
  if (plan.streams.length === 0) {
    throw new WorkbenchError(
      'conflict',
      `${profile.profile.title} has no stream of a User's own requests, and k6 can send no others; export another profile`,
    );
  }
  const requests = prepareRequests(profile, material, users, fleet.accessControlBroker);
  const keys = users.map((user) => user.keys);
  const lines = signCorpus(planStreams(profile), requests, homes, keys, {
    daySeconds: profile.profile.day.seconds,
    seed: profile.profile.seed,
    limit: options.limit,
    startMs,
  });
  try {
    mkdirSync(join(options.folder, 'requests'), { recursive: true });
    for (const name of ['script.js', 'README.md'])
      copyFileSync(fixture(`capacity/k6/${name}`), join(options.folder, name));
    writeFileSync(join(options.folder, 'plan.json'), `${JSON.stringify(plan, null, 1)}\n`);
    writeFileSync(join(options.folder, 'fleet.yaml'), stringify(fleet, { aliasDuplicateObjects: false }));
    for (const { id } of plan.streams) {
      const index = profile.streams.findIndex(({ stream }) => stream.id === id);
      writeFileSync(join(options.folder, 'requests', `${id}.ndjson`), `${lines[index]?.join('\n') ?? ''}\n`);
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new WorkbenchError('unwritable-file', `${options.folder} cannot be written (${why}); choose another folder`, {
      cause,
    });
  }
  return lines.reduce((sum, { length }) => sum + length, 0);
}
