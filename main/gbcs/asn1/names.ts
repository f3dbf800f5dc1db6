/** Names of the numbers in GBCS's ASN.1 payloads (GBCS 13): seen in the Reference Test Data Set unless marked. */
import trustAnchorStatuses from '../../../fixtures/gbcs/trustAnchorStatusCodes.json' with { type: 'json' };
import { describeAlert } from '../alertCodes.ts';
import type { ElementReading } from './schema.ts';

type Names = Readonly<Record<number, string>>;

const roles: Names = {
  0: 'Root',
  1: 'Recovery',
  2: 'Supplier',
  3: 'Network Operator',
  4: 'Access Control Broker',
  5: 'Transitional Change of Supplier',
  6: 'WAN Provider',
  7: 'Issuing Authority',
  8: 'Load Controller',
  127: 'Other',
};

const deviceTypes: Names = {
  0: 'GSME',
  1: 'ESME',
  2: 'Communications Hub (Communications Hub Function)',
  3: 'GPF',
  4: 'HCALCS',
  5: 'PPMID',
  6: 'Type 2',
};

const replacementModes: Names = {
  0: 'Root by Supplier',
  1: 'Root by WAN Provider',
  2: 'Supplier by Supplier',
  3: 'Network Operator by Network Operator',
  4: 'Access Control Broker by Access Control Broker',
  5: 'WAN Provider by WAN Provider',
  6: 'TransCoS by TransCoS',
  7: 'Supplier by TransCoS',
  8: 'Any Except Abnormal Root by Recovery',
  9: 'Any by Contingency',
  10: 'Load Controller by Load Controller',
  11: 'Load Controller by Supplier',
};

const joinMethods: Names = { 0: 'Method A Initiator', 1: 'Method A Responder', 2: 'Method B', 3: 'Method C' };
const joinResponses: Names = { 0: 'Success', 1: 'Failure', 11: 'Invalid or Missing Certificate' };
const firmwareResponses: Names = { 0: 'Success', 1: 'No Image Held', 2: 'Hash Mismatch', 3: 'Activation Failure' };
const timeStatuses: Names = { 0: 'Reliable', 1: 'Invalid', 2: 'Unreliable' };
const cellUsages: Names = { 0: 'Management', 1: 'Prepayment Top Up' };

const tables: Readonly<Partial<Record<ElementReading, Names>>> = {
  role: roles,
  deviceType: deviceTypes,
  replacementMode: replacementModes,
  joinMethod: joinMethods,
  joinResponse: joinResponses,
  firmwareResponse: firmwareResponses,
  trustAnchorStatus: trustAnchorStatuses.statusCodes,
  timeStatus: timeStatuses,
  cellUsage: cellUsages,
  issueResponse: joinResponses,
};

/** A number with its name where it has one. */
export function describeCode(value: number | bigint, as: ElementReading | undefined): string {
  if (as === undefined || typeof value === 'bigint') return String(value);
  if (as === 'alertCode' && value >= 0 && value <= 0xffff_ffff) return describeAlert(value);
  return tables[as]?.[value] ?? String(value);
}

// X.509's KeyUsage as DER has it, after the count of unused bits: digitalSignature is the first bit, keyAgreement the fifth.
const keyUsages: readonly (readonly [name: string, octets: readonly [unused: number, bits: number]])[] = [
  ['Digital Signature', [7, 0x80]],
  ['Key Agreement', [3, 0x08]],
];

/** The name of a key usage, of one bit, by the octets of its BIT STRING. */
export function describeKeyUsage(bytes: Uint8Array): string | undefined {
  return keyUsages.find(([, [unused, bits]]) => bytes.length === 2 && bytes[0] === unused && bytes[1] === bits)?.[0];
}

export function keyUsageOctets(name: string): Uint8Array | undefined {
  const [, usage] = keyUsages.find(([known]) => known === name) ?? [];
  return usage === undefined ? undefined : Uint8Array.from(usage);
}
