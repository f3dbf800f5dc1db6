import { generateKeyPairSync } from 'node:crypto';
import { compactEui64 } from '../../gbcs/bytes.ts';
import type { GbcsKeys } from '../../gbcs/keys.ts';

/** A P-256 pair: the private scalar, and the public point, uncompressed. */
interface Pair {
  scalar: Uint8Array;
  point: Uint8Array;
}

function makePair(): Pair {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { d, x, y } = privateKey.export({ format: 'jwk' });
  const octets = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64url');
  return { scalar: octets(d), point: Buffer.concat([Uint8Array.of(4), octets(x), octets(y)]) };
}

let shared: Pair | undefined;

/**
 * What protects the way between an S1SP and a SMETS1 device. Such a device has no credentials in the SMKI, and how it is
 * spoken to is between it and its S1SP; no User ever sees it. The emulated link takes the emulator's own command codec,
 * under one key pair that never leaves the emulator, so that the devices' stores are the same for both generations.
 *
 * @param users the keys of those whose signatures the S1SP checks in the device's stead
 */
export function makeLink(deviceId: string, users: Pick<GbcsKeys, 'digitalSignaturePublicPoint'>): GbcsKeys {
  shared ??= makePair();
  const { scalar, point } = shared;
  const own = compactEui64(deviceId);
  return {
    keyAgreementPrivateKey: () => scalar,
    keyAgreementPublicPoint: () => point,
    digitalSignaturePrivateKey: (eui) => (eui === own ? scalar : undefined),
    digitalSignaturePublicPoint: (eui) => (eui === own ? point : users.digitalSignaturePublicPoint(eui)),
  };
}
