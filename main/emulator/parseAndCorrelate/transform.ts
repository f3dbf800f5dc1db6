import { findServiceReferenceVariant } from '../../duis/catalogue.ts';
import type { CommandParameters } from '../../gbcs/data.ts';
import { encodeCommand } from '../../gbcs/encodeCommand.ts';
import type { GbcsKeys } from '../../gbcs/keys.ts';

/** What a Service Request asks a device for, in whichever way it came: on demand, future-dated or from a schedule. */
export interface DeviceRequest {
  serviceReferenceVariant: string;
  deviceId: string;
  originator: string;
  /** Decimal; the counter of the Request ID, or the DSP's own for a schedule. */
  originatorCounter: bigint;
  parameters: CommandParameters;
  /** DER; where the User brings one, or the repository has one. */
  keyAgreementCertificate: Uint8Array | undefined;
}

/** The use cases that this emulator's devices play. */
const played = new Set(['ECS22b', 'ECS22a', 'ECS22c', 'ECS21a', 'ECS21c', 'ECS66', 'ECS17a', 'ECS17b']);

/** The electricity use case of an SRV that the emulated devices play, or undefined. */
export function playedUseCase(serviceReferenceVariant: string): string | undefined {
  return findServiceReferenceVariant(serviceReferenceVariant)?.useCases.find((useCase) => played.has(useCase));
}

/**
 * Turns a Service Request into its GBCS command. For a User that the device knows, the User is the originator; for any
 * other, the Access Control Broker is, with a counter of its own, and the User travels as supplementary remote party.
 */
export function transform(
  request: DeviceRequest,
  broker: { deviceId: string; nextCounter(): bigint },
  isKnownToDevice: boolean,
  keys: GbcsKeys,
): Uint8Array {
  const useCase = playedUseCase(request.serviceReferenceVariant) ?? '';
  const common = { useCase, recipient: request.deviceId, parameters: request.parameters };
  if (isKnownToDevice) {
    return encodeCommand(
      { ...common, originator: request.originator, originatorCounter: request.originatorCounter },
      keys,
    );
  }
  return encodeCommand(
    {
      ...common,
      originator: broker.deviceId,
      originatorCounter: broker.nextCounter(),
      supplementary: {
        remotePartyId: request.originator,
        remotePartyCounter: request.originatorCounter,
        ...(request.keyAgreementCertificate === undefined
          ? {}
          : { keyAgreementCertificate: request.keyAgreementCertificate }),
      },
    },
    keys,
  );
}
