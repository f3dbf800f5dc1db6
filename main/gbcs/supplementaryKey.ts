/** The key that the command of an Unknown Remote Party brings along, to which the device encrypts its answer. */
import { X509Certificate } from 'node:crypto';
import { concatenate, octets } from './bytes.ts';
import type { GroupingHeader } from './header.ts';
import type { GbcsKeys } from './keys.ts';
import { keyName } from './verify.ts';

/** The public point of a P-256 certificate (DER): 65 octets, or undefined where it is not one. */
function publicPointOfCertificate(der: Uint8Array): Uint8Array | undefined {
  try {
    const { x, y } = new X509Certificate(der).publicKey.export({ format: 'jwk' });
    if (x === undefined || y === undefined) return undefined;
    return concatenate(octets(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url'));
  } catch {
    return undefined;
  }
}

/** The keys at hand with the party's own: the one that came with the command takes precedence. */
export function withSupplementaryKey(
  keys: GbcsKeys,
  command: Pick<GroupingHeader, 'supplementaryRemotePartyId' | 'supplementaryCertificate'>,
): GbcsKeys {
  const { supplementaryRemotePartyId: party, supplementaryCertificate: certificate } = command;
  const point = certificate === undefined ? undefined : publicPointOfCertificate(certificate);
  if (point === undefined || party === undefined) return keys;
  const name = keyName(party);
  const { accessControlBroker } = keys;
  return {
    keyAgreementPrivateKey: (eui) => keys.keyAgreementPrivateKey(eui),
    digitalSignaturePrivateKey: (eui) => keys.digitalSignaturePrivateKey(eui),
    digitalSignaturePublicPoint: (eui) => keys.digitalSignaturePublicPoint(eui),
    keyAgreementPublicPoint: (eui) => (eui === name ? point : keys.keyAgreementPublicPoint(eui)),
    ...(accessControlBroker === undefined ? {} : { accessControlBroker }),
  };
}
