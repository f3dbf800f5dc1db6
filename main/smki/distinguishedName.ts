import { type DerValue, derTag, readDerChildren, readObjectIdentifier } from './der.ts';

/** One attribute of a name. `value` is text; for the x500UniqueIdentifier it is hex. */
export interface NameAttribute {
  type: string;
  value: string;
}

// RFC 4519 short names of what SMKI names hold (SEC Appendix B, Organisation Certificate Policy: CN, OU, 2.5.4.45).
const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.45': 'x500UniqueIdentifier',
};

/** The attributes of a Name in the order of its DER encoding. */
export function readName(name: DerValue): NameAttribute[] {
  return readDerChildren(name).flatMap((set) =>
    readDerChildren(set).map((pair) => {
      const [type, value] = readDerChildren(pair);
      if (type === undefined || value === undefined) return { type: '', value: '' };
      const identifier = readObjectIdentifier(type);
      const text =
        value.tag === derTag.bitString
          ? Buffer.from(value.content.subarray(1)).toString('hex').toUpperCase()
          : new TextDecoder(value.tag === 0x1e ? 'utf-16be' : 'utf-8').decode(value.content);
      return { type: shortNames[identifier] ?? identifier, value: text };
    }),
  );
}

const escapeValue = (value: string): string =>
  value
    .replace(/[,+"\\<>;=]/g, (character) => `\\${character}`)
    .replace(/^[# ]|(?<=.) $/g, (character) => `\\${character}`);

/** A name as RFC 2253 writes it, last attribute first and no spaces: `CN=Z1,OU=07`, as DCC's X509IssuerName has it. */
export function formatName(attributes: readonly NameAttribute[]): string {
  return [...attributes]
    .reverse()
    .map(({ type, value }) => `${type}=${type === 'x500UniqueIdentifier' ? `#${value}` : escapeValue(value)}`)
    .join(',');
}
