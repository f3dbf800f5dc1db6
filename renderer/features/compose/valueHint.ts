import type { FormField } from '../../../shared/contract/shapes/form.ts';

/** How the XSD writes the form of an EUI-64. */
const euiStart = '[A-Fa-f0-9]{2}-[A-Fa-f0-9]{2}-';
const longPattern = 40;

/** What a value may be, in a few words. */
export function hintOf({ base, patterns, limits }: NonNullable<FormField['value']>): string {
  const names: Readonly<Record<string, string>> = {
    minInclusive: 'at least',
    maxInclusive: 'at most',
    minExclusive: 'more than',
    maxExclusive: 'less than',
    length: 'characters:',
    minLength: 'at least, in characters,',
    maxLength: 'at most, in characters,',
    totalDigits: 'digits:',
    fractionDigits: 'digits after the point:',
  };
  const bounds = Object.entries(limits).map(([name, limit]) => `${names[name] ?? name} ${limit}`);
  const shapes = patterns.map((pattern) =>
    pattern.startsWith(euiStart)
      ? 'EUI-64'
      : pattern.length > longPattern
        ? 'in the form of the placeholder'
        : `as ${pattern}`,
  );
  return [base, ...bounds, ...shapes].join(', ');
}
