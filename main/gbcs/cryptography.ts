/** The cryptography of GBCS section 4: key agreement, key derivation, MAC, encryption and signature. */
import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { derOfSignature, rawOfSignature } from '../../shared/ecdsaForms.ts';
import { boundedCache } from './boundedCache.ts';
import { concatenate, octets, toHex, uint64Octets } from './bytes.ts';
import { publicPointOf } from './keys.ts';

/** What a derived key is for: the octet before the counter in the key derivation's OtherInfo. */
export const keyPurpose = { commandMac: 1, responseMac: 2, alertMac: 3, dataEncryption: 4 } as const;
type KeyPurpose = (typeof keyPurpose)[keyof typeof keyPurpose];

export const tagLength = 12;

/** The security control octet and the four of the invocation counter that stand before ciphered data on the wire. */
export const authenticatedHeader = octets(0x11, 0, 0, 0, 0);
export const encryptedHeader = octets(0x31, 0, 0, 0, 0);

/** Who a key is derived for: the system titles (8 octets each) and the counter of the message it protects. */
export interface KeyContext {
  readonly purpose: KeyPurpose;
  readonly originator: Uint8Array;
  readonly originatorCounter: bigint;
  readonly recipient: Uint8Array;
}

// AlgorithmID of AES-GCM-128 in DLMS (GBCS 4.3.3.3), then the length of the originator's system title.
const algorithmId = octets(0x60, 0x85, 0x74, 0x06, 0x08, 0x03, 0x00);
const transactionIdLength = 9;

const sharedSecrets = boundedCache<Uint8Array>(2000);

/**
 * The shared secret Z of static-static ECDH on P-256: 32 octets.
 * @param privateKey 32-octet scalar
 * @param publicPoint 65 octets, uncompressed
 * Throws where the scalar or the point is not of the curve.
 */
export function agreeSharedSecret(privateKey: Uint8Array, publicPoint: Uint8Array): Uint8Array {
  return sharedSecrets(toHex(privateKey) + toHex(publicPoint), () => {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(privateKey);
    return new Uint8Array(ecdh.computeSecret(publicPoint));
  });
}

/** The 128-bit key for one message: single-step key derivation with SHA-256 (NIST SP 800-56A 5.8.1). */
export function deriveKey(sharedSecret: Uint8Array, context: KeyContext): Uint8Array {
  const hash = createHash('sha256');
  hash.update(octets(0, 0, 0, 1));
  hash.update(sharedSecret);
  hash.update(algorithmId);
  hash.update(context.originator);
  hash.update(octets(transactionIdLength, context.purpose));
  hash.update(uint64Octets(context.originatorCounter));
  hash.update(context.recipient);
  return new Uint8Array(hash.digest()).subarray(0, 16);
}

// The system title of the originator, then a zero invocation counter: each key is used once.
function initializationVector(originator: Uint8Array): Uint8Array {
  return concatenate(originator, octets(0, 0, 0, 0));
}

// Node takes octets for a foreign key object first, and throws and catches an error over them: this is four times as fast.
const keyOf = (octetsOfKey: Uint8Array): KeyObject => createSecretKey(octetsOfKey);

// The associated data opens with six octets where the wire carries five (the Reference Test Data Set confirms it).
const macAssociatedDataPrefix = octets(0x11, 0, 0, 0, 0, 0);

/**
 * The MAC of a message: the 12-octet tag of AES-GCM over no plaintext.
 * @param protectedOctets everything from the general-signing tag DF to the end of the signature, its length included
 */
export function computeMac(key: Uint8Array, originator: Uint8Array, protectedOctets: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-128-gcm', keyOf(key), initializationVector(originator), {
    authTagLength: tagLength,
  });
  cipher.setAAD(concatenate(macAssociatedDataPrefix, protectedOctets));
  cipher.final();
  return new Uint8Array(cipher.getAuthTag());
}

const wholeTagLength = 16;

/** The whole 16-octet tag of AES-GCM over no plaintext, with the associated data as they are given. */
export function computeTag(key: Uint8Array, originator: Uint8Array, associatedData: Uint8Array): Uint8Array {
  const options = { authTagLength: wholeTagLength };
  const cipher = createCipheriv('aes-128-gcm', keyOf(key), initializationVector(originator), options);
  cipher.setAAD(associatedData);
  cipher.final();
  return new Uint8Array(cipher.getAuthTag());
}

/** Compares two tags in constant time; a difference in length is a difference. */
export function tagsAreEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}

const encryptionAssociatedData = octets(0x31);

/** Encrypts sensitive data: the ciphertext followed by its 12-octet tag. */
export function encryptData(key: Uint8Array, originator: Uint8Array, plaintext: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-128-gcm', keyOf(key), initializationVector(originator), {
    authTagLength: tagLength,
  });
  cipher.setAAD(encryptionAssociatedData);
  const ciphertext = cipher.update(plaintext);
  return concatenate(ciphertext, cipher.final(), cipher.getAuthTag());
}

/** The plaintext of encrypted data, or undefined where the tag does not match. */
export function decryptData(
  key: Uint8Array,
  originator: Uint8Array,
  ciphertext: Uint8Array,
  tag: Uint8Array,
): Uint8Array | undefined {
  const decipher = createDecipheriv('aes-128-gcm', keyOf(key), initializationVector(originator), {
    authTagLength: tagLength,
  });
  decipher.setAAD(encryptionAssociatedData);
  decipher.setAuthTag(tag);
  const plaintext = decipher.update(ciphertext);
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  return new Uint8Array(plaintext);
}

const privateKeyObjects = boundedCache<KeyObject>(500);
const publicKeyObjects = boundedCache<KeyObject>(2000);

function coordinate(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

function publicJwk(publicPoint: Uint8Array) {
  return {
    kty: 'EC',
    crv: 'P-256',
    x: coordinate(publicPoint.subarray(1, 33)),
    y: coordinate(publicPoint.subarray(33, 65)),
  };
}

/**
 * Signs octets with ECDSA on P-256 and SHA-256: raw r || s, 64 octets.
 * @param privateKey 32-octet scalar
 */
export function computeSignature(privateKey: Uint8Array, signedOctets: Uint8Array): Uint8Array {
  const key = privateKeyObjects(toHex(privateKey), () =>
    createPrivateKey({
      format: 'jwk',
      key: { ...publicJwk(publicPointOf(privateKey)), d: coordinate(privateKey) },
    }),
  );
  return rawOfSignature(sign('sha256', signedOctets, key));
}

/** True where the signature (raw r || s) is the signer's. A point that is not of the curve verifies nothing. */
export function signatureIsValid(publicPoint: Uint8Array, signedOctets: Uint8Array, signature: Uint8Array): boolean {
  const der = derOfSignature(signature);
  if (der === undefined) return false;
  try {
    const key = publicKeyObjects(toHex(publicPoint), () =>
      createPublicKey({ format: 'jwk', key: publicJwk(publicPoint) }),
    );
    return verify('sha256', signedOctets, key, der);
  } catch {
    return false;
  }
}
