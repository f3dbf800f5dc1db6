/** Who a command is from: the User, the Access Control Broker on the User's behalf, or a party of the DCC. */
import { parseEui64 as canonicalEui64 } from '../duis/eui64.ts';
import type { ServiceRequest } from '../duis/parse.ts';
import { parseEui64 } from '../gbcs/bytes.ts';
import type { CompleteHeader } from '../gbcs/useCases/codec.ts';
import type { DccParty, TransformContext } from './context.ts';
import { TransformFault } from './result.ts';
import { needContext, noteUndetermined, optionalText, type Scope } from './scope.ts';
import type { UseCaseDescription } from './useCase.ts';

/** The octets of an EUI-64. Throws a fault that names what it is. */
export function octetsOf(eui: string, what: string): Uint8Array {
  const bytes = parseEui64(eui);
  if (bytes !== undefined) return bytes;
  throw new TransformFault('invalid-value', `The ${what} is not an EUI-64: ${eui}.`);
}

/** The grouping header of the command of a use case; the scope has the User's own. */
export function headerOf(scope: Scope, useCase: UseCaseDescription): CompleteHeader {
  const { build } = scope;
  const header = { ...build.header, messageCode: useCase.messageCode };
  const { businessOriginatorId: user, businessTargetId: device } = build.request.requestId;
  const { accessControlBroker, transitionalChangeOfSupplier } = build.context;
  const isBroker = canonicalEui64(user) === canonicalEui64(accessControlBroker.id);
  if (useCase.sender === 'transitionalChangeOfSupplier') {
    const party = needContext(
      transitionalChangeOfSupplier,
      'The party that changes credentials at a change of supplier',
    );
    return sentBy(scope, header, party);
  }
  if (useCase.sender === 'accessControlBroker') return isBroker ? header : sentBy(scope, header, accessControlBroker);
  if (build.context.isUserKnown(canonicalEui64(user), canonicalEui64(device))) return header;
  return onBehalf(scope, useCase, header);
}

function sentBy(scope: Scope, header: CompleteHeader, party: DccParty): CompleteHeader {
  noteUndetermined(scope, 'Originator System Title', 'a party of the DCC sends this command');
  noteUndetermined(scope, 'Originator Counter', 'the counter of that party, which the DCC keeps', true);
  const device = canonicalEui64(scope.build.request.requestId.businessTargetId);
  return { ...header, originator: octetsOf(party.id, 'originator'), originatorCounter: party.nextCounter(device) };
}

/** The Access Control Broker's command for a User the Device does not know. */
function onBehalf(scope: Scope, useCase: UseCaseDescription, header: CompleteHeader): CompleteHeader {
  const { context, request } = scope.build;
  const certificate = useCase.isProtected === true ? userCertificate(scope, request, context) : undefined;
  return {
    ...sentBy(scope, header, context.accessControlBroker),
    supplementaryRemotePartyId: header.originator,
    supplementaryRemotePartyCounter: header.originatorCounter,
    ...(certificate === undefined ? {} : { supplementaryCertificate: certificate }),
  };
}

function userCertificate(scope: Scope, request: ServiceRequest, context: TransformContext): Uint8Array | undefined {
  const text = optionalText(scope, 'KAPublicSecurityCredentials') ?? optionalText(scope, 'KAPublicSecurityCredential');
  if (text !== undefined) return new Uint8Array(Buffer.from(text, 'base64'));
  const user = canonicalEui64(request.requestId.businessOriginatorId);
  const certificate = context.keyAgreementCertificate?.(user);
  if (certificate !== undefined) {
    const field = 'Supplementary Remote Party Key Agreement Certificate';
    noteUndetermined(scope, field, 'the certificate of a User who brings none is in the SMKI Repository');
  }
  return certificate;
}
