/** A place in the body of a Service Request, with what surrounds the transform. */
import { type JsonTree, listOf } from '../duis/jsonTree.ts';
import type { ServiceRequest } from '../duis/parse.ts';
import type { CompleteHeader } from '../gbcs/useCases/codec.ts';
import type { DeviceInformation, TransformContext } from './context.ts';
import { TransformFault, type UndeterminedField } from './result.ts';

export interface Build {
  readonly request: ServiceRequest;
  readonly context: TransformContext;
  readonly target: DeviceInformation;
  readonly header: CompleteHeader;
  readonly undetermined: UndeterminedField[];
}

export interface Scope {
  readonly tree: JsonTree | undefined;
  /** Names joined by dots, e.g. `ElecTariffElements.SwitchingTable.Seasons.Season[1]`. */
  readonly path: string;
  readonly build: Build;
}

function pathOf(parent: string, name: string): string {
  return parent === '' ? name : `${parent}.${name}`;
}

/** Every element of a name chain, e.g. `Seasons.Season`: the last name may occur more than once. */
export function each(scope: Scope, names: string): readonly Scope[] {
  const chain = names.split('.');
  const last = chain.pop() ?? '';
  const parent = chain.reduce(child, scope);
  const found = listOf(parent.tree, last);
  return found.map((tree, index) => ({
    tree,
    path: pathOf(parent.path, found.length === 1 ? last : `${last}[${index}]`),
    build: scope.build,
  }));
}

function child(scope: Scope, name: string): Scope {
  return { tree: listOf(scope.tree, name)[0], path: pathOf(scope.path, name), build: scope.build };
}

/** The first element at a name chain; its tree is undefined where it is absent. `''` is the place itself. */
export function at(scope: Scope, names: string): Scope {
  return names === '' ? scope : names.split('.').reduce(child, scope);
}

export function isPresent(scope: Scope, names: string): boolean {
  return at(scope, names).tree !== undefined;
}

/** The text at a place that may be absent; an element with attributes keeps it beside them. */
export function optionalText(scope: Scope, names: string): string | undefined {
  const { tree } = at(scope, names);
  const text = typeof tree === 'object' ? listOf(tree, '#text')[0] : tree;
  return typeof text === 'string' ? text.trim() : undefined;
}

/** The text at a place. Throws a fault where it is absent. */
export function textOf(scope: Scope, names: string): string {
  const text = optionalText(scope, names);
  if (text !== undefined) return text;
  const { path } = at(scope, names);
  throw new TransformFault('missing-value', `The request lacks ${path}.`, path);
}

export function invalidValue(scope: Scope, names: string, expected: string): TransformFault {
  const { path } = at(scope, names);
  return new TransformFault('invalid-value', `${path} is "${textOf(scope, names)}"; expected ${expected}.`, path);
}

/** The whole number at a place. Throws a fault where it is absent, not a whole number, or out of range. */
export function integerOf(scope: Scope, names: string, least: number, greatest: number): number {
  const text = textOf(scope, names);
  const value = Number(text);
  if (/^[+-]?\d+$/.test(text) && value >= least && value <= greatest) return value;
  throw invalidValue(scope, names, `a whole number from ${least} to ${greatest}`);
}

/** The attribute of an element, as a whole number from 1 on. */
export function indexOf(scope: Scope, attribute = '@index'): number {
  return integerOf(scope, attribute, 1, 255);
}

/** The value that stands for the word at a place. Throws a fault where the word is none of them. */
export function choiceOf<Value>(scope: Scope, names: string, choices: Readonly<Record<string, Value>>): Value {
  const value = new Map(Object.entries(choices)).get(textOf(scope, names));
  if (value !== undefined) return value;
  throw invalidValue(scope, names, Object.keys(choices).join(', '));
}

export function booleanOf(scope: Scope, names: string): boolean {
  return choiceOf(scope, names, { true: true, '1': true, false: false, '0': false });
}

/** Notes that a field's value comes from the context, or is made up by the DCC. */
export function noteUndetermined(scope: Scope, field: string, reason: string, isMadeByDcc = false): void {
  const { undetermined } = scope.build;
  if (!undetermined.some((noted) => noted.field === field)) undetermined.push({ field, reason, isMadeByDcc });
}

/** A value of the context that must be there. */
export function needContext<Value>(value: Value | undefined, what: string): Value {
  if (value !== undefined) return value;
  throw new TransformFault('missing-context', `${what} is needed to build this command and is not known.`);
}
