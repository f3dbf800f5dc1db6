/** What a message itself tells of the surroundings it was built in: enough to correlate it where nothing else is known. */
import { parseEui64 } from '../duis/eui64.ts';
import type { ServiceRequest } from '../duis/parse.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import { certificatesIn } from './certificates.ts';
import type { DeviceType, TransformContext } from './context.ts';
import { findUseCasesOf } from './registry.ts';
import { isCritical } from './useCase.ts';
import { deviceTypeOf } from './useCases/deviceTypes.ts';

function targetType(request: ServiceRequest, messageCode: number): DeviceType | undefined {
  const useCases = findUseCasesOf(request.serviceReferenceVariant);
  // A message of another service is held against the first use case of this one.
  const useCase = useCases.find((one) => one.messageCode === messageCode) ?? useCases[0];
  return useCase?.deviceTypes[0];
}

/** The kind of the other Device that a command names, such as the one that is joined. */
function namedType({ fields }: DecodedMessage): DeviceType | undefined {
  const field = fields.find(({ path }) => path.endsWith('.Device Type'));
  return field === undefined ? undefined : deviceTypeOf(Number.parseInt(field.hex.slice(-2), 16));
}

// Not compared: the DCC makes these values up.
const anyTime = '2000-01-01T00:00:01Z';
const anyNumber = '0000';

/**
 * The context of a message: the target is of the kind that its message code is for, and its sender and what the DCC's
 * inventory and the SMKI Repository would say are taken from it.
 */
export function contextFromMessage(
  request: ServiceRequest,
  message: DecodedMessage,
  isTwinElement: boolean,
): TransformContext {
  const messageCode = Number.parseInt(message.messageCode, 16);
  const target = parseEui64(request.requestId.businessTargetId);
  const party = { id: message.originator, nextCounter: () => BigInt(message.originatorCounter) };
  return {
    device: (eui) => {
      const deviceType = eui === target ? targetType(request, messageCode) : namedType(message);
      return deviceType === undefined ? undefined : { deviceType, isTwinElement, isPolyphase: true };
    },
    // Only a Device that knows the User takes a critical command, which the User signs.
    isUserKnown: () => isCritical(request.serviceReferenceVariant) || message.supplementaryRemotePartyId === undefined,
    accessControlBroker: party,
    transitionalChangeOfSupplier: party,
    currentTime: anyTime,
    customerIdentificationNumber: () => anyNumber,
    keyAgreementCertificate: () =>
      certificatesIn(message.fields, (path) => path.endsWith('Key Agreement Certificate'))[0],
    messageCode,
  };
}
