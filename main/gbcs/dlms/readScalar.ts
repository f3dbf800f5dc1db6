/** Reads one COSEM value of a simple type (IEC 62056-6-2, 4.1.6.1; A-XDR), and knows what each takes. */
import { isUtf8, toHex } from '../bytes.ts';
import { fault, keep, need, peekLength, type Reader } from '../reader.ts';
import { describeDateTime } from '../times.ts';
import { describeNumber, describeOctets } from './scalars.ts';
import type { Shape } from './shape.ts';
import { tag } from './tags.ts';
import type { CosemScalar } from './values.ts';

const fixedSizes: Readonly<Record<number, number>> = {
  [tag.nullData]: 0,
  [tag.boolean]: 1,
  [tag.doubleLong]: 4,
  [tag.doubleLongUnsigned]: 4,
  [tag.bcd]: 1,
  [tag.integer]: 1,
  [tag.long]: 2,
  [tag.unsigned]: 1,
  [tag.longUnsigned]: 2,
  [tag.long64]: 8,
  [tag.long64Unsigned]: 8,
  [tag.enumeration]: 1,
  [tag.float32]: 4,
  [tag.float64]: 8,
  [tag.dateTime]: 12,
  [tag.date]: 5,
  [tag.time]: 4,
  [tag.dontCare]: 0,
};

export function isVariable(type: number): boolean {
  return type === tag.octetString || type === tag.visibleString || type === tag.utf8String || type === tag.bitString;
}

/** The octets a type takes without its tag; undefined where the type is unknown or its length is in the data. */
export function fixedSize(type: number): number | undefined {
  return fixedSizes[type];
}

/**
 * Reads one value of a simple type.
 * @param header 1 where the type's tag stands before it and is part of the field, 0 inside a compact array
 */
export function readScalar(reader: Reader, type: number, header: 0 | 1, path: string, shape: Shape): CosemScalar {
  if (isVariable(type)) return readVariable(reader, type, header, path, shape);
  const size = fixedSizes[type];
  if (size === undefined) throw fault(reader, `a COSEM data type at ${path}`);
  need(reader, header + size, path);
  const at = reader.offset + header;
  const { value, text } = interpret(reader, type, at, shape);
  keep(reader, header + size, path, text);
  return value;
}

interface Interpreted {
  readonly value: CosemScalar;
  readonly text: string;
}

function numeric(value: number, shape: Shape): Interpreted {
  return { value, text: describeNumber(value, shape.as) };
}

function interpret(reader: Reader, type: number, at: number, shape: Shape): Interpreted {
  const { view } = reader;
  switch (type) {
    case tag.nullData:
    case tag.dontCare:
      return { value: null, text: 'null' };
    case tag.boolean: {
      const value = view.getUint8(at) !== 0;
      return { value, text: String(value) };
    }
    case tag.doubleLong:
      return numeric(view.getInt32(at), shape);
    case tag.doubleLongUnsigned:
      return numeric(view.getUint32(at), shape);
    case tag.integer:
      return numeric(view.getInt8(at), shape);
    case tag.long:
      return numeric(view.getInt16(at), shape);
    case tag.bcd:
    case tag.unsigned:
    case tag.enumeration:
      return numeric(view.getUint8(at), shape);
    case tag.longUnsigned:
      return numeric(view.getUint16(at), shape);
    case tag.long64: {
      const value = view.getBigInt64(at);
      return { value, text: String(value) };
    }
    case tag.long64Unsigned: {
      const value = view.getBigUint64(at);
      return { value, text: String(value) };
    }
    case tag.float32:
      return numeric(view.getFloat32(at), shape);
    case tag.float64:
      return numeric(view.getFloat64(at), shape);
    default: {
      const bytes = reader.bytes.subarray(at, at + (fixedSizes[type] ?? 0));
      return { value: bytes, text: type === tag.dateTime ? describeDateTime(bytes) : toHex(bytes) };
    }
  }
}

function readVariable(reader: Reader, type: number, header: 0 | 1, path: string, shape: Shape): CosemScalar {
  const { length, size } = peekLength(reader, path, header);
  const octetCount = type === tag.bitString ? Math.ceil(length / 8) : length;
  need(reader, header + size + octetCount, path);
  const from = reader.offset + header + size;
  const bytes = reader.bytes.subarray(from, from + octetCount);
  if (type === tag.visibleString || type === tag.utf8String) {
    const text = Buffer.from(bytes).toString(type === tag.utf8String ? 'utf8' : 'latin1');
    keep(reader, header + size + octetCount, path, text);
    return type === tag.utf8String && !isUtf8(bytes) ? bytes : text;
  }
  const text = type === tag.bitString ? bitText(bytes, length) : describeOctets(bytes, shape.as);
  keep(reader, header + size + octetCount, path, text);
  return bytes;
}

function bitText(bytes: Uint8Array, count: number): string {
  return [...bytes]
    .map((octet) => octet.toString(2).padStart(8, '0'))
    .join('')
    .slice(0, count);
}
