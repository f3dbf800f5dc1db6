import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonicalJson.ts';
import type { ObservedResponse } from '../checks/observation.ts';
import { parseServiceResponse, type ServiceResponse } from '../duis/parse.ts';
import { formatRequestId } from '../duis/requestId.ts';
import { validateAgainstSchema } from '../duis/schema.ts';
import { decodeMessage } from '../gbcs/decodeMessage.ts';
import { readSmets1 } from '../mmc/readSmets1.ts';
import { type InnerVerdict, verifyInnerSignatures } from '../smki/innerSignature.ts';
import { type SignatureVerdict, verifyXmlSignature } from '../smki/xmlSignature.ts';
import type { Core } from './core.ts';
import type { Judgement } from './ports.ts';

const unread: SignatureVerdict = { verdict: 'absent', digest: '' };

/** A valid signature counts only where it is the DSP's: a User's own key would fit as well. */
function verifyAsDsp(core: Pick<Core, 'target'>, body: Uint8Array): SignatureVerdict {
  const verdict = verifyXmlSignature(body, core.target.resolveCertificate);
  if (verdict.verdict !== 'valid' || verdict.signer?.eui64 === core.target.accessControlBroker) return verdict;
  const reason = `The signature is that of ${verdict.signer?.eui64 ?? 'an unnamed party'}, not of the DSP ${core.target.accessControlBroker}`;
  return { ...verdict, verdict: 'invalid', reason };
}

/** A valid signature of an S1SP counts only where it is not the DSP's or the User's own. */
function verifyAsProvider(core: Pick<Core, 'target'>, body: Uint8Array): InnerVerdict[] {
  const { accessControlBroker, user, resolveCertificate } = core.target;
  const others = [accessControlBroker, user.deviceId];
  return verifyInnerSignatures(body, resolveCertificate).map((inner) => {
    const eui64 = inner.signer?.eui64 ?? '';
    if (inner.verdict !== 'valid' || !others.includes(eui64)) return inner;
    return { ...inner, verdict: 'invalid', reason: `The signature is that of ${eui64}, which is no S1SP` };
  });
}

/** Kinds of message that may carry the words of an S1SP. */
const kindsWithProvider: readonly string[] = ['smets1', 'dccAlert'];

/** What an S1SP says in a message, and whether its signature holds. */
function observeProvider(core: Pick<Core, 'target'>, response: ServiceResponse, body: Uint8Array) {
  if (!kindsWithProvider.includes(response.kind)) return {};
  const innerSignatures = verifyAsProvider(core, body);
  const smets1 = readSmets1(response.body);
  return { ...(innerSignatures.length > 0 && { innerSignatures }), ...(smets1 && { smets1 }) };
}

/** Reads a message from DCC: parse, schema, signature, GBCS. Never throws for anything that the message holds. */
export function observeResponse(
  core: Pick<Core, 'material' | 'target'>,
  body: Uint8Array,
  identity: { messageId: number; receivedAtMs: number; httpStatus: number | null },
): ObservedResponse {
  const base = { ...identity, schemaFindings: [], duplicateOf: null };
  if (body.length === 0) return { ...base, signature: unread, parseError: 'the body is empty' };
  let response: ServiceResponse;
  let signature: SignatureVerdict;
  try {
    response = parseServiceResponse(body);
    signature = verifyAsDsp(core, body);
  } catch (error) {
    // What a stranger sent cannot be our fault: whatever is wrong with it is said in the evidence.
    return { ...base, signature: unread, parseError: error instanceof Error ? error.message : String(error) };
  }
  const schemaFindings = validateAgainstSchema(core.material.schema(response.schemaVersion), body);
  const observed: ObservedResponse = {
    ...base,
    response,
    signature,
    schemaFindings,
    ...observeProvider(core, response, body),
  };
  if (response.gbcsPayload === undefined) return observed;
  const decoded = decodeMessage(Buffer.from(response.gbcsPayload, 'base64'), core.target.user.gbcsKeys);
  return { ...observed, gbcs: decoded.message, ...(decoded.ok ? {} : { gbcsError: decoded.error.message }) };
}

const schemaVerdict = (observed: ObservedResponse): string =>
  observed.parseError !== undefined ? 'unreadable' : observed.schemaFindings.length === 0 ? 'valid' : 'invalid';

/** What the workspace keeps of an observation, beside the bytes. */
export function judgementOf(
  observed: ObservedResponse,
  place: Pick<Judgement, 'campaignId' | 'runId' | 'position' | 'standing'>,
  durationMs: number | null,
): Judgement {
  const { response } = observed;
  return {
    ...place,
    messageId: observed.messageId,
    kind: response?.kind ?? 'unreadable',
    serviceReferenceVariant: response?.serviceReferenceVariant ?? null,
    requestId: response?.requestId ? formatRequestId(response.requestId) : null,
    responseId: response?.responseId ? formatRequestId(response.responseId) : null,
    responseCode: response?.responseCode ?? null,
    payloadSha256: response
      ? createHash('sha256')
          .update(canonicalJson(response.body ?? null))
          .digest('hex')
      : null,
    dspScheduleId: response?.dspScheduleId ?? null,
    duplicateOf: observed.duplicateOf,
    signatureVerdict: observed.signature.verdict,
    schemaVerdict: schemaVerdict(observed),
    detail: {
      signature: observed.signature,
      schemaFindings: observed.schemaFindings,
      parseError: observed.parseError ?? null,
      gbcs: observed.gbcs ?? null,
      gbcsError: observed.gbcsError ?? null,
      smets1: observed.smets1 ?? null,
      innerSignatures: observed.innerSignatures ?? null,
      durationMs,
    },
  };
}
