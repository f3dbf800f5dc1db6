/**
 * The shape of a COSEM value that is known beforehand: names for the parts of a structure, and how a number reads.
 * It only adds names and meaning; a value that does not have the shape is read all the same.
 */
export interface Shape {
  readonly name?: string;
  /** How a number or an octet string is written for people. */
  readonly as?: ShapeReading;
  /** Shapes of the members of a structure, in order. */
  readonly members?: readonly Shape[];
  /** The members a twin-element meter has instead, taken where their number fits. */
  readonly twinMembers?: readonly Shape[];
  /** The shape of every element of an array, or row of a compact array. */
  readonly element?: Shape;
}

export type ShapeReading =
  | 'time'
  | 'dateTime'
  | 'clockTime'
  | 'date'
  | 'eui64'
  | 'text'
  | 'obis'
  | 'unit'
  | 'eventCode'
  | 'alertCode';

/** The shape for a structure of so many members: a twin-element meter's where its number of members says so. */
export function shapeOfCount(shape: Shape, count: number): Shape {
  const { twinMembers } = shape;
  return twinMembers !== undefined && twinMembers.length === count ? { ...shape, members: twinMembers } : shape;
}
