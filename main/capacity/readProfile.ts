import type { Generation, PhaseName, StreamRate, Volume } from '../../shared/capacity.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { readYaml } from '../application/readYaml.ts';
import { Component, type ComponentModel, componentNames } from '../emulator/components/componentModel.ts';
import type { CapacityModel } from './capacityModel.ts';
import { LoadProfile, type Stream } from './profile.ts';
import { curveOf, deriveRate, volumesOf } from './volumeModel.ts';

/** A profile in one of its phases, with all that follows from it worked out. */
export interface PhaseProfile {
  profile: LoadProfile;
  phase: PhaseName;
  phaseTitle: string;
  reuses: NonNullable<LoadProfile['phases'][PhaseName]>['reuses'];
  scale: number;
  volumes: Volume[];
  streams: { stream: Stream; rate: StreamRate; curve: number[] }[];
  components: ComponentModel;
}

/** More than this is not planned in one process; the plan alone would fill its memory. */
const mostArrivals = 2_000_000;

/**
 * Reads a profile, and derives the rates of one of its phases.
 *
 * @param name what to call the file in messages
 * @param options.phase the first of the profile where none is named
 * @param options.scale in place of the profile's own
 * @throws WorkbenchError `invalid-document` naming the line or stream, `invalid-argument` for a phase that it has not
 */
export function readProfile(
  text: string,
  name: string,
  model: CapacityModel,
  options: { phase?: PhaseName | undefined; scale?: number | undefined },
): PhaseProfile {
  const profile = readYaml(text, LoadProfile, name);
  try {
    return derivePhase(profile, model, options);
  } catch (cause) {
    if (!(cause instanceof WorkbenchError)) throw cause;
    throw new WorkbenchError(cause.code, `${name}: ${cause.message}`, { cause });
  }
}

function derivePhase(
  profile: LoadProfile,
  model: CapacityModel,
  options: { phase?: PhaseName | undefined; scale?: number | undefined },
): PhaseProfile {
  const names = Object.keys(profile.phases) as PhaseName[];
  const phase = options.phase ?? names[0];
  const chosen = phase === undefined ? undefined : profile.phases[phase];
  if (phase === undefined || !chosen) {
    throw new WorkbenchError('invalid-argument', `it has no phase ${phase}; it has ${names.join(', ')}`);
  }
  const scale = options.scale ?? profile.scale;
  const volumes = volumesOf(profile, chosen.volumes, phase);
  const run = { scale, daySeconds: profile.day.seconds };
  const generations = new Set<Generation>(profile.population.models.map(({ generation }) => generation));
  const streams = profile.streams.map((stream) => {
    if (stream.generation !== 'all' && !generations.has(stream.generation)) {
      throw new WorkbenchError(
        'invalid-document',
        `Stream ${stream.id} is for ${stream.generation} meters, and the population has none; add a Device Model Combination of that generation`,
      );
    }
    const curve = curveOf(stream, model.curves);
    return { stream, curve, rate: deriveRate(stream, volumes, curve, run) };
  });
  const ids = streams.map(({ stream }) => stream.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw new WorkbenchError('invalid-document', `Two streams are called ${twice}; rename one of them`);
  const unknown = chosen.reuses.flatMap((reuse) => reuse.streams).find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new WorkbenchError('invalid-document', `Phase ${phase} reuses a stream "${unknown}" that there is not`);
  const total = streams.reduce((sum, { rate }) => sum + rate.planned, 0);
  if (total === 0 || total > mostArrivals) {
    throw new WorkbenchError(
      'invalid-document',
      total === 0
        ? 'at this scale not one message comes out; raise the scale or the volumes'
        : `at this scale ${total.toLocaleString('en-GB')} messages come out, more than the ${mostArrivals.toLocaleString('en-GB')} that one desktop can plan; lower the scale, or use "capacity export" and k6`,
    );
  }
  return {
    profile,
    phase,
    phaseTitle: chosen.title,
    reuses: chosen.reuses,
    scale,
    volumes,
    streams,
    components: changeComponents(model.components, profile.components),
  };
}

function changeComponents(model: ComponentModel, changes: LoadProfile['components']): ComponentModel {
  const components = Object.fromEntries(
    componentNames.map((name) => {
      const changed = changes[name];
      return [
        name,
        changed
          ? Component.parse({ ...model.components[name], provenance: 'own entry: of the profile', ...stated(changed) })
          : model.components[name],
      ];
    }),
  ) as ComponentModel['components'];
  return { ...model, components };
}

/** Only what was given: a default that the schema filled in must not undo what is bundled. */
const stated = <T extends object>(changes: T): Partial<T> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<T>;
