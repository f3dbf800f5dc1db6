/** Writes one COSEM value of any type in A-XDR (IEC 62056-6-2, 4.1.6.1); lengths take their shortest form. */
import { WorkbenchError } from '../../../shared/errors.ts';
import { concatenate, lengthOctets, octets, uint16Octets } from '../bytes.ts';
import type { Seal } from '../encryptedPart.ts';
import type { TaggedCompactArray, TaggedValue, TypeDescription } from './taggedValue.ts';
import { tag } from './tags.ts';
import { asList, type CosemScalar, type CosemValue } from './values.ts';
import { writeScalar } from './writeScalar.ts';

function typeOctets(description: TypeDescription): Uint8Array {
  if ('members' in description) {
    const { members } = description;
    return concatenate(octets(tag.structure), lengthOctets(members.length), ...members.map(typeOctets));
  }
  if ('element' in description) {
    return concatenate(octets(tag.array), uint16Octets(description.count), typeOctets(description.element));
  }
  return octets(description.type);
}

function isScalar(value: CosemValue): value is CosemScalar {
  return !Array.isArray(value);
}

function misfit(expected: string): WorkbenchError {
  return new WorkbenchError(
    'invalid-argument',
    `A row of a compact array does not fit its type: expected ${expected}.`,
  );
}

/** Adds the octets of one row, or of a part of it, to `parts`. */
function writeContents(description: TypeDescription, value: CosemValue, parts: Uint8Array[]): void {
  if (!('members' in description) && !('element' in description)) {
    if (!isScalar(value)) throw misfit('a single value');
    parts.push(writeScalar({ tag: description.type, value }));
    return;
  }
  const items = asList(value);
  const types =
    'members' in description
      ? description.members
      : Array.from({ length: description.count }, () => description.element);
  if (items?.length !== types.length) throw misfit(`${types.length} values`);
  types.forEach((type, index) => {
    writeContents(type, items[index] ?? null, parts);
  });
}

function writeCompactArray({ type, rows }: TaggedCompactArray): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const row of rows) writeContents(type, row, parts);
  const contents = Buffer.concat(parts);
  return concatenate(octets(tag.compactArray), typeOctets(type), lengthOctets(contents.length), contents);
}

/**
 * A COSEM value with its tag.
 * @param seal writes encrypted attributes
 * Throws WorkbenchError 'invalid-argument' where a value does not fit its type.
 */
export function writeData(value: TaggedValue, seal: Seal): Uint8Array {
  if ('items' in value) {
    const { items } = value;
    return concatenate(octets(value.tag), lengthOctets(items.length), ...items.map((item) => writeData(item, seal)));
  }
  if ('rows' in value) return writeCompactArray(value);
  if ('encrypted' in value) {
    const sealed = seal(value.encrypted);
    return concatenate(octets(value.tag), lengthOctets(sealed.length), sealed);
  }
  return concatenate(octets(value.tag), writeScalar(value));
}
