import { serviceReferenceVariants } from './catalogue.ts';
import { elementsOf, type RequestModel } from './model.ts';
import type { AttributeModel, ElementModel, SimpleModel, TypeModel } from './modelTypes.ts';

export interface SchemaChange {
  /** Element names from the service element down, joined by `/`; an attribute as `@name`. */
  path: string;
  change: 'added' | 'removed' | 'changed';
  message: string;
}

/** What differs for one Service Reference Variant, or for all of them (`Request`, `Response`). */
export interface SchemaDifference {
  /** Empty for the parts that all services share. */
  serviceReferenceVariant: string;
  name: string;
  changes: SchemaChange[];
}

const occurs = ({ minOccurs, maxOccurs }: ElementModel): string =>
  `${minOccurs} to ${Number.isFinite(maxOccurs) ? maxOccurs : 'any number'}`;

function listChange(what: string, before: readonly string[], after: readonly string[]): string[] {
  const added = after.filter((item) => !before.includes(item));
  const removed = before.filter((item) => !after.includes(item));
  return [
    ...(added.length > 0 ? [`${what} added: ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`${what} removed: ${removed.join(', ')}`] : []),
  ];
}

function valueChanges(before: SimpleModel | undefined, after: SimpleModel | undefined): string[] {
  if (before === undefined || after === undefined)
    return before === after ? [] : ['a value became elements, or the other way round'];
  const limits = (value: SimpleModel): string[] =>
    Object.entries(value.limits)
      .map(([limit, bound]) => `${limit} ${bound}`)
      .sort();
  return [
    ...(before.base === after.base ? [] : [`type ${before.base} became ${after.base}`]),
    ...listChange('values', before.enumerations, after.enumerations),
    ...listChange('pattern', before.patterns, after.patterns),
    ...listChange('limits', limits(before), limits(after)),
  ];
}

/** Things of a name on both sides, on one side only, compared by `compare`. */
function pairUp<T extends { name: string }>(
  before: readonly T[],
  after: readonly T[],
  path: string,
  compare: (a: T, b: T, path: string) => SchemaChange[],
  mark = '',
): SchemaChange[] {
  const olds = new Map(before.map((item) => [item.name, item]));
  const news = new Map(after.map((item) => [item.name, item]));
  return [...new Set([...olds.keys(), ...news.keys()])].flatMap((name): SchemaChange[] => {
    const [a, b] = [olds.get(name), news.get(name)];
    const at = `${path}/${mark}${name}`;
    if (a && b) return compare(a, b, at);
    return [
      a
        ? { path: at, change: 'removed', message: `${mark}${name} is gone` }
        : { path: at, change: 'added', message: `${mark}${name} is new` },
    ];
  });
}

function compareAttributes(a: AttributeModel, b: AttributeModel, path: string): SchemaChange[] {
  const required = a.required === b.required ? [] : [`is now ${b.required ? 'required' : 'optional'}`];
  return [...required, ...valueChanges(a.value, b.value)].map((message) => ({ path, change: 'changed', message }));
}

function compareElements(
  before: ElementModel,
  after: ElementModel,
  path: string,
  seen: ReadonlySet<TypeModel>,
): SchemaChange[] {
  const own = [
    ...(occurs(before) === occurs(after) ? [] : [`occurs ${occurs(after)} times instead of ${occurs(before)}`]),
    ...valueChanges(before.type.value, after.type.value),
  ];
  const changes = own.map((message): SchemaChange => ({ path, change: 'changed', message }));
  if (seen.has(before.type)) return changes;
  const deeper = new Set([...seen, before.type]);
  const inner = (a: ElementModel, b: ElementModel, at: string): SchemaChange[] => compareElements(a, b, at, deeper);
  return [
    ...changes,
    ...pairUp(before.type.attributes, after.type.attributes, path, compareAttributes, '@'),
    ...pairUp(elementsOf(before.type), elementsOf(after.type), path, inner),
  ];
}

const withoutServices = (model: RequestModel): ElementModel[] =>
  elementsOf(model.request.type).filter(({ name }) => name !== 'Body');

/** What the newer of two DUIS versions changes, by Service Reference Variant; those without a change are left out. */
export function diffSchemas(before: RequestModel, after: RequestModel): SchemaDifference[] {
  const compare = (a: ElementModel, b: ElementModel, path: string): SchemaChange[] =>
    compareElements(a, b, path, new Set());
  const shared: SchemaDifference[] = [
    {
      serviceReferenceVariant: '',
      name: 'Request',
      changes: pairUp(withoutServices(before), withoutServices(after), 'Request', compare),
    },
    { serviceReferenceVariant: '', name: 'Response', changes: compare(before.response, after.response, 'Response') },
    { serviceReferenceVariant: '', name: 'SignedPreCommand', changes: pairOne(before, after, 'SignedPreCommand') },
  ];
  const services = serviceReferenceVariants.map(({ serviceReferenceVariant, name, bodyElement }) => ({
    serviceReferenceVariant,
    name,
    changes: pairOne(before, after, bodyElement),
  }));
  return [...shared, ...services].filter(({ changes }) => changes.length > 0);
}

function pairOne(before: RequestModel, after: RequestModel, bodyElement: string): SchemaChange[] {
  const [a, b] = [before.services.get(bodyElement), after.services.get(bodyElement)];
  if (a && b) return compareElements(a, b, bodyElement, new Set());
  if (a) return [{ path: bodyElement, change: 'removed', message: 'the service is gone' }];
  return b ? [{ path: bodyElement, change: 'added', message: 'the service is new' }] : [];
}
