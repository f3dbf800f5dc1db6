import type { Shape } from './shape.ts';

/** Deeper nesting than this is refused; GBCS needs less than ten levels. */
export const greatestDepth = 32;

/** The shape of what nothing is said of. */
export const unnamed: Shape = {};

export function memberPath(path: string, shape: Shape | undefined, index: number): string {
  const name = shape?.members?.[index]?.name;
  return name === undefined ? `${path}[${index}]` : `${path}.${name}`;
}

export function memberShape(shape: Shape, index: number): Shape {
  return shape.members?.[index] ?? unnamed;
}
