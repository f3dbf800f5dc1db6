import type { CodeMeaning } from '../../shared/contract/shapes/catalogue.ts';
import type { DecodedGbcs } from '../../shared/contract/shapes/decoded.ts';
import type { MessageDetail, MessageSummary, Smets1View } from '../../shared/contract/shapes/messages.ts';
import type { DocumentFinding } from '../../shared/contract/shapes/requests.ts';
import type { SignatureVerdict } from '../../shared/contract/shapes/signatures.ts';
import type { StoredMessage } from '../application/ports.ts';
import { describeResponseCode } from '../duis/catalogue.ts';

/** A message in a list. */
export function messageSummary(message: StoredMessage): MessageSummary {
  const { judgement } = message;
  return {
    id: message.id,
    at: message.at,
    virtualAt: message.virtualAt,
    direction: message.direction,
    service: message.service,
    peer: message.peer,
    httpStatus: message.httpStatus,
    kind: judgement?.kind ?? null,
    position: judgement?.position ?? null,
    serviceReferenceVariant: judgement?.serviceReferenceVariant ?? null,
    requestId: judgement?.requestId ?? null,
    responseId: judgement?.responseId ?? null,
    responseCode: judgement?.responseCode ?? null,
    duplicateOf: judgement?.duplicateOf ?? null,
    standing: judgement?.standing ?? null,
    signatureVerdict: judgement?.signatureVerdict ?? null,
    schemaVerdict: judgement?.schemaVerdict ?? null,
  };
}

/** What a judgement keeps beside its columns. */
interface KeptDetail {
  signature?: SignatureVerdict;
  schemaFindings?: DocumentFinding[];
  gbcs?: DecodedGbcs | null;
  gbcsError?: string | null;
  smets1?: Smets1View | null;
  innerSignatures?: MessageDetail['innerSignatures'] | null;
  durationMs?: number | null;
}

/** A Response Code with its meaning. */
export function codeMeaning(code: string): CodeMeaning {
  const { meaning, cause, nextStep, provenance } = describeResponseCode(code);
  return { code, meaning, cause, nextStep, provenance };
}

/** Octets of a message that are shown: twenty times the largest response of DUIS. */
const mostShown = 4 * 1024 * 1024;

/** A message with everything that is kept of it. */
export function messageDetail(found: { message: StoredMessage; body: Uint8Array; detail: unknown }): MessageDetail {
  const detail = (found.detail ?? {}) as KeptDetail;
  const code = found.message.judgement?.responseCode;
  return {
    ...messageSummary(found.message),
    runId: found.message.judgement?.runId ?? null,
    headers: found.message.headers.map(([name, value]): [string, string] => [name, value]),
    sha256: found.message.bodySha256,
    xml: Buffer.from(found.body.subarray(0, mostShown)).toString('utf8'),
    isCut: found.body.length > mostShown,
    length: found.body.length,
    signature: detail.signature ?? null,
    schemaFindings: detail.schemaFindings ?? [],
    codeMeaning: code ? codeMeaning(code) : null,
    gbcs: detail.gbcs ?? null,
    gbcsError: detail.gbcsError ?? null,
    smets1: detail.smets1 ?? null,
    innerSignatures: detail.innerSignatures ?? [],
    durationMs: detail.durationMs ?? null,
  };
}
