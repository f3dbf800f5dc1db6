/** Writes COSEM values and the access service in A-XDR; each function answers the octets with their tag. */
import { concatenate, lengthOctets, octets, uint16Octets, uint32Octets } from '../bytes.ts';
import type { AccessAction, AccessResult, AccessSpecification, Invocation } from './accessService.ts';
import { parseObis } from './objects.ts';
import { tag } from './tags.ts';

export const nullData = octets(tag.nullData);

export function structureOf(...members: readonly Uint8Array[]): Uint8Array {
  return concatenate(octets(tag.structure), lengthOctets(members.length), ...members);
}

export function arrayOf(...elements: readonly Uint8Array[]): Uint8Array {
  return concatenate(octets(tag.array), lengthOctets(elements.length), ...elements);
}

export function octetString(bytes: Uint8Array): Uint8Array {
  return concatenate(octets(tag.octetString), lengthOctets(bytes.length), bytes);
}

export function doubleLongUnsigned(value: number): Uint8Array {
  return concatenate(octets(tag.doubleLongUnsigned), uint32Octets(value));
}

export function longUnsigned(value: number): Uint8Array {
  return concatenate(octets(tag.longUnsigned), uint16Octets(value));
}

export function integer(value: number): Uint8Array {
  return octets(tag.integer, value & 0xff);
}

export function enumeration(value: number): Uint8Array {
  return octets(tag.enumeration, value);
}

/** The octets of a logical name, of the codec's own tables: a name that is not one is a mistake in them. */
export function logicalName(obis: string): Uint8Array {
  const bytes = parseObis(obis);
  if (bytes === undefined) throw new Error(`Not a logical name: ${obis}`);
  return bytes;
}

const actionTags: Readonly<Record<AccessAction, number>> = {
  get: 1,
  set: 2,
  action: 3,
  getWithSelection: 4,
  setWithSelection: 5,
};

const serviceTags = { accessRequest: 0xd9, accessResponse: 0xda, dataNotification: 0x0f } as const;

// GBCS 7.3: unconfirmed flags 20, then the low three octets of the originator counter.
const unconfirmed = 0x2000_0000;

/** The opening of a DLMS service: its tag, long-invoke-id-and-priority, and date-time. */
export function invocationOctets(
  service: keyof typeof serviceTags,
  originatorCounter: bigint,
  { longInvokeId, dateTime }: Invocation = {},
): Uint8Array {
  const id = longInvokeId ?? unconfirmed + Number(BigInt.asUintN(24, originatorCounter));
  const time = dateTime === undefined ? octets(0) : concatenate(octets(dateTime.length), dateTime);
  return concatenate(octets(serviceTags[service]), uint32Octets(id), time);
}

/** One access specification; `selector` is the selector's number and its encoded parameters. */
export function accessSpecification(
  specification: AccessSpecification,
  selector?: { readonly id: number; readonly parameters: Uint8Array },
): Uint8Array {
  const head = concatenate(
    octets(actionTags[specification.action]),
    uint16Octets(specification.classId),
    logicalName(specification.instance),
    octets(specification.id & 0xff),
  );
  return selector === undefined ? head : concatenate(head, octets(selector.id), selector.parameters);
}

/** Octets one after another, with their number before them. */
function listOf(parts: readonly Uint8Array[]): Uint8Array {
  return concatenate(lengthOctets(parts.length), ...parts);
}

export function accessRequest(
  originatorCounter: bigint,
  specifications: readonly Uint8Array[],
  data: readonly Uint8Array[],
  invocation?: Invocation,
): Uint8Array {
  const opening = invocationOctets('accessRequest', originatorCounter, invocation);
  return concatenate(opening, listOf(specifications), listOf(data));
}

/** @param specifications what was asked, where the response repeats it */
export function accessResponse(
  originatorCounter: bigint,
  data: readonly Uint8Array[],
  results: readonly AccessResult[],
  invocation?: Invocation,
  specifications?: readonly Uint8Array[],
): Uint8Array {
  return concatenate(
    invocationOctets('accessResponse', originatorCounter, invocation),
    specifications === undefined ? octets(0) : concatenate(octets(1), listOf(specifications)),
    listOf(data),
    listOf(results.map(({ action, result }) => octets(actionTags[action], result))),
  );
}

/**
 * A compact array of rows of unsigned 32-bit columns.
 * @param columns how many each row has; a number greater than 1 in `counts` makes that column an array of so many
 * @param rows the values, each row flattened in column order
 */
export function compactArrayOfUint32(counts: readonly number[], rows: readonly (readonly number[])[]): Uint8Array {
  const types = counts.map((count) =>
    count === 1
      ? octets(tag.doubleLongUnsigned)
      : concatenate(octets(tag.array), uint16Octets(count), octets(tag.doubleLongUnsigned)),
  );
  const width = counts.reduce((sum, count) => sum + count, 0);
  const contents = new Uint8Array(rows.length * width * 4);
  const view = new DataView(contents.buffer);
  let offset = 0;
  for (const row of rows) {
    for (let column = 0; column < width; column += 1) {
      view.setUint32(offset, row[column] ?? 0);
      offset += 4;
    }
  }
  return concatenate(
    octets(tag.compactArray, tag.structure),
    lengthOctets(counts.length),
    ...types,
    lengthOctets(contents.length),
    contents,
  );
}
