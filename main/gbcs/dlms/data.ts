/** Reads one COSEM value of any type (IEC 62056-6-2, 4.1.6.1; A-XDR), keeping a field for each part. */
import { fault, keep, need, peekLength, type Reader } from '../reader.ts';
import { readCompactArray } from './compactArray.ts';
import { greatestDepth, memberPath, memberShape, unnamed } from './members.ts';
import { readScalar } from './readScalar.ts';
import { type Shape, shapeOfCount } from './shape.ts';
import type { TaggedScalar, TaggedSequence, TaggedValue } from './taggedValue.ts';
import { tag, tagName } from './tags.ts';

export function readData(reader: Reader, path: string, shape: Shape = unnamed, depth = 0): TaggedValue {
  need(reader, 1, path);
  const type = reader.view.getUint8(reader.offset);
  if (type === tag.array || type === tag.structure) return readSequence(reader, type, path, shape, depth);
  if (type === tag.compactArray) return readCompactArray(reader, path, shape);
  return readTaggedScalar(reader, type, path, shape);
}

function readTaggedScalar(reader: Reader, type: number, path: string, shape: Shape): TaggedScalar {
  const octet = reader.bytes[reader.offset + 1];
  const bits = type === tag.bitString ? peekLength(reader, path, 1).length : 0;
  const value = readScalar(reader, type, 1, path, shape);
  if (type === tag.bitString) return { tag: type, value, bits };
  if (type === tag.boolean && value === true && octet !== undefined && octet !== 0xff)
    return { tag: type, value, octet };
  return { tag: type, value };
}

function readSequence(
  reader: Reader,
  type: TaggedSequence['tag'],
  path: string,
  shape: Shape,
  depth: number,
): TaggedSequence {
  if (depth >= greatestDepth) throw fault(reader, `no more than ${greatestDepth} nested levels in ${path}`);
  const { length, size } = peekLength(reader, path, 1);
  // Each element takes an octet at least, so a greater count can only be wrong.
  const fits = length <= reader.end - reader.offset - 1 - size;
  keep(reader, 1 + size, path, `${tagName(type)} of ${length}`);
  const items: TaggedValue[] = [];
  const isArray = type === tag.array;
  const own = isArray ? shape : shapeOfCount(shape, length);
  for (let index = 0; index < length; index += 1) {
    if (!fits && reader.offset >= reader.end) throw fault(reader, `element ${index} of ${length} of ${path}`);
    const next = isArray ? `${path}[${index}]` : memberPath(path, own, index);
    items.push(readData(reader, next, isArray ? (shape.element ?? unnamed) : memberShape(own, index), depth + 1));
  }
  return { tag: type, items };
}
