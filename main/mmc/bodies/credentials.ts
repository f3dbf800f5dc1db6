/** Security credentials: 6.15.1, 6.21, 6.23, 6.24.1, 8.5 and their alerts. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { DecodedField, DecodedMessage } from '../../gbcs/decodedMessage.ts';
import { type BodyBuilder, type BodyPart, describe, present } from '../part.ts';
import { asn1Status } from './asn1.ts';

// Numbers of GBCS's ASN.1; roles and modes that the MMC has no name for are left out.
const roles: Readonly<Record<number, string>> = {
  0: 'Root',
  1: 'Recovery',
  2: 'Supplier',
  3: 'NetworkOperator',
  4: 'ACB',
  5: 'TransCoS',
  8: 'LoadController',
};
const modes: Readonly<Record<number, string>> = {
  2: 'SupplierBySupplier',
  3: 'NetworkOperatorByNetworkOperator',
  4: 'ACBByACB',
  7: 'SupplierByTransCoS',
  11: 'LoadControllerBySupplier',
};

/** Fields of the payload by what follows its first name, e.g. `Execution Outcome.Replacement Outcomes[0].Status Code`. */
function payloadFields({ fields }: DecodedMessage): ReadonlyMap<string, DecodedField> {
  return new Map(fields.map((field) => [field.path.replace(/^Payload\.[^.[]+\.?/, ''), field]));
}

type Fields = ReadonlyMap<string, DecodedField>;

/** The whole number of an INTEGER or ENUMERATED with a length of one octet, as decimal text. */
function integerOf(fields: Fields, path: string): string | undefined {
  const hex = fields.get(path)?.hex.slice(4);
  return hex === undefined || hex === '' ? undefined : String(BigInt(`0x${hex}`));
}

const base64Of = (fields: Fields, path: string): string | undefined => {
  const hex = fields.get(path)?.hex.slice(4);
  return hex === undefined ? undefined : Buffer.from(hex, 'hex').toString('base64');
};

const roleOf = (fields: Fields, path: string): string | undefined => roles[Number(integerOf(fields, path))];

function certificateType(fields: Fields, path: string): string | undefined {
  const usage = fields.get(`${path}.Key Usage`)?.value;
  if (usage === 'Digital Signature') return 'DigitalSigning';
  if (usage === 'Key Agreement') {
    return integerOf(fields, `${path}.Cell Usage`) === '1' ? 'KeyAgreementTopUp' : 'KeyAgreement';
  }
  // The sixth bit of X.509's KeyUsage is keyCertSign.
  return fields.get(`${path}.Key Usage`)?.hex.endsWith('04') === true ? 'KeyCertSign' : undefined;
}

/** How many items a list has: paths `name[0]`, `name[1]` … */
function countOf(fields: Fields, name: string): number {
  let count = 0;
  while (fields.has(`${name}[${count}]`)) count += 1;
  return count;
}

const outcomePath = 'Execution Outcome';

function replacementOutcome(fields: Fields, path: string): JsonObject {
  const code = integerOf(fields, `${path}.Status Code`);
  const cell = `${path}.Affected Trust Anchor Cell`;
  return present({
    StatusCode: code === undefined ? undefined : asn1Status(Number(code), 'replacement'),
    CertificateType: certificateType(fields, cell),
    RemotePartyRole: roleOf(fields, `${cell}.Remote Party Role`),
    ExistingRemotePartyID: fields.get(`${path}.Existing Subject Unique ID`)?.value,
    NewRemotePartyID: fields.get(`${path}.Replacing Subject Unique ID`)?.value,
    ExistingCertificateHash: base64Of(fields, `${path}.Existing Subject Key ID`),
    NewCertificateHash: base64Of(fields, `${path}.Replacing Subject Key ID`),
  });
}

function sequenceChange(fields: Fields, path: string): JsonObject {
  return present({
    RemotePartyRole: roleOf(fields, `${path}.Remote Party Role`),
    RemotePartyFloorSeqNumber: integerOf(fields, `${path}.Floor Seq Number`),
    RemotePartyPrepaymentTopUpFloorSeqNumber: integerOf(fields, `${path}.Specialist Floor Seq Number[0].Seq Number`),
  });
}

/** The MMC's ExecutionOutcome of a response or alert; undefined where the replacement lies ahead. */
export function executionOutcome(message: DecodedMessage): BodyPart | undefined {
  const fields = payloadFields(message);
  if (!fields.has(outcomePath)) return undefined;
  const changes = `${outcomePath}.Remote Party Seq Number Changes`;
  const outcomes = `${outcomePath}.Replacement Outcomes`;
  const mode = integerOf(fields, `${outcomePath}.Credentials Replacement Mode`);
  const left: string[] = [];
  if (mode !== undefined && modes[Number(mode)] === undefined)
    left.push(describe('Credentials Replacement Mode', mode));
  for (let index = 1; index < countOf(fields, changes); index += 1) {
    left.push(
      describe(`Further sequence number change ${index + 1}`, { ...sequenceJson(fields, `${changes}[${index}]`) }),
    );
  }
  const paths = Array.from({ length: countOf(fields, outcomes) }, (_, index) => `${outcomes}[${index}]`);
  const tree = present({
    AuthorisingRemotePartyOriginatorCounter: integerOf(fields, `${outcomePath}.Authorising Remote Party Seq Number`),
    CredentialsReplacementMode: modes[Number(mode)],
    RemotePartySeqNumberChange: fields.has(`${changes}[0]`) ? sequenceChange(fields, `${changes}[0]`) : undefined,
    ReplacementOutcome: paths.map((path) => replacementOutcome(fields, path)),
  });
  const success = paths.every((path) => integerOf(fields, `${path}.Status Code`) === '0');
  return { tree, uncovered: left, success };
}

function sequenceJson(fields: Fields, path: string): Readonly<Record<string, string>> {
  const role = roleOf(fields, `${path}.Remote Party Role`) ?? '';
  return { role, floorSeqNumber: integerOf(fields, `${path}.Floor Seq Number`) ?? '' };
}

export const credentialsReplacement: BodyBuilder = (message) => {
  if (message.data?.kind !== 'credentialsReplacement') return undefined;
  const outcome = executionOutcome(message);
  if (outcome === undefined) return { tree: {}, uncovered: [] };
  return { ...outcome, tree: { ExecutionOutcome: outcome.tree } };
};

function partyDetails(fields: Fields, party: string): JsonObject[] {
  const code = integerOf(fields, `${party}.Status Code`);
  const head = present({
    RemotePartyRole: roleOf(fields, `${party}.Remote Party Role`),
    StatusCode: code === undefined ? undefined : asn1Status(Number(code), 'replacement'),
  });
  const cells = `${party}.Trust Anchor Cell Details`;
  const details = Array.from({ length: countOf(fields, cells) }, (_, index) => {
    const cell = `${cells}[${index}]`;
    return present({
      RemotePartyFloorSeqNumber: integerOf(fields, `${party}.Current Seq Number`),
      CertificateUsage: certificateType(fields, cell),
      ExistingRemotePartyID: fields.get(`${cell}.Subject Unique ID`)?.value,
      ExistingCertificateHash: base64Of(fields, `${cell}.Subject Key Identifier`),
    });
  });
  return details.length === 0 ? [head] : details.map((one) => ({ ...head, ...one }));
}

/** CS02a and CS02f: one RemotePartyDetails for each certificate that is held. */
export const credentials: BodyBuilder = (message) => {
  if (message.data?.kind !== 'securityCredentials') return undefined;
  const fields = payloadFields(message);
  const parties = Array.from({ length: countOf(fields, '') }, (_, index) => `[${index}]`);
  const success = parties.every((party) => integerOf(fields, `${party}.Status Code`) === '0');
  return {
    tree: { RemotePartyDetails: parties.flatMap((party) => partyDetails(fields, party)) },
    uncovered: [],
    success,
  };
};
