/** Reads octets in order and keeps a field for each stretch, so that nothing is skipped or shown twice. */
import type { DecodedField } from './decodedMessage.ts';
import type { EncryptedPart } from './encryptedPart.ts';

/** A bad octet: thrown inside the codec only, and turned into a DecodeError at its edge. */
export class DecodeFault extends Error {
  readonly offset: number;
  readonly expected: string;
  readonly found: string | undefined;

  constructor(offset: number, expected: string, found?: string) {
    super(`expected ${expected}`);
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }
}

/** Which ZigBee command a header announces. */
export interface GbzCommand {
  readonly cluster: number;
  readonly command: number;
  readonly fromServer: boolean;
  /** True for commands of the ZCL itself, such as Read Attributes. */
  readonly isGlobal: boolean;
}

/** Encrypted data met on the way: where its ciphertext and its tag stand in the input. */
export interface EncryptedData {
  readonly offset: number;
  readonly length: number;
  readonly tagOffset: number;
  /** Which of the fields shows the tag, so that the verdict can be written there. */
  readonly tagField: number;
  /** The same data as the payload has it: takes the content once it is decrypted. */
  readonly part: EncryptedPart;
  /** The ZigBee command the data belongs to; absent for DLMS. */
  readonly gbz?: GbzCommand;
}

export interface Reader {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** The whole input as upper-case hexadecimal, from which each field takes its slice. */
  readonly hex: string;
  readonly fields: DecodedField[];
  readonly encrypted: EncryptedData[];
  offset: number;
  /** Where the innermost enclosing length ends; never past the input. */
  end: number;
}

export function createReader(bytes: Uint8Array): Reader {
  return {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    hex: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex').toUpperCase(),
    fields: [],
    encrypted: [],
    offset: 0,
    end: bytes.length,
  };
}

export function remaining(reader: Reader): number {
  return reader.end - reader.offset;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What stands at the reader's place, for the message of an error. */
function describeNext(reader: Reader): string {
  const left = remaining(reader);
  if (left <= 0)
    return reader.end === reader.bytes.length ? 'the end of the message' : 'the end of the enclosing length';
  return reader.hex.slice(reader.offset * 2, (reader.offset + Math.min(left, 8)) * 2);
}

/** A fault at the reader's place. */
export function fault(reader: Reader, expected: string): DecodeFault {
  return new DecodeFault(reader.offset, expected, describeNext(reader));
}

/** Throws unless so many octets are left within the enclosing length. */
export function need(reader: Reader, length: number, path: string): void {
  if (remaining(reader) < length) {
    const left = remaining(reader);
    throw new DecodeFault(
      reader.offset,
      `${path} of ${plural(length, 'octet')}`,
      left > 0 ? `only ${plural(left, 'octet')}` : describeNext(reader),
    );
  }
}

/** Keeps the next octets as one field. The caller has checked that they are there. */
export function keep(reader: Reader, length: number, path: string, value?: string): void {
  const from = reader.offset;
  reader.offset = from + length;
  const hex = reader.hex.slice(from * 2, reader.offset * 2);
  reader.fields.push(value === undefined ? { path, hex } : { path, hex, value });
}

/** The next octets, kept as one field. Throws a fault where they are not there. */
export function readOctets(
  reader: Reader,
  length: number,
  path: string,
  meaningOf?: (bytes: Uint8Array) => string | undefined,
): Uint8Array {
  need(reader, length, path);
  const bytes = reader.bytes.subarray(reader.offset, reader.offset + length);
  keep(reader, length, path, meaningOf?.(bytes));
  return bytes;
}

export function peek(reader: Reader, ahead = 0): number | undefined {
  return reader.offset + ahead < reader.end ? reader.bytes[reader.offset + ahead] : undefined;
}

export function readUint8(reader: Reader, path: string, meaningOf?: (value: number) => string | undefined): number {
  need(reader, 1, path);
  const value = reader.view.getUint8(reader.offset);
  keep(reader, 1, path, meaningOf?.(value));
  return value;
}

/** Reads octets that can have one value only. */
export function readConstant(reader: Reader, constant: Uint8Array, path: string, value?: string): void {
  need(reader, constant.length, path);
  for (let index = 0; index < constant.length; index += 1) {
    if (reader.bytes[reader.offset + index] !== constant[index]) {
      const expected = Buffer.from(constant).toString('hex').toUpperCase();
      throw fault(reader, `${path} ${expected}`);
    }
  }
  keep(reader, constant.length, path, value);
}

export interface PeekedLength {
  readonly length: number;
  /** How many octets the length itself takes. */
  readonly size: number;
}

/** The variable length at the reader's place, which stays where it is. Throws where it is cut short or too long. */
export function peekLength(reader: Reader, path: string, ahead = 0): PeekedLength {
  const first = peek(reader, ahead);
  if (first === undefined) throw fault(reader, path);
  if (first < 0x80) return { length: first, size: 1 };
  const extra = first & 0x7f;
  if (extra < 1 || extra > 4) throw fault(reader, `${path} in one to five octets`);
  let length = 0;
  for (let index = 1; index <= extra; index += 1) {
    const octet = peek(reader, ahead + index);
    if (octet === undefined) throw fault(reader, `${path} of ${extra + 1} octets`);
    length = length * 256 + octet;
  }
  return { length, size: extra + 1 };
}

export function readLength(reader: Reader, path: string): number {
  const { length, size } = peekLength(reader, path);
  keep(reader, size, path, String(length));
  return length;
}

/**
 * Reads inside a length that has just been read. Where the input ends before it, reading goes on to the end of the
 * input, and the fault names what was missing there; what is left inside the length is a fault too.
 */
export function within<Result>(reader: Reader, length: number, path: string, read: () => Result): Result {
  const outer = reader.end;
  const declared = reader.offset + length;
  reader.end = Math.min(declared, outer);
  const result = read();
  if (reader.offset < reader.end) throw fault(reader, `the end of ${path}`);
  if (declared > outer) {
    throw new DecodeFault(reader.offset, `${plural(declared - outer, 'more octet')} of ${path}`, describeNext(reader));
  }
  reader.end = outer;
  return result;
}
