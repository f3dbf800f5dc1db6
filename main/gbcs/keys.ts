import { createECDH } from 'node:crypto';
import { WorkbenchError } from '../../shared/errors.ts';
import { compactEui64, fromHex } from './bytes.ts';

/**
 * The keys of devices and remote parties, by EUI-64: 16 lower-case hexadecimal digits without hyphens.
 * Private keys are 32-octet P-256 scalars, public points 65 octets, uncompressed (04 || X || Y).
 * Each function answers undefined where the key is not known.
 */
export interface GbcsKeys {
  keyAgreementPrivateKey(eui: string): Uint8Array | undefined;
  keyAgreementPublicPoint(eui: string): Uint8Array | undefined;
  digitalSignaturePrivateKey(eui: string): Uint8Array | undefined;
  digitalSignaturePublicPoint(eui: string): Uint8Array | undefined;
  prepaymentPrivateKey?(eui: string): Uint8Array | undefined;
  prepaymentPublicPoint?(eui: string): Uint8Array | undefined;
  /** The Access Control Broker that adds the MAC to Commands. Without it, the one of DCC's ZAZ1 test PKI is assumed. */
  readonly accessControlBroker?: string;
}

/** The Access Control Broker of DCC's ZAZ1 test PKI (Reference Test Data Set). */
export const zaz1AccessControlBroker = '90b3d51f30000002';

export function accessControlBrokerOf(keys: GbcsKeys): string {
  return compactEui64(keys.accessControlBroker ?? zaz1AccessControlBroker);
}

interface KeyPair {
  readonly privateKey: Uint8Array | undefined;
  readonly publicPoint: Uint8Array | undefined;
}

type KeyUse = 'keyAgreement' | 'digitalSignature' | 'prepaymentKeyAgreement';

const keyUses: readonly KeyUse[] = ['keyAgreement', 'digitalSignature', 'prepaymentKeyAgreement'];

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(where: string, what: string): WorkbenchError {
  return new WorkbenchError('invalid-document', `The key list is not valid at ${where}: ${what}.`, {
    detail: { where },
  });
}

function octetsAt(entry: Readonly<Record<string, unknown>>, name: string, length: number, where: string) {
  const text = entry[name];
  if (text === undefined) return undefined;
  const bytes = typeof text === 'string' ? fromHex(text) : undefined;
  if (bytes?.length !== length) throw invalid(`${where}.${name}`, `expected ${length} octets in hexadecimal`);
  return bytes;
}

/** The public point of a P-256 private scalar: 65 octets, uncompressed. Throws where the scalar is not in range. */
export function publicPointOf(privateKey: Uint8Array): Uint8Array {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(privateKey);
  return new Uint8Array(ecdh.getPublicKey());
}

function keyPairAt(entry: unknown, where: string): KeyPair {
  if (!isRecord(entry)) throw invalid(where, 'expected an object with publicPoint and privateScalar');
  const privateKey = octetsAt(entry, 'privateScalar', 32, where);
  const publicPoint = octetsAt(entry, 'publicPoint', 65, where);
  if (publicPoint !== undefined && publicPoint[0] !== 4) {
    throw invalid(`${where}.publicPoint`, 'expected an uncompressed point, which starts with 04');
  }
  if (privateKey === undefined || publicPoint !== undefined) return { privateKey, publicPoint };
  try {
    return { privateKey, publicPoint: publicPointOf(privateKey) };
  } catch {
    throw invalid(`${where}.privateScalar`, 'expected a scalar between 1 and the order of P-256');
  }
}

/**
 * Reads a key list: `{ "<EUI-64>": { keyAgreement?, digitalSignature?, prepaymentKeyAgreement?: { publicPoint?, privateScalar? } } }`,
 * hexadecimal throughout. EUI-64 in any written form; `accessControlBroker` may name the broker.
 * A public point that is not given is derived from its private scalar.
 * Throws WorkbenchError 'invalid-document' naming the place at fault.
 */
export function gbcsKeysFromJson(json: unknown): GbcsKeys {
  if (!isRecord(json)) throw invalid('the top', 'expected an object with an entry per EUI-64');
  const broker = json.accessControlBroker;
  const pairs = new Map<string, KeyPair>();
  for (const [name, entry] of Object.entries(json)) {
    if (name === 'accessControlBroker') continue;
    const eui = compactEui64(name);
    if (!/^[0-9a-f]{16}$/.test(eui)) throw invalid(`"${name}"`, 'expected an EUI-64 of 16 hexadecimal digits');
    if (!isRecord(entry)) throw invalid(`"${name}"`, 'expected an object');
    for (const use of keyUses) {
      if (entry[use] !== undefined) pairs.set(`${use}:${eui}`, keyPairAt(entry[use], `"${name}".${use}`));
    }
  }
  const find = (use: KeyUse, eui: string) => pairs.get(`${use}:${compactEui64(eui)}`);
  return {
    keyAgreementPrivateKey: (eui) => find('keyAgreement', eui)?.privateKey,
    keyAgreementPublicPoint: (eui) => find('keyAgreement', eui)?.publicPoint,
    digitalSignaturePrivateKey: (eui) => find('digitalSignature', eui)?.privateKey,
    digitalSignaturePublicPoint: (eui) => find('digitalSignature', eui)?.publicPoint,
    prepaymentPrivateKey: (eui) => find('prepaymentKeyAgreement', eui)?.privateKey,
    prepaymentPublicPoint: (eui) => find('prepaymentKeyAgreement', eui)?.publicPoint,
    ...(typeof broker === 'string' ? { accessControlBroker: compactEui64(broker) } : {}),
  };
}
