/** Octets together with where each stretch of them comes from, for example a path in a Service Request. */
import { concatenate } from './bytes.ts';

/** A stretch of octets, from `from` up to but without `to`, that stands for the value at `path`. */
export interface Source {
  readonly from: number;
  readonly to: number;
  readonly path: string;
}

export interface Encoded {
  readonly bytes: Uint8Array;
  readonly sources: readonly Source[];
}

/** A value with the path it comes from. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly path: string;
}

/** Octets that come from nowhere but the use case itself. */
export function fixed(bytes: Uint8Array): Encoded {
  return { bytes, sources: [] };
}

/** Octets that stand for the value at a path. */
export function sourced(bytes: Uint8Array, path: string): Encoded {
  return { bytes, sources: [{ from: 0, to: bytes.length, path }] };
}

/** Octets one after another; sources keep to their octets. */
export function join(...parts: readonly (Encoded | Uint8Array)[]): Encoded {
  const sources: Source[] = [];
  let offset = 0;
  const bytes = parts.map((part) => {
    const octets = part instanceof Uint8Array ? part : part.bytes;
    if (!(part instanceof Uint8Array)) {
      for (const { from, to, path } of part.sources) sources.push({ from: from + offset, to: to + offset, path });
    }
    offset += octets.length;
    return octets;
  });
  return { bytes: concatenate(...bytes), sources };
}

/** The path of the innermost source that covers an offset. */
export function sourceAt(encoded: Encoded, offset: number): string | undefined {
  let best: Source | undefined;
  for (const source of encoded.sources) {
    const covers = source.from <= offset && offset < source.to;
    if (covers && (best === undefined || source.to - source.from <= best.to - best.from)) best = source;
  }
  return best?.path;
}
