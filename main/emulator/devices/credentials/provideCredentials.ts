import type { Asn1Answer } from '../../../gbcs/answerAsn1.ts';
import { type Asn1Payload, asn1Value } from '../../../gbcs/asn1/payloads.ts';
import { payloads } from '../../../gbcs/asn1/schema.ts';
import type { Asn1Input } from '../../../gbcs/asn1/writeElement.ts';
import { parseEui64 } from '../../../gbcs/bytes.ts';
import type { CounterFloors } from '../guard.ts';
import type { TrustAnchors } from './trustAnchors.ts';
import { listOf, recordOf } from './updateCredentials.ts';

/** Status codes of RFC 5934. */
const status = { success: 0, noTrustAnchor: 10 } as const;
const topUpUsage = 1;

function detailsOf(role: number, anchors: TrustAnchors, floors: CounterFloors): Asn1Input {
  const cells = anchors.cells(role);
  const [first] = cells;
  if (first === undefined) return { 'Remote Party Role': role, 'Status Code': status.noTrustAnchor };
  return {
    'Remote Party Role': role,
    'Status Code': status.success,
    'Current Seq Number': floors.last(first.eui64) ?? 0n,
    'Trust Anchor Cell Details': cells.map(({ usage, isTopUp, eui64, keyIdentifier }) => ({
      'Key Usage': usage,
      ...(isTopUp ? { 'Cell Usage': topUpUsage } : {}),
      'Subject Unique ID': parseEui64(eui64) ?? new Uint8Array(8),
      'Subject Key Identifier': keyIdentifier,
    })),
  };
}

/** Provide Security Credential Details (GBCS CS02a, CS02f): what is in the cells of each role that is asked for. */
export function provideCredentials(asked: Asn1Payload, anchors: TrustAnchors, floors: CounterFloors): Asn1Answer {
  const roles = listOf(recordOf(asn1Value(asked))['Remote Party Roles Credentials Required']).map(Number);
  return {
    format: payloads.provideSecurityCredentialsResponse,
    value: roles.map((role) => detailsOf(role, anchors, floors)),
  };
}
