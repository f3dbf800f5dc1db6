import { WorkbenchError } from '../../shared/errors.ts';
import { parseEui64 } from './bytes.ts';
import type { CommandParameters } from './data.ts';
import { addMac, encodeSigned, withoutSignature } from './encodeMessage.ts';
import type { GbcsKeys } from './keys.ts';
import type { CompleteHeader, UseCaseCodec } from './useCases/codec.ts';
import { codecOf } from './useCases/registry.ts';
import { findUseCaseByName } from './useCaseTable.ts';

/** The User a command is sent for, where the device does not know it: then the Access Control Broker is the originator. */
export interface SupplementaryRemoteParty {
  /** EUI-64 in any written form. */
  readonly remotePartyId: string;
  readonly remotePartyCounter: bigint;
  /** The party's Key Agreement certificate (DER), to which the device encrypts its answer. */
  readonly keyAgreementCertificate?: Uint8Array;
}

export interface CommandInput {
  /** For example `ECS22b`. */
  readonly useCase: string;
  /** EUI-64 in any written form; the Access Control Broker where `supplementary` is given. */
  readonly originator: string;
  readonly recipient: string;
  readonly originatorCounter: bigint;
  readonly supplementary?: SupplementaryRemoteParty;
  readonly parameters: CommandParameters;
}

export function euiOrThrow(eui: string, name: string): Uint8Array {
  const bytes = parseEui64(eui);
  if (bytes !== undefined) return bytes;
  throw new WorkbenchError(
    'invalid-argument',
    `"${name}" is not an EUI-64: ${eui}. Use eight octets such as 90-B3-D5-1F-30-01-00-00.`,
  );
}

export function codecOrThrow(useCase: string): UseCaseCodec {
  const row = findUseCaseByName(useCase);
  const codec = row === undefined ? undefined : codecOf(Number.parseInt(row.messageCode, 16));
  if (codec !== undefined) return codec;
  throw new WorkbenchError('invalid-argument', `Messages of the use case "${useCase}" cannot be built yet.`);
}

function commandHeader(input: CommandInput, codec: UseCaseCodec): CompleteHeader {
  const { supplementary } = input;
  return {
    cra: 'command',
    messageCode: codec.messageCode,
    originatorCounter: input.originatorCounter,
    originator: euiOrThrow(input.originator, 'originator'),
    recipient: euiOrThrow(input.recipient, 'recipient'),
    ...(supplementary === undefined
      ? {}
      : {
          supplementaryRemotePartyId: euiOrThrow(supplementary.remotePartyId, 'supplementary.remotePartyId'),
          supplementaryRemotePartyCounter: supplementary.remotePartyCounter,
          ...(supplementary.keyAgreementCertificate === undefined
            ? {}
            : { supplementaryCertificate: supplementary.keyAgreementCertificate }),
        }),
  };
}

/**
 * Builds a non-critical Command with the Access Control Broker's MAC: the whole message, from DD.
 * Needs the broker's Key Agreement private key and the device's public point, or the reverse.
 * Throws WorkbenchError 'invalid-argument' or 'credential-unavailable'.
 */
export function encodeCommand(input: CommandInput, keys: GbcsKeys): Uint8Array {
  const codec = codecOrThrow(input.useCase);
  const header = commandHeader(input, codec);
  const payload = codec.encodeCommand(header, input.parameters);
  return addMac(header, withoutSignature(encodeSigned(header, payload)), keys);
}
