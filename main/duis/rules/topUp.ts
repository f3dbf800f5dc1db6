import { hasRightCheckDigit } from '../../gbcs/utrn.ts';
import { childOf } from '../xmlPath.ts';
import type { Rule } from './rule.ts';

export const ensureTopUpCodeIsWhole: Rule = {
  id: 'top-up-code',
  clause: "GBCS 14, as DCC's published gbcs-parser reads it: the last digit of a UTRN checks the others",
  *ensure({ service, context: { deviceGeneration } }) {
    // What the codes of SMETS1 meters are made of is not known here.
    if (service?.localName !== 'TopUpDevice' || deviceGeneration === 'SMETS1') return;
    const node = childOf(service, 'UTRN');
    const code = node?.text.trim() ?? '';
    if (!/^\d{20}$/.test(code) || hasRightCheckDigit(code)) return;
    const message = `The check digit of the UTRN ${code} does not go with its other digits: a SMETS2 meter will refuse it.`;
    yield { severity: 'warning', message, node };
  },
};
