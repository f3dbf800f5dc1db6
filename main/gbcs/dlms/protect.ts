/** Builds get_protected_attributes requests and answers (class 30, Data Protection). */
import { concatenate, octets, uint64Octets } from '../bytes.ts';
import { keyPurpose } from '../cryptography.ts';
import { encryptFor } from '../encrypt.ts';
import type { GbcsKeys } from '../keys.ts';
import type { CompleteHeader } from '../useCases/codec.ts';
import {
  arrayOf,
  enumeration,
  integer,
  logicalName,
  longUnsigned,
  nullData,
  octetString,
  structureOf,
} from './encode.ts';

export interface ProtectedAttribute {
  readonly classId: number;
  readonly instance: string;
  readonly attribute: number;
  /** The range of entries wanted, as 12-octet date-times. */
  readonly range?: { readonly from: Uint8Array; readonly to: Uint8Array };
}

const authenticationAndEncryption = 2;
const agreedKey = 2;
const staticUnifiedModel = octets(0x02);
const restrictByDate = 1;
const noRestriction = 0;

/** The parameters that go before protected attributes: who encrypts for whom, under which counter. */
export function protectionParameters(counter: bigint, originator: Uint8Array, recipient: Uint8Array): Uint8Array {
  return arrayOf(
    structureOf(
      enumeration(authenticationAndEncryption),
      structureOf(
        octetString(concatenate(octets(keyPurpose.dataEncryption), uint64Octets(counter))),
        octetString(originator),
        octetString(recipient),
        octetString(new Uint8Array()),
        structureOf(
          enumeration(agreedKey),
          structureOf(octetString(staticUnifiedModel), octetString(new Uint8Array())),
        ),
      ),
    ),
  );
}

function attributeReference({ classId, instance, attribute, range }: ProtectedAttribute): Uint8Array {
  const restriction =
    range === undefined
      ? structureOf(enumeration(noRestriction), nullData)
      : structureOf(enumeration(restrictByDate), structureOf(octetString(range.from), octetString(range.to)));
  return structureOf(
    longUnsigned(classId),
    octetString(logicalName(instance)),
    integer(attribute),
    longUnsigned(0),
    restriction,
  );
}

/**
 * The parameters of get_protected_attributes. For an Unknown Remote Party the recipient named in them is that party
 * (seen in the Reference Test Data Set).
 */
export function protectedAttributesRequest(
  header: CompleteHeader,
  attributes: readonly ProtectedAttribute[],
): Uint8Array {
  const recipient = header.supplementaryRemotePartyId ?? header.recipient;
  return structureOf(
    arrayOf(...attributes.map(attributeReference)),
    protectionParameters(header.originatorCounter, header.originator, recipient),
  );
}

/**
 * The answer of get_protected_attributes: protection parameters, then the encrypted attributes.
 * Throws WorkbenchError 'credential-unavailable' where the key cannot be agreed.
 */
export function protectedAttributesResponse(header: CompleteHeader, plaintext: Uint8Array, keys: GbcsKeys): Uint8Array {
  return structureOf(
    protectionParameters(header.originatorCounter, header.originator, header.recipient),
    octetString(encryptFor(header, plaintext, keys)),
  );
}
