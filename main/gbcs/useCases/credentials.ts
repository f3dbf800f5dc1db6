/** Security credentials (GBCS 13): what a device holds, and how replacing it went. */

import type { Asn1Record, Asn1Value } from '../asn1/element.ts';
import { describeCode } from '../asn1/names.ts';
import { asn1Value } from '../asn1/payloads.ts';
import type { ElementReading } from '../asn1/schema.ts';
import type { CredentialCell, MessageData } from '../data.ts';
import type { Interpretation } from './interpreter.ts';

function recordOf(value: Asn1Value | undefined): Asn1Record {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Asn1Record) : {};
}

function listOf(value: Asn1Value | undefined): readonly Asn1Value[] {
  return Array.isArray(value) ? (value as readonly Asn1Value[]) : [];
}

function textOf(value: Asn1Value | undefined): string {
  return typeof value === 'string' ? value : '';
}

function nameOf(value: Asn1Value | undefined, as: ElementReading): string {
  return describeCode(typeof value === 'number' ? value : 0, as);
}

function cellOf(value: Asn1Value): CredentialCell {
  const cell = recordOf(value);
  return {
    keyUsage: textOf(cell['Key Usage']),
    cellUsage: nameOf(cell['Cell Usage'], 'cellUsage'),
    subjectUniqueId: textOf(cell['Subject Unique ID']),
    subjectKeyIdentifier: textOf(cell['Subject Key Identifier']),
  };
}

/** CS02a and CS02f responses. */
export function securityCredentials(message: Interpretation): MessageData | undefined {
  if (message.payload.kind !== 'asn1' || message.header.cra !== 'response') return undefined;
  const parties = listOf(asn1Value(message.payload)).map((value) => {
    const party = recordOf(value);
    const counter = party['Current Seq Number'];
    return {
      role: nameOf(party['Remote Party Role'], 'role'),
      status: nameOf(party['Status Code'], 'trustAnchorStatus'),
      ...(counter === undefined ? {} : { currentSequenceNumber: String(counter) }),
      cells: listOf(party['Trust Anchor Cell Details']).map(cellOf),
    };
  });
  return parties.length === 0 ? undefined : { kind: 'securityCredentials', parties };
}

/** CS02b and CS02g: responses and alerts; a response that only accepts has no outcomes yet. */
export function credentialsReplacement(message: Interpretation): MessageData | undefined {
  if (message.payload.kind !== 'asn1' || message.header.cra === 'command') return undefined;
  const outcome = recordOf(recordOf(asn1Value(message.payload))['Execution Outcome']);
  const mode = outcome['Credentials Replacement Mode'];
  const outcomes = listOf(outcome['Replacement Outcomes']).map((value) => {
    const one = recordOf(value);
    const cell = recordOf(one['Affected Trust Anchor Cell']);
    return {
      role: nameOf(cell['Remote Party Role'], 'role'),
      keyUsage: textOf(cell['Key Usage']),
      cellUsage: nameOf(cell['Cell Usage'], 'cellUsage'),
      status: nameOf(one['Status Code'], 'trustAnchorStatus'),
      existingSubjectUniqueId: textOf(one['Existing Subject Unique ID']),
      replacingSubjectUniqueId: textOf(one['Replacing Subject Unique ID']),
    };
  });
  return {
    kind: 'credentialsReplacement',
    ...(mode === undefined ? {} : { mode: nameOf(mode, 'replacementMode') }),
    outcomes,
  };
}
