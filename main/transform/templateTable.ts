/** Holds every template of a Service Request against the message of its name in a set of reference messages. */
import type { JsonObject, JsonTree } from '../duis/jsonTree.ts';
import type { ServiceRequest } from '../duis/parse.ts';
import { concatenate, octets, toHex } from '../gbcs/bytes.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import type { GbcsKeys } from '../gbcs/keys.ts';
import { addCommandMac } from '../gbcs/preCommand.ts';
import { certificatesIn } from './certificates.ts';
import type { TransformContext } from './context.ts';
import type { Transformed } from './result.ts';
import { transformServiceRequest } from './transformServiceRequest.ts';

export type TemplateStatus = 'equal' | 'equal save for listed fields' | 'no partner' | 'different' | 'not done';

export interface TemplateRow {
  readonly template: string;
  readonly status: TemplateStatus;
  /** The fields that the template does not determine, or has another value for, each with its reason. */
  readonly fields: readonly { readonly field: string; readonly reason: string }[];
  /** What is wrong, or why no command can be compared. */
  readonly note?: string;
}

/** What is known to differ between a template and its message: a row of fixtures/gbcs/templateDifferences.json. */
export interface TemplateDifference {
  readonly template: string;
  readonly fields: readonly string[];
  readonly reason: string;
  readonly set?: Readonly<Record<string, string | null>>;
  readonly certificates?: boolean;
  readonly originator?: string;
}

export interface ReferenceMessage {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface TemplateInput {
  /** Without `_REQUEST_DUIS`. */
  readonly template: string;
  readonly request: ServiceRequest;
  /** The `_PRECOMMAND`, or else the `_COMMAND`, of the template's name. */
  readonly partner: ReferenceMessage | undefined;
  readonly difference: TemplateDifference | undefined;
}

/** What the surroundings of a transform are, given the message it is held against. */
export type ContextFor = (template: string, partner: DecodedMessage | undefined) => TransformContext;

const certificateElement = /Certificate$|^KAPublicSecurityCredentials$/;

/** The request with the certificates of a message in the place of its own, in order. */
function withCertificates(tree: JsonTree, certificates: Uint8Array[]): JsonTree {
  if (typeof tree === 'string') return tree;
  const entries = Object.entries(tree).map(([name, value]): [string, JsonTree | JsonTree[]] => {
    if (typeof value === 'string' && certificateElement.test(name)) {
      const certificate = certificates.shift();
      return [name, certificate === undefined ? value : Buffer.from(certificate).toString('base64')];
    }
    return [name, Array.isArray(value) ? value : withCertificates(value, certificates)];
  });
  return Object.fromEntries(entries);
}

function withValue(tree: JsonTree, [name = '', ...rest]: readonly string[], value: string | null): JsonTree {
  const object: JsonObject = typeof tree === 'string' ? {} : { ...tree };
  const inner = object[name];
  if (rest.length > 0) object[name] = withValue(inner === undefined || Array.isArray(inner) ? {} : inner, rest, value);
  else if (value === null) delete object[name];
  else object[name] = value;
  return object;
}

function isReplaced(path: string): boolean {
  return /Replacement Certificate$|Certification Path Certificates\[\d+\]$|Remote Party Key Agreement Certificate$/.test(
    path,
  );
}

/** The request as its message has it: what is known to differ is put in. */
export function likePartner(
  request: ServiceRequest,
  difference: TemplateDifference,
  partner: DecodedMessage,
): ServiceRequest {
  const certificates = difference.certificates === true ? certificatesIn(partner.fields, isReplaced) : [];
  let body = withCertificates(request.body, [...certificates]);
  for (const [path, value] of Object.entries(difference.set ?? {})) body = withValue(body, path.split('.'), value);
  const requestId =
    difference.originator === undefined
      ? request.requestId
      : { ...request.requestId, businessOriginatorId: difference.originator };
  return { ...request, requestId, body };
}

/** The transform's own message with the partner's signature, and the MAC that follows from it. */
function withSignatureOf(transformed: Transformed, partner: Uint8Array, keys: GbcsKeys): Uint8Array {
  const text = toHex(partner);
  const start = text.indexOf('DF09') / 2;
  const signature = partner.subarray(start + transformed.signed.length + 1, start + transformed.signed.length + 65);
  return addCommandMac(concatenate(transformed.signed, octets(64), signature), keys);
}

const signatureField = { field: 'Signature', reason: 'an ECDSA signature is random' };

/** One row of the table. */
export function compareTemplate(input: TemplateInput, contextFor: ContextFor, keys: GbcsKeys): TemplateRow {
  const { template, request, partner } = input;
  const decoded = partner === undefined ? undefined : decodeMessage(partner.bytes);
  const message = decoded?.ok === true ? decoded.message : undefined;
  const context = contextFor(template, message);
  const { difference } = input;
  const adjusted =
    difference === undefined || message === undefined ? request : likePartner(request, difference, message);
  const transformed = transformServiceRequest(adjusted, context);
  if (partner === undefined || message === undefined) {
    const isUnreached = !transformed.ok && transformed.code === 'not-a-device-service';
    const status = transformed.ok || isUnreached ? 'no partner' : 'not done';
    return { template, status, fields: [], note: transformed.ok ? 'built' : transformed.message };
  }
  if (!transformed.ok) return { template, status: 'not done', fields: [], note: transformed.message };
  const isSigned = message.signature !== 'absent';
  const bytes = isSigned ? withSignatureOf(transformed, partner.bytes, keys) : transformed.bytes;
  const listed = [
    ...(difference?.fields ?? []).map((field) => ({ field, reason: difference?.reason ?? '' })),
    ...transformed.undetermined.map(({ field, reason }) => ({ field, reason })),
    ...(isSigned && !transformed.isSignedByDcc ? [signatureField] : []),
  ];
  if (toHex(bytes) !== toHex(partner.bytes)) {
    return { template, status: 'different', fields: listed, note: firstDifference(bytes, partner.bytes) };
  }
  return { template, status: listed.length === 0 ? 'equal' : 'equal save for listed fields', fields: listed };
}

function firstDifference(one: Uint8Array, other: Uint8Array): string {
  const offset = other.findIndex((octet, index) => octet !== one[index]);
  return `differs at offset ${offset}`;
}
