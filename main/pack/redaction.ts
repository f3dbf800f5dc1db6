import { createHash, createHmac } from 'node:crypto';

/** What a value is, and so what its token begins with. */
export type RedactedKind = 'device' | 'mpxn' | 'premises';

/** A token with what it stands for: what the holder keeps, and shows one by one. */
export interface Revealable {
  token: string;
  kind: RedactedKind;
  value: string;
  /** Hexadecimal. The token holds the beginning of SHA-256 over `salt:value`. */
  salt: string;
}

export interface Redaction {
  tokens: readonly Revealable[];
  /** Text with every value replaced by its token, in each form in which it is written, and encoded payloads withheld. */
  text(original: string): string;
  /** The same for every text inside a structure. */
  deep<Value>(value: Value): Value;
  /** Whether text holds one of the values. */
  concerns(text: string): boolean;
}

const tokenDigits = 16;

/** The token of a value under a salt: `device-` and the beginning of SHA-256 over `salt:value`. */
export function tokenFor(kind: RedactedKind, value: string, salt: string): string {
  return `${kind}-${createHash('sha256').update(`${salt}:${value}`).digest('hex').slice(0, tokenDigits)}`;
}

/** An EUI-64 that stands for none. */
const nobody = /^(00|FF)(-\1){7}$/;
const eui64 = /\b[0-9A-F]{2}(?:-[0-9A-F]{2}){7}\b/gi;
/** Elements of DUIS that hold an MPxN or say where a home is (XSD 5.1, Inventory and MPxN types). */
const namedValues: readonly (readonly [RedactedKind, RegExp])[] = [
  ['mpxn', /<(?:\w+:)?(?:\w*MPxN\w*|\w*MPAN\w*|\w*MPRN\w*)>([0-9]{6,13})<\//g],
  ['premises', /<(?:\w+:)?(?:UPRN|PostCode|AddressIdentifier)>([^<]{1,100})<\//g],
];

/**
 * The values of messages that tell who lives where: devices, MPxNs, addresses.
 *
 * @param publicParties EUI-64s of organisations, which stay
 */
export function findPersonalValues(
  texts: Iterable<string>,
  publicParties: ReadonlySet<string>,
): Map<string, RedactedKind> {
  const values = new Map<string, RedactedKind>();
  for (const text of texts) {
    for (const [found] of text.matchAll(eui64)) {
      const device = found.toUpperCase();
      if (!publicParties.has(device) && !nobody.test(device)) values.set(device, 'device');
    }
    for (const [kind, pattern] of namedValues)
      for (const match of text.matchAll(pattern)) if (match[1] !== undefined) values.set(match[1], kind);
  }
  return values;
}

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A house number tells nothing away from its AddressIdentifier, and stands by chance in every date, SRV and count: it is
 * replaced where it is named alone, be that in XML, in JSON or in words.
 */
const saysNothingAlone = (kind: RedactedKind, value: string): boolean => kind === 'premises' && value.length < 5;

/** A device is written with hyphens, or as 16 hexadecimal digits; an MPxN also as the hexadecimal of its digits. */
function writtenForms(kind: RedactedKind, value: string): string[] {
  if (kind === 'device') return [escapePattern(value), `${value.replaceAll('-', '')}`];
  if (kind === 'mpxn') return [`(?<![0-9])${value}(?![0-9])`, Buffer.from(value, 'latin1').toString('hex')];
  const alone = `${escapePattern(value)}(?![A-Za-z0-9])`;
  return [saysNothingAlone(kind, value) ? `(?<=AddressIdentifier\\W{1,8})${alone}` : `(?<![A-Za-z0-9])${alone}`];
}

const encodedElement = /(<((?:\w+:)?\w+)>)([A-Za-z0-9+/\s]{16,}={0,2})(<\/\2>)/g;

/**
 * Makes tokens for values. Salts come from a secret by HMAC, so that the same workspace gives the same tokens, and one
 * salt says nothing of another.
 *
 * @param secret of the workspace, hexadecimal
 */
export function makeRedaction(values: ReadonlyMap<string, RedactedKind>, secret: string): Redaction {
  const tokens = [...values]
    .map(([value, kind]): Revealable => {
      const salt = createHmac('sha256', Buffer.from(secret, 'hex')).update(`${kind}:${value}`).digest('hex');
      return { token: tokenFor(kind, value, salt), kind, value, salt };
    })
    .sort((a, b) => (a.token < b.token ? -1 : 1));
  const forms = tokens
    .flatMap(({ token, kind, value }) => writtenForms(kind, value).map((form) => ({ form, token })))
    .sort((a, b) => b.form.length - a.form.length);
  const byGroup = forms.map(({ token }) => token);
  const pattern = forms.length === 0 ? undefined : new RegExp(forms.map(({ form }) => `(${form})`).join('|'), 'gi');
  const replace = (original: string): string =>
    pattern === undefined
      ? original
      : original.replace(pattern, (found, ...groups: unknown[]) => {
          const index = groups.findIndex((group) => group !== undefined);
          return byGroup[index] ?? found;
        });
  const octets = tokens
    .filter(({ kind, value }) => !saysNothingAlone(kind, value))
    .map(({ kind, value }) =>
      kind === 'device' ? Buffer.from(value.replaceAll('-', ''), 'hex') : Buffer.from(value, 'latin1'),
    );
  // What is encoded cannot be searched as text: a payload that holds a value in its octets is withheld whole.
  const withhold = (original: string): string =>
    original.replace(encodedElement, (whole, open: string, _name: string, encoded: string, close: string) => {
      const bytes = Buffer.from(encoded, 'base64');
      if (!octets.some((one) => bytes.includes(one))) return whole;
      const sha256 = createHash('sha256').update(encoded).digest('hex');
      return `${open}withheld, SHA-256 ${sha256}${close}`;
    });
  const text = (original: string): string => replace(withhold(original));
  const deep = <Value>(value: Value): Value => {
    if (typeof value === 'string') return text(value) as Value;
    if (Array.isArray(value)) return value.map((one: unknown) => deep(one)) as Value;
    // What is fetched later is redacted when it comes.
    if (typeof value === 'function') return (() => deep((value as () => unknown)())) as Value;
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [replace(name), deep(one)])) as Value;
  };
  return { tokens, text, deep, concerns: (original) => text(original) !== original };
}
