import { generateKeyPairSync, sign } from 'node:crypto';
import { derTag, writeDer, writeInteger, writeObjectIdentifier } from '../../../smki/der.ts';

const ecdsaWithSha256 = '1.2.840.10045.4.3.2';

/** A new key of a device: the request for its certificate (PKCS #10, DER, with an empty subject) and its public point. */
export interface CertificationRequest {
  der: Uint8Array;
  publicPoint: Uint8Array;
}

const pointLength = 65;

/** Makes a P-256 key and the request that GBCS's Issue Security Credentials answers with (RFC 2986). */
export function makeCertificationRequest(): CertificationRequest {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const information = writeDer(
    derTag.sequence,
    writeInteger(0),
    writeDer(derTag.sequence),
    keyInfo,
    // [0] IMPLICIT: no attributes.
    writeDer(0xa0),
  );
  const signature = sign('sha256', information, privateKey);
  const der = writeDer(
    derTag.sequence,
    information,
    writeDer(derTag.sequence, writeObjectIdentifier(ecdsaWithSha256)),
    writeDer(derTag.bitString, Uint8Array.of(0), signature),
  );
  return { der, publicPoint: keyInfo.subarray(-pointLength) };
}
