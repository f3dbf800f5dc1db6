import { WorkbenchError } from '../../shared/errors.ts';

const hyphenated = /^[0-9A-F]{2}(?:-[0-9A-F]{2}){7}$/;
const plain = /^[0-9A-F]{16}$/;

/** Whether the text is an EUI-64 as DUIS writes it: eight hex octets joined by hyphens, in either case (XSD type EUI). */
export function isEui64(text: string): boolean {
  return hyphenated.test(text.toUpperCase());
}

/**
 * Reads an EUI-64 in any usual form (`00-DB-12-34-56-78-90-A0`, `00:DB:…`, `00DB1234567890A0`) into the form of DUIS.
 * @throws WorkbenchError `invalid-argument` where it is none
 */
export function parseEui64(text: string, label = 'EUI-64'): string {
  const upper = text.trim().toUpperCase().replaceAll(':', '-');
  if (hyphenated.test(upper)) return upper;
  if (plain.test(upper)) return (upper.match(/../g) ?? []).join('-');
  throw new WorkbenchError(
    'invalid-argument',
    `${label} "${text}" is not an EUI-64: write eight hex octets joined by hyphens, such as 00-DB-12-34-56-78-90-A0.`,
    { detail: { value: text } },
  );
}

/** Sixteen hex digits, upper case, no separators: the form in certificates and GBCS. @throws as {@link parseEui64} */
export function eui64ToHex(text: string): string {
  return parseEui64(text).replaceAll('-', '');
}

/** The DUIS form of eight octets. @throws WorkbenchError `invalid-argument` where there are not eight */
export function formatEui64(octets: Uint8Array): string {
  if (octets.length !== 8) {
    throw new WorkbenchError('invalid-argument', `An EUI-64 has 8 octets, not ${octets.length}.`);
  }
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0').toUpperCase()).join('-');
}

/** The eight octets. @throws as {@link parseEui64} */
export function eui64ToBytes(text: string): Uint8Array {
  return Uint8Array.from(parseEui64(text).split('-'), (octet) => Number.parseInt(octet, 16));
}
