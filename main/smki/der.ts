import { WorkbenchError } from '../../shared/errors.ts';

/** One DER value (X.690): its tag octet, its content, and the whole encoding. */
export interface DerValue {
  tag: number;
  content: Uint8Array;
  whole: Uint8Array;
}

export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const;

const broken = (reason: string): WorkbenchError => new WorkbenchError('invalid-document', `Not valid DER: ${reason}.`);

/** The value at the start of `bytes`. @throws WorkbenchError `invalid-document` */
export function readDer(bytes: Uint8Array, offset = 0): DerValue {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined) throw broken(`it ends at byte ${bytes.length}`);
  let length = first;
  let start = offset + 2;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    if (octets < 1 || octets > 4) throw broken(`byte ${offset + 1} is not a definite length`);
    length = 0;
    for (let index = 0; index < octets; index += 1) length = length * 256 + (bytes[start + index] ?? 0);
    start += octets;
  }
  const end = start + length;
  if (end > bytes.length)
    throw broken(`a value at byte ${offset} is ${length} bytes long and only ${bytes.length - start} follow`);
  return { tag, content: bytes.subarray(start, end), whole: bytes.subarray(offset, end) };
}

/** The values inside a constructed value, in order. @throws WorkbenchError `invalid-document` */
export function readDerChildren(value: DerValue): DerValue[] {
  const children: DerValue[] = [];
  for (let offset = 0; offset < value.content.length; ) {
    const child = readDer(value.content, offset);
    children.push(child);
    offset += child.whole.length;
  }
  return children;
}

/** The child at a position. @throws WorkbenchError `invalid-document` where there is none */
export function derChild(value: DerValue, position: number): DerValue {
  const child = readDerChildren(value)[position];
  if (child === undefined) throw broken(`a part is missing`);
  return child;
}

/** An object identifier in dotted form. */
export function readObjectIdentifier(value: DerValue): string {
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of value.content) {
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if (octet < 0x80) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [first = 0n, ...rest] = arcs;
  const top = first < 80n ? first / 40n : 2n;
  return [top, first - top * 40n, ...rest].join('.');
}

/** A non-negative INTEGER of any length. */
export function readInteger(value: DerValue): bigint {
  return value.content.reduce((sum, octet) => (sum << 8n) | BigInt(octet), 0n);
}

/** The octets of a BIT STRING whose length is a whole number of octets. */
export function readBitString(value: DerValue): Uint8Array {
  return value.content.subarray(1);
}

/** UTCTime or GeneralizedTime as ISO 8601 UTC (RFC 5280 section 4.1.2.5). @throws WorkbenchError `invalid-document` */
export function readTime(value: DerValue): string {
  const text = String.fromCharCode(...value.content);
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (match === null) throw broken(`"${text}" is not a time`);
  const [, year = '', month, day, hour, minute, second] = match;
  const century = year.length === 4 ? '' : Number(year) < 50 ? '20' : '19';
  return `${century}${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

/** One DER value with its content in parts. */
export function writeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const octets: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  const length = content.length < 0x80 ? [content.length] : [0x80 | octets.length, ...octets];
  return Buffer.concat([Uint8Array.of(tag, ...length), content]);
}

/** A non-negative INTEGER. */
export function writeInteger(value: number): Uint8Array {
  const hex = value.toString(16);
  const octets = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return writeDer(derTag.integer, ...((octets[0] ?? 0) >= 0x80 ? [Uint8Array.of(0)] : []), octets);
}

/** An OBJECT IDENTIFIER from its dotted form. */
export function writeObjectIdentifier(dotted: string): Uint8Array {
  const [top = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const octets = [top * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return writeDer(derTag.objectIdentifier, Uint8Array.from(octets));
}
