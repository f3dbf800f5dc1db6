import 'reflect-metadata';
import { type KeyObject, sign } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';

/** What signs a manifest: a key with its certificate. */
export interface PackSigner {
  /** PEM, one line end at the end. */
  certificate: string;
  /** Whose it is. */
  subject: string;
  /** ECDSA P-256 with SHA-256. @returns DER ECDSA-Sig-Value */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

const throwAwaySubject = 'CN=UEPT Workbench throw-away pack signer, O=Emulator evidence';

/**
 * Makes a signer for a pack of emulator evidence. It proves that the pack is whole, not who made it: the private key
 * exists only inside this call's result, and the certificate says what it is.
 */
export async function makeThrowAwaySigner(notBefore: Date): Promise<PackSigner> {
  const keys = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: throwAwaySubject,
    notBefore,
    notAfter: new Date(notBefore.getTime() + 20 * 365 * 86_400_000),
    signingAlgorithm: algorithm,
    keys,
  });
  const pem = certificate.toString('pem').replaceAll('\r\n', '\n').trimEnd();
  return {
    certificate: `${pem}\n`,
    subject: throwAwaySubject,
    async sign(bytes) {
      const raw = new Uint8Array(await crypto.subtle.sign(algorithm, keys.privateKey, Buffer.from(bytes)));
      return derSignature(raw);
    },
  };
}

/** r and s of 32 bytes each to DER (RFC 3279, 2.2.3), as `openssl dgst -verify` takes it. */
export function derSignature(raw: Uint8Array): Uint8Array {
  const integer = (part: Uint8Array): number[] => {
    const first = part.findIndex((byte) => byte !== 0);
    const value = [...part.subarray(first === -1 ? part.length - 1 : first)];
    return [2, value.length + ((value[0] ?? 0) & 0x80 ? 1 : 0), ...((value[0] ?? 0) & 0x80 ? [0] : []), ...value];
  };
  const body = [...integer(raw.subarray(0, 32)), ...integer(raw.subarray(32))];
  return Uint8Array.from([0x30, body.length, ...body]);
}

/** A credential as a pack's signer. @param certificate PEM, of a P-256 key */
export function credentialSigner(certificate: string, subject: string, privateKey: KeyObject): PackSigner {
  return {
    certificate: `${certificate.replaceAll('\r\n', '\n').trim()}\n`,
    subject,
    sign: async (bytes) => new Uint8Array(sign('sha256', bytes, { key: privateKey, dsaEncoding: 'der' })),
  };
}
