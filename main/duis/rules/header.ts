import { acceptedCommandVariants } from '../catalogue.ts';
import { parseCounter } from '../requestId.ts';
import { childOf } from '../xmlPath.ts';
import type { Rule } from './rule.ts';

export const ensureServiceReferencesAgree: Rule = {
  id: 'service-references-agree',
  clause: 'DUIS 3.1 Service Request Matrix; names from the official XSD',
  *ensure({ row, service, serviceReference, serviceReferenceVariant, variantNode }) {
    if (row === undefined) {
      yield {
        severity: 'error',
        message: `There is no Service Reference Variant ${serviceReferenceVariant || '(none given)'}.`,
        node: variantNode,
      };
      return;
    }
    if (row.serviceReference !== serviceReference) {
      yield {
        severity: 'error',
        message: `Service Reference ${serviceReference} does not go with ${serviceReferenceVariant}; it must be ${row.serviceReference}.`,
        node: variantNode,
      };
    }
    const name = service?.localName;
    if (name !== undefined && name !== 'SignedPreCommand' && name !== row.bodyElement) {
      yield {
        severity: 'error',
        message: `The Body holds ${name}; ${serviceReferenceVariant} (${row.name}) needs ${row.bodyElement}.`,
        node: service,
      };
    }
  },
};

export const ensureCommandVariantIsAllowed: Rule = {
  id: 'command-variant',
  clause: 'DUIS Command Variants (comments of the official XSD); Response Code E12',
  *ensure({ row, commandVariant, commandVariantNode, service }) {
    const node = commandVariantNode;
    const isSigned = service?.localName === 'SignedPreCommand';
    const wantsSigned = commandVariant >= 5 && commandVariant <= 7;
    if (commandVariant === 9) {
      yield {
        severity: 'error',
        message: 'Command Variant 9 is internal to the DCC and must not come from a User.',
        node,
      };
    } else if (row !== undefined && !acceptedCommandVariants(row).includes(commandVariant)) {
      yield {
        severity: 'error',
        message: `Command Variant ${commandVariant} is not for ${row.serviceReferenceVariant}; use one of ${acceptedCommandVariants(row).join(', ')}.`,
        node,
      };
    }
    if (service !== undefined && isSigned !== wantsSigned) {
      const message = wantsSigned
        ? `Command Variant ${commandVariant} carries a SignedPreCommand; the Body holds ${service.localName}.`
        : `A SignedPreCommand goes with Command Variant 5, 6 or 7, not ${commandVariant}.`;
      yield { severity: 'error', message, node: service };
    }
  },
};

const webServices = { transform: [4], sendCommand: [1, 3, 5, 7], nonDevice: [2, 6, 8] } as const;
const titles = { transform: 'Transform', sendCommand: 'Send Command', nonDevice: 'Non-Device' } as const;

export const ensureWebServiceFits: Rule = {
  id: 'web-service',
  clause: 'Request web service by Command Variant (comment of the official XSD); Response Code E13',
  *ensure({ commandVariant, commandVariantNode, context: { webService } }) {
    if (webService === undefined) return;
    const variants: readonly number[] = webServices[webService];
    if (variants.includes(commandVariant)) return;
    const message = `The ${titles[webService]} web service takes Command Variants ${variants.join(', ')}, not ${commandVariant}.`;
    yield { severity: 'error', message, node: commandVariantNode };
  },
};

export const ensureSchemaVersionIsSupported: Rule = {
  id: 'schema-version',
  clause: 'DUIS schemaVersion; DCC Alert N999',
  *ensure({ schemaVersion, root, context: { schemaVersions } }) {
    if (schemaVersions === undefined || schemaVersions.includes(schemaVersion)) return;
    const message = `The target takes DUIS ${schemaVersions.join(', ')}; the request says ${schemaVersion || 'nothing'}.`;
    yield { severity: 'error', message, node: root };
  },
};

export const ensureCounterIncreases: Rule = {
  id: 'originator-counter',
  clause: 'DUIS Request ID, anti-replay; exact scope is our reading',
  *ensure({ requestId, requestIdNode, commandVariant, context: { lastCounter } }) {
    if (requestId === undefined) return;
    const counter = parseCounter(requestId.originatorCounter);
    const node = requestIdNode;
    if (counter === 0n) {
      yield {
        severity: 'warning',
        message: 'An Originator Counter of 0 can never be greater than one used before; start at 1.',
        node,
      };
    }
    // A Signed Pre-Command keeps the counter of the request that produced its Pre-Command.
    const least =
      commandVariant >= 5 && commandVariant <= 7
        ? lastCounter
        : lastCounter === undefined
          ? undefined
          : lastCounter + 1n;
    if (least !== undefined && counter < least) {
      yield {
        severity: 'error',
        message: `The Originator Counter ${counter} was overtaken: the next for this target is ${least}.`,
        node,
      };
    }
  },
};

export const ensureSequenceIsConsistent: Rule = {
  id: 'sequenced-request',
  clause: 'DUIS sequenced Service Requests: FirstInSequence, PrecedingServiceRequestID; Response Codes E40 to E48',
  *ensure({ header, requestIdNode, context: { wasSent } }) {
    const first = childOf(header, 'FirstInSequence');
    const preceding = childOf(header, 'PrecedingServiceRequestID');
    const isFirst = first !== undefined && /^\s*(true|1)\s*$/.test(first.text);
    if (isFirst && preceding) {
      yield {
        severity: 'error',
        message: 'The first request of a sequence has no PrecedingServiceRequestID.',
        node: preceding,
      };
    }
    if (first !== undefined && !isFirst && preceding === undefined) {
      yield {
        severity: 'error',
        message: 'A later request of a sequence names its PrecedingServiceRequestID.',
        node: first,
      };
    }
    if (preceding === undefined) return;
    if (
      requestIdNode !== undefined &&
      preceding.text.trim().toUpperCase() === requestIdNode.text.trim().toUpperCase()
    ) {
      yield { severity: 'error', message: 'The request names itself as the preceding one.', node: preceding };
    }
    const parts = preceding.text.trim().toUpperCase().split(':');
    const [businessOriginatorId, businessTargetId, originatorCounter] = parts;
    if (wasSent === undefined || !businessOriginatorId || !businessTargetId || !originatorCounter) return;
    if (!wasSent({ businessOriginatorId, businessTargetId, originatorCounter })) {
      yield {
        severity: 'warning',
        message: `The preceding request ${preceding.text.trim()} is not among those sent.`,
        node: preceding,
      };
    }
  },
};
