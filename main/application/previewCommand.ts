import { parseServiceRequest } from '../duis/parse.ts';
import type { DecodedMessage, PartlyDecodedMessage } from '../gbcs/decodedMessage.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import type { DeviceType, TransformContext } from '../transform/context.ts';
import { findUseCasesOf } from '../transform/registry.ts';
import type { Transformed } from '../transform/result.ts';
import { transformServiceRequest } from '../transform/transformServiceRequest.ts';
import type { Target } from './ports.ts';

/** The command that a request becomes, or why it becomes none. */
export type CommandPreview =
  | { command: Transformed; message: DecodedMessage | PartlyDecodedMessage }
  | { reason: string };

/** Roles whose certificates devices hold, as GBCS names them; any other is an Unknown Remote Party. */
const remotePartyRoles: Readonly<Record<string, 'Supplier' | 'NetworkOperator'>> = {
  IS: 'Supplier',
  GS: 'Supplier',
  ED: 'NetworkOperator',
  GT: 'NetworkOperator',
};

function contextOf(variant: string, target: Target, deviceTypes: ReadonlyMap<string, string>): TransformContext {
  const role = remotePartyRoles[target.user.role] ?? 'Other';
  const [usual] = findUseCasesOf(variant).flatMap((useCase) => useCase.deviceTypes);
  return {
    // A target that does not say what its devices are is taken to have one of the kind that the service is for.
    device: (eui) => {
      const deviceType = (deviceTypes.get(eui) as DeviceType | undefined) ?? usual;
      return deviceType && { deviceType };
    },
    isUserKnown: () => target.rolesKnownToDevices.includes(target.user.role),
    remotePartyRole: () => role,
    accessControlBroker: { id: target.accessControlBroker, nextCounter: () => 0n },
    transitionalChangeOfSupplier: { id: target.accessControlBroker, nextCounter: () => 0n },
    currentTime: new Date(target.clock.now()).toISOString(),
    customerIdentificationNumber: () => '0000',
    keyAgreementCertificate: (eui) =>
      eui === target.user.deviceId && target.user.keyAgreementCertificate !== undefined
        ? Buffer.from(target.user.keyAgreementCertificate, 'base64')
        : undefined,
  };
}

/**
 * What Parse & Correlate would make of a request: the command without its MAC, or the Pre-Command, decoded.
 *
 * @param deviceTypes of the target's devices, by EUI-64, as far as it tells
 * @throws WorkbenchError `invalid-xml`, `invalid-document`
 */
export function previewCommand(xml: string, target: Target, deviceTypes: ReadonlyMap<string, string>): CommandPreview {
  const request = parseServiceRequest(xml);
  const result = transformServiceRequest(request, contextOf(request.serviceReferenceVariant, target, deviceTypes));
  if (!result.ok) return { reason: result.path === undefined ? result.message : `${result.path}: ${result.message}` };
  return { command: result, message: decodeMessage(result.bytes, target.user.gbcsKeys).message };
}
