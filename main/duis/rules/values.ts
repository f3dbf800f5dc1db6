import { walk } from '../xmlPath.ts';
import type { Rule } from './rule.ts';

export const ensureValuesHaveNoStraySpace: Rule = {
  id: 'value-whitespace',
  clause: "DCC's published validator digests values with their white space collapsed (tried with its Java)",
  *ensure({ header, service }) {
    for (const part of [header, service]) {
      if (part === undefined) continue;
      for (const node of walk(part)) {
        if (node.children.length > 0 || node.text === '' || !/^\s|\s$|[\t\n\r]/.test(node.text)) continue;
        const message = `${node.localName} has white space around or line breaks in its value: unless it is plain text, DCC would not accept the signature over it.`;
        yield { severity: 'warning', message, node };
      }
    }
  },
};
