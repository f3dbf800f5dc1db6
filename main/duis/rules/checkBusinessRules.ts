import { WorkbenchError } from '../../../shared/errors.ts';
import { serviceReferenceVariants } from '../catalogue.ts';
import { readDuisDocument } from '../duisDocument.ts';
import { parseRequestId, type RequestId } from '../requestId.ts';
import { childOf, placeOf } from '../xmlPath.ts';
import type { XmlElementNode } from '../xmlTree.ts';
import { ensureCertificatesAreSound } from './certificates.ts';
import { ensureExecutionDateIsInReach, ensureReadPeriodIsSound } from './dates.ts';
import {
  ensureCommandVariantIsAllowed,
  ensureCounterIncreases,
  ensureSchemaVersionIsSupported,
  ensureSequenceIsConsistent,
  ensureServiceReferencesAgree,
  ensureWebServiceFits,
} from './header.ts';
import {
  ensureDeviceTypeFits,
  ensureKeyAgreementCertificateIsGiven,
  ensureRoleIsEligible,
  ensureTargetFits,
} from './parties.ts';
import type { BusinessFinding, Rule, RuleContext, RuleSubject } from './rule.ts';
import {
  ensureScheduleDatesAreSound,
  ensureScheduledServiceIsAllowed,
  ensureScheduleTargetsADevice,
} from './schedule.ts';
import { ensureTopUpCodeIsWhole } from './topUp.ts';
import { ensureValuesHaveNoStraySpace } from './values.ts';

export type { BusinessFinding, RuleContext } from './rule.ts';

/** Every rule beyond the XSD, in the order in which findings are shown. */
export const businessRules: readonly Rule[] = [
  ensureSchemaVersionIsSupported,
  ensureTargetFits,
  ensureCounterIncreases,
  ensureSequenceIsConsistent,
  ensureCommandVariantIsAllowed,
  ensureWebServiceFits,
  ensureServiceReferencesAgree,
  ensureRoleIsEligible,
  ensureDeviceTypeFits,
  ensureExecutionDateIsInReach,
  ensureReadPeriodIsSound,
  ensureScheduleDatesAreSound,
  ensureScheduledServiceIsAllowed,
  ensureScheduleTargetsADevice,
  ensureKeyAgreementCertificateIsGiven,
  ensureCertificatesAreSound,
  ensureTopUpCodeIsWhole,
  ensureValuesHaveNoStraySpace,
];

function readId(node: XmlElementNode | undefined): RequestId | undefined {
  try {
    return node === undefined ? undefined : parseRequestId(node.text);
  } catch (error) {
    // The XSD finding says what is wrong with its form.
    if (error instanceof WorkbenchError) return undefined;
    throw error;
  }
}

function readSubject(root: XmlElementNode, context: RuleContext): RuleSubject {
  const header = childOf(root, 'Header');
  const textOf = (name: string): string => childOf(header, name)?.text.trim() ?? '';
  const requestIdNode = childOf(header, 'RequestID');
  const serviceReferenceVariant = textOf('ServiceReferenceVariant');
  return {
    root,
    header,
    service: childOf(root, 'Body')?.children[0],
    requestIdNode,
    requestId: readId(requestIdNode),
    commandVariantNode: childOf(header, 'CommandVariant'),
    commandVariant: Number(textOf('CommandVariant') || Number.NaN),
    variantNode: childOf(header, 'ServiceReferenceVariant'),
    serviceReference: textOf('ServiceReference'),
    serviceReferenceVariant,
    schemaVersion: root.attributes.find(([name]) => name === 'schemaVersion')?.[1] ?? '',
    row: (context.catalogue ?? serviceReferenceVariants).find(
      (row) => row.serviceReferenceVariant === serviceReferenceVariant,
    ),
    context,
  };
}

/**
 * Holds a Service Request against the rules that an XSD cannot express. What the context leaves out is not checked.
 * An error is something the DCC would refuse; a warning may depend on the clock, on data we do not have, or on a source
 * that is not official.
 * @throws WorkbenchError `invalid-xml` where it is not well-formed, `invalid-document` where it is no Service Request
 */
export function checkBusinessRules(xml: Uint8Array | string, context: RuleContext = {}): BusinessFinding[] {
  const { root, text } = readDuisDocument(xml, 'Request');
  const subject = readSubject(root, context);
  return businessRules.flatMap(({ id, clause, ensure }) =>
    Array.from(ensure(subject), ({ severity, message, node }) => ({
      rule: id,
      clause,
      severity,
      message,
      ...placeOf(text, node ?? root),
    })),
  );
}
