/** The end of a DOCTYPE declaration that begins at `start`: past its `>`, internal subset and quotes included. */
function endOfDoctype(text: string, start: number): number {
  let depth = 0;
  let quote = '';
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (text.startsWith('<!--', at)) at = text.indexOf('-->', at) + 2;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '[') depth += 1;
    else if (character === ']') depth -= 1;
    else if (character === '>' && depth === 0 && !insideDeclaration(text, start, at)) return at + 1;
  }
  return text.length;
}

const insideDeclaration = (text: string, start: number, at: number): boolean =>
  text.slice(start, at).includes('[') && !text.slice(start, at).includes(']');

/**
 * An XSD without its DOCTYPE. xmldsig-core-schema.xsd carries one that points at w3.org; its internal entities, the
 * only part that can matter, are put in place of their references.
 */
export function stripDoctype(text: string): string {
  const start = text.indexOf('<!DOCTYPE');
  if (start < 0) return text;
  const end = endOfDoctype(text, start);
  const subset = text.slice(start, end);
  const entities = new Map<string, string>();
  for (const [, name, double, single] of subset.matchAll(/<!ENTITY\s+(\w+)\s+(?:"([^"]*)"|'([^']*)')\s*>/g)) {
    if (name !== undefined) entities.set(name, double ?? single ?? '');
  }
  const rest = text.slice(0, start) + text.slice(end);
  return rest.replace(/&(\w+);/g, (reference, name: string) => entities.get(name) ?? reference);
}
