/** Does a Pre-Command, or a command, do what a Service Request asked? */
import type { ServiceRequest } from '../duis/parse.ts';
import type { DecodedField, DecodedMessage, DecodeResult } from '../gbcs/decodedMessage.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import { sourceAt } from '../gbcs/encoded.ts';
import type { TransformContext } from './context.ts';
import { contextFromMessage } from './contextFromMessage.ts';
import type { Transformed } from './result.ts';
import { transformServiceRequest } from './transformServiceRequest.ts';

/** One field that is not what the request asks for. */
export interface Difference {
  /** As the decoded message names it. */
  readonly path: string;
  /** What the request asks for: its meaning, or hexadecimal; `absent` where it asks for no such field. */
  readonly expected: string;
  /** What the message holds; `absent` where it holds no such field. */
  readonly actual: string;
  /** The place in the request that asks for it, where it is known: in the body, or `RequestID`. */
  readonly requestPath?: string;
}

export interface CorrelateResult {
  readonly agrees: boolean;
  readonly differences: readonly Difference[];
}

interface PlacedField extends DecodedField {
  readonly offset: number;
}

const absent = 'absent';
// What protects a message is not what it does.
const protection = /^(MAC Header|Signature|MAC)(\.|$)/;
// These follow from the fields they count.
const derived = /( Length|\.Length| Count|Number Of Components|Content Length)$/;

function describe(field: DecodedField, other: DecodedField | undefined): string {
  return field.value !== undefined && field.value !== other?.value ? field.value : field.hex;
}

/** Fields with their offsets from DF on, those that protect left out, by path; a path may occur more than once. */
function fieldsByPath(fields: readonly DecodedField[]): ReadonlyMap<string, readonly PlacedField[]> {
  const byPath = new Map<string, PlacedField[]>();
  let offset = 0;
  for (const field of fields) {
    const length = field.hex.length / 2;
    if (protection.test(field.path)) continue;
    const same = byPath.get(field.path) ?? [];
    same.push({ ...field, offset });
    byPath.set(field.path, same);
    offset += length;
  }
  return byPath;
}

const headerPaths: Readonly<Record<string, string>> = {
  'Grouping Header.Other Information.Message Code': 'ServiceReferenceVariant',
  'Grouping Header.Originator Counter': 'RequestID',
  'Grouping Header.Originator System Title': 'RequestID',
  'Grouping Header.Recipient System Title': 'RequestID',
  'Grouping Header.Other Information.Supplementary Remote Party ID': 'RequestID',
  'Grouping Header.Other Information.Supplementary Remote Party Counter': 'RequestID',
};

function requestPathOf(transformed: Transformed, path: string, field: PlacedField | undefined): string | undefined {
  if (headerPaths[path] !== undefined) return headerPaths[path];
  return field === undefined
    ? undefined
    : sourceAt({ bytes: transformed.signed, sources: transformed.sources }, field.offset);
}

function difference(
  transformed: Transformed,
  path: string,
  wanted: PlacedField | undefined,
  found: PlacedField | undefined,
): Difference {
  const requestPath = requestPathOf(transformed, path, wanted);
  return {
    path,
    expected: wanted === undefined ? absent : describe(wanted, found),
    actual: found === undefined ? absent : describe(found, wanted),
    ...(requestPath === undefined ? {} : { requestPath }),
  };
}

/** Whether the DCC makes the value of a field up, so that none is wrong. */
function isFree(transformed: Transformed, path: string): boolean {
  return transformed.undetermined.some(
    ({ field, isMadeByDcc }) => isMadeByDcc && (path.endsWith(`.${field}`) || path.includes(`.${field}[`)),
  );
}

function compare(
  transformed: Transformed,
  expected: ReadonlyMap<string, readonly PlacedField[]>,
  actual: ReadonlyMap<string, readonly PlacedField[]>,
): readonly Difference[] {
  const differences: Difference[] = [];
  for (const path of new Set([...expected.keys(), ...actual.keys()])) {
    const wanted = expected.get(path) ?? [];
    const found = actual.get(path) ?? [];
    for (let index = 0; index < Math.max(wanted.length, found.length); index += 1) {
      const [one, other] = [wanted[index], found[index]];
      if (one?.hex === other?.hex) continue;
      if (one !== undefined && other !== undefined && isFree(transformed, path)) continue;
      differences.push(difference(transformed, path, one, other));
    }
  }
  const telling = differences.filter(({ path }) => !derived.test(path));
  return telling.length > 0 ? telling : differences;
}

function failure(path: string, expected: string, actual: string): CorrelateResult {
  return { agrees: false, differences: [{ path, expected, actual }] };
}

function unreadable(decoded: Extract<DecodeResult, { ok: false }>): CorrelateResult {
  const { offset, expected, found } = decoded.error;
  return failure(`offset ${offset}`, expected, found ?? 'something else');
}

/**
 * Compares a Pre-Command field by field with what the request becomes; a command's MAC and signature are left out of it.
 * Values that the DCC makes up, such as the time at which a gas command is built, may differ.
 * @param message a Pre-Command from DF, or a command
 * @param context without it, what the request does not say is taken from the message itself
 */
export function correlate(request: ServiceRequest, message: Uint8Array, context?: TransformContext): CorrelateResult {
  const decoded = decodeMessage(message);
  if (!decoded.ok) return unreadable(decoded);
  if (context !== undefined) return correlateIn(context, request, decoded.message);
  // A message does not tell whether its meter has one element or two.
  const single = correlateIn(contextFromMessage(request, decoded.message, false), request, decoded.message);
  if (single.agrees) return single;
  const twin = correlateIn(contextFromMessage(request, decoded.message, true), request, decoded.message);
  return twin.agrees ? twin : single;
}

function correlateIn(context: TransformContext, request: ServiceRequest, message: DecodedMessage): CorrelateResult {
  const messageCode = Number.parseInt(message.messageCode, 16);
  const transformed = transformServiceRequest(request, { ...context, messageCode });
  if (!transformed.ok) return failure(transformed.path ?? 'the Service Request', transformed.message, 'a command');
  const own = decodeMessage(transformed.signed);
  if (!own.ok) return unreadable(own);
  const differences = compare(transformed, fieldsByPath(own.message.fields), fieldsByPath(message.fields));
  return { agrees: differences.length === 0, differences };
}
