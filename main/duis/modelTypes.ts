/** What a value may be, gathered along a chain of restrictions. */
export interface SimpleModel {
  /** The XML Schema type at the bottom of the chain: string, integer, dateTime … */
  base: string;
  /** The named type, where it has one: `EUI`, `ScheduleFrequency`. */
  name?: string;
  enumerations: string[];
  /** XSD regular expressions; each must match the whole value. */
  patterns: string[];
  /** minInclusive, maxInclusive, minExclusive, maxExclusive, length, minLength, maxLength, totalDigits, fractionDigits. */
  limits: Partial<Record<Limit, string>>;
}

export type Limit =
  | 'minInclusive'
  | 'maxInclusive'
  | 'minExclusive'
  | 'maxExclusive'
  | 'length'
  | 'minLength'
  | 'maxLength'
  | 'totalDigits'
  | 'fractionDigits';

export interface AttributeModel {
  name: string;
  required: boolean;
  value: SimpleModel;
}

/** `Infinity` stands for unbounded. */
export interface Occurrence {
  minOccurs: number;
  maxOccurs: number;
}

export interface ElementModel extends Occurrence {
  kind: 'element';
  name: string;
  namespace: string;
  type: TypeModel;
  documentation?: string;
}

export interface GroupModel extends Occurrence {
  kind: 'sequence' | 'choice';
  particles: Particle[];
}

export type Particle = ElementModel | GroupModel;

/** A type: a value, or elements, with attributes on either. Neither means an empty element. */
export interface TypeModel {
  name?: string;
  value?: SimpleModel;
  content?: GroupModel;
  attributes: AttributeModel[];
}
