import type { Generation } from '../../shared/capacity.ts';
import type { RequisiteLevels } from './capacityModel.ts';
import type { Stream } from './profile.ts';

/** How soon a service is due, and where that is written. */
export interface Requisite {
  ms: number;
  provenance: string;
}

/** The requisite level of one service of a stream, for a generation. */
export function requisiteOf(
  levels: RequisiteLevels,
  kind: Stream['kind'],
  service: string,
  generation: Generation,
): Requisite {
  if (kind === 'alert') return { ms: levels.alert.seconds * 1000, provenance: levels.alert.provenance };
  if (kind === 'migration') return { ms: levels.migration.seconds * 1000, provenance: levels.migration.provenance };
  const level = levels.levels.find((one) => one.serviceReferenceVariant === service) ?? levels.otherwise;
  return { ms: level[generation] * 1000, provenance: level.provenance };
}
