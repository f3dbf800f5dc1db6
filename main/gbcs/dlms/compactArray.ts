/** Compact arrays: one description of the type, then the contents of every row without tags. */
import { fault, keep, need, peekLength, type Reader, readLength, readUint8, within } from '../reader.ts';
import { greatestDepth, memberPath, memberShape } from './members.ts';
import { fixedSize, isVariable, readScalar } from './readScalar.ts';
import { type Shape, shapeOfCount } from './shape.ts';
import type { TaggedCompactArray, TypeDescription } from './taggedValue.ts';
import { tag, tagName } from './tags.ts';
import type { CosemValue } from './values.ts';

// Parts that take no octets in a row would let a short message stand for unbounded data.
const greatestEmptyParts = 16;

function readTypeDescription(reader: Reader, path: string, depth = 0): TypeDescription {
  need(reader, 1, path);
  const type = reader.view.getUint8(reader.offset);
  if (depth >= greatestDepth) throw fault(reader, `no more than ${greatestDepth} nested levels in ${path}`);
  if (type === tag.array) {
    need(reader, 3, path);
    const count = reader.view.getUint16(reader.offset + 1);
    keep(reader, 3, path, `Array of ${count}`);
    const offset = reader.offset;
    const element = readTypeDescription(reader, `${path}.Element`, depth + 1);
    if (smallestSize(element) === 0) {
      reader.offset = offset;
      throw fault(reader, `an element of ${path} that takes octets`);
    }
    return { type: tag.array, count, element };
  }
  if (type === tag.structure) {
    const { length, size } = peekLength(reader, path, 1);
    keep(reader, 1 + size, path, `Structure of ${length}`);
    const members: TypeDescription[] = [];
    for (let index = 0; index < length; index += 1) {
      members.push(readTypeDescription(reader, `${path}[${index}]`, depth + 1));
    }
    return { type: tag.structure, members };
  }
  if (fixedSize(type) === undefined && !isVariable(type)) throw fault(reader, `a COSEM data type at ${path}`);
  readUint8(reader, path, (value) => tagName(value));
  return { type };
}

function smallestSize(description: TypeDescription): number {
  if ('members' in description) {
    return description.members.reduce((size, member) => size + smallestSize(member), 0);
  }
  if ('element' in description) return description.count * smallestSize(description.element);
  return isVariable(description.type) ? 1 : (fixedSize(description.type) ?? 0);
}

function emptyParts(description: TypeDescription): number {
  if ('members' in description) {
    const own = description.members.length === 0 ? 1 : 0;
    return description.members.reduce((count, member) => count + emptyParts(member), own);
  }
  if ('element' in description) return description.count === 0 ? 1 : emptyParts(description.element);
  return smallestSize(description) === 0 ? 1 : 0;
}

export function readCompactArray(reader: Reader, path: string, shape: Shape): TaggedCompactArray {
  keep(reader, 1, path, 'Compact Array');
  const typeOffset = reader.offset;
  const description = readTypeDescription(reader, `${path}.Type Description`);
  const length = readLength(reader, `${path}.Contents Length`);
  if (length > 0 && (smallestSize(description) === 0 || emptyParts(description) > greatestEmptyParts)) {
    throw fault(reader, `no contents, as the type at offset ${typeOffset} takes no octets`);
  }
  const rows: CosemValue[] = [];
  const width = 'members' in description ? description.members.length : 0;
  const plan = planOf(description, shapeOfCount(shape.element ?? {}, width));
  within(reader, length, `${path}.Contents`, () => {
    while (reader.offset < reader.end) rows.push(readContents(reader, plan, path + placeOf(rows.length)));
  });
  return { tag: tag.compactArray, type: description, rows };
}

/**
 * A type with what its parts are called, worked out once for all rows: a log has thousands, and strings that are made
 * again for each row cost more than reading it.
 */
type Plan =
  | { readonly type: number; readonly shape: Shape }
  | { readonly count: number; readonly element: Plan }
  | { readonly members: readonly { readonly suffix: string; readonly plan: Plan }[] };

function placeOf(index: number): string {
  return `[${index}]`;
}

function planOf(description: TypeDescription, shape: Shape): Plan {
  if ('members' in description) {
    const members = description.members.map((member, index) => ({
      suffix: memberPath('', shape, index),
      plan: planOf(member, memberShape(shape, index)),
    }));
    return { members };
  }
  if ('element' in description) {
    return { count: description.count, element: planOf(description.element, shape.element ?? {}) };
  }
  return { type: description.type, shape };
}

function readContents(reader: Reader, plan: Plan, path: string): CosemValue {
  if ('members' in plan) return plan.members.map((member) => readContents(reader, member.plan, path + member.suffix));
  if ('element' in plan) {
    const values: CosemValue[] = [];
    for (let index = 0; index < plan.count; index += 1) {
      values.push(readContents(reader, plan.element, path + placeOf(index)));
    }
    return values;
  }
  return readScalar(reader, plan.type, 0, path, plan.shape);
}
