import { WorkbenchError } from '../../shared/errors.ts';
import { findServiceReferenceVariant } from './catalogue.ts';
import type { ElementModel, GroupModel, Particle, RequestModel, SimpleModel, TypeModel } from './model.ts';
import { placeholderFor } from './placeholder.ts';

/** A value of a form, with what it may be; JSON only. */
export interface FormValue {
  base: string;
  enumerations: string[];
  patterns: string[];
  limits: Partial<Record<string, string>>;
  placeholder: string;
}

/** One element of a form; `maxOccurs` is null where there is no limit. */
export interface FormElement {
  kind: 'element';
  name: string;
  minOccurs: number;
  maxOccurs: number | null;
  documentation?: string;
  attributes: { name: string; required: boolean; value: FormValue }[];
  value?: FormValue;
  content?: FormGroup;
}

export interface FormGroup {
  kind: 'sequence' | 'choice';
  minOccurs: number;
  maxOccurs: number | null;
  particles: (FormElement | FormGroup)[];
}

const limitOf = (maximum: number): number | null => (Number.isFinite(maximum) ? maximum : null);

function toValue(value: SimpleModel): FormValue {
  const { base, enumerations, patterns, limits } = value;
  return { base, enumerations, patterns, limits, placeholder: placeholderFor(value) };
}

function toGroup(group: GroupModel, above: ReadonlySet<TypeModel>): FormGroup {
  return {
    kind: group.kind,
    minOccurs: group.minOccurs,
    maxOccurs: limitOf(group.maxOccurs),
    particles: group.particles.map((particle: Particle) =>
      particle.kind === 'element' ? toElement(particle, above) : toGroup(particle, above),
    ),
  };
}

function toElement(element: ElementModel, above: ReadonlySet<TypeModel>): FormElement {
  const { name, minOccurs, maxOccurs, documentation, type } = element;
  // A type inside itself is cut off; DUIS has none today.
  const content = above.has(type) ? undefined : type.content;
  return {
    kind: 'element',
    name,
    minOccurs,
    maxOccurs: limitOf(maxOccurs),
    ...(documentation !== undefined && { documentation }),
    attributes: type.attributes.map((attribute) => ({ ...attribute, value: toValue(attribute.value) })),
    ...(type.value && { value: toValue(type.value) }),
    ...(content && { content: toGroup(content, new Set([...above, type])) }),
  };
}

/**
 * The body of a Service Request as a form needs it: plain JSON, every type written out.
 * @throws WorkbenchError `not-found` where the DUIS version has no such service
 */
export function describeForm(model: RequestModel, serviceReferenceVariant: string): FormElement {
  const row = findServiceReferenceVariant(serviceReferenceVariant);
  const service = row === undefined ? undefined : model.services.get(row.bodyElement);
  if (service !== undefined) return toElement(service, new Set());
  throw new WorkbenchError('not-found', `DUIS ${model.version} has no service ${serviceReferenceVariant}.`);
}
