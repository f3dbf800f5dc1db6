import type { Handlers } from '../../shared/contract/contract.ts';
import { type QuickFix, quickFixes, type TextEdit } from '../application/quickFixes.ts';
import { findServiceReferenceVariant } from '../duis/catalogue.ts';
import { explainRequest } from '../duis/explain.ts';
import { explainSignature } from '../smki/explainSignature.ts';
import { findCodes } from './codes.ts';
import type { HostServices } from './hostServices.ts';
import { modelFor } from './modelFor.ts';
import { ruleContext } from './ruleContext.ts';
import { validateDocument } from './validateDocument.ts';

type Operations = 'request.explain' | 'request.fixes' | 'signature.explain';

/** Elements whose value is a code that has a meaning. */
const codeElements = new Set(['ResponseCode', 'AlertCode', 'DCCAlertCode', 'GBCSHexAlertCode']);

/** What a value means beyond the XSD: a code, a service. */
function meaningOf(element: string, value: string): string[] {
  if (element === 'ServiceReferenceVariant') {
    const row = findServiceReferenceVariant(value);
    if (!row) return [];
    const roles = row.eligibleRoles.map(({ role }) => role).join(', ');
    return [`**${value}** ${row.name}${row.critical ? ' · critical' : ''} · for ${roles}`];
  }
  if (!codeElements.has(element)) return [];
  return findCodes(value).flatMap(({ code, meaning, cause, nextStep }) => [
    `**${code}** ${meaning}`,
    ...(cause === undefined ? [] : [`Cause: ${cause}`]),
    ...(nextStep === undefined ? [] : [`Next: ${nextStep}`]),
  ]);
}

/** Edits from the last to the first, so that none moves the place of another. */
const applied = (xml: string, edits: readonly TextEdit[]): string =>
  edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((text, { from, to, text: fresh }) => text.slice(0, from) + fresh + text.slice(to), xml);

/** More findings than this have no fixes of their own: the first ones are mended first. */
const mostMended = 25;

/** What helps whoever types a request. */
export function assistHandlers(host: HostServices): Pick<Handlers, Operations> {
  return {
    'signature.explain': ({ xml }) => explainSignature(xml),
    'request.explain': async ({ xml, offset }) => {
      const found = explainRequest(await modelFor(host, xml), xml, offset);
      if (!found) return null;
      const { from, to, element, value, lines } = found;
      return { from, to, lines: [...(value === undefined ? [] : meaningOf(element, value)), ...lines] };
    },
    'request.fixes': async ({ xml, findings }) => {
      const material = await host.material();
      const context = { ...ruleContext(host, undefined), catalogue: material.catalogue };
      const errorsOf = (text: string): number =>
        validateDocument(material, text, { xsdOnly: false, context }).findings.length;
      const before = errorsOf(xml);
      const fixContext = {
        model: await modelFor(host, xml),
        schemaVersions: material.schemaVersions().map(({ version }) => version),
      };
      const helps = ({ edits }: QuickFix): boolean => edits.length > 0 && errorsOf(applied(xml, edits)) < before;
      return findings.map((finding, at) => (at < mostMended ? quickFixes(xml, finding, fixContext).filter(helps) : []));
    },
  };
}
