import { formatEui64 } from './bytes.ts';
import type { MessageData } from './data.ts';
import type {
  DecodedMessage,
  DecodeError,
  DecodeResult,
  DecryptedBlock,
  PartlyDecodedMessage,
  Verdict,
} from './decodedMessage.ts';
import { decryptAll, openWithKeys } from './decryptAll.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import type { GroupingHeader } from './header.ts';
import { interpret } from './interpret.ts';
import type { GbcsKeys } from './keys.ts';
import { createReader, DecodeFault, type Reader } from './reader.ts';
import { isoFromDateTime } from './times.ts';
import { findUseCase, formatMessageCode } from './useCaseTable.ts';
import { judgeMac, judgeSignature } from './verify.ts';

/**
 * Decodes one GBCS message, losslessly: the hex of its fields, joined, is exactly `bytes`.
 * @param bytes the whole message, from DD or DF
 * @param keys what is known of the parties' keys; verdicts that need others are `unknown`
 * Never throws. A bad octet gives `ok: false` with its offset, what was expected there, and everything before it.
 */
export function decodeMessage(bytes: Uint8Array, keys?: GbcsKeys): DecodeResult {
  const reader = createReader(bytes);
  const envelope: Envelope = { header: {} };
  try {
    readEnvelope(reader, envelope);
    return finish(reader, envelope, keys);
  } catch (error) {
    return { ok: false, error: describeFault(reader, error), message: partly(reader, envelope) };
  }
}

function finish(reader: Reader, envelope: Envelope, keys: GbcsKeys | undefined): DecodeResult {
  const { header } = envelope;
  const mac = macVerdict(reader, envelope, keys);
  const signature = signatureVerdict(reader, envelope, keys);
  showVerdict(reader, 'MAC', mac);
  showVerdict(reader, 'Signature.Signature', signature);
  const { blocks, payloads, fault } = decryptAll(reader, header, openWithKeys(keys));
  const data = interpret(header, envelope.payload, payloads, reader.encrypted.length, keys);
  const message = compose(reader, header, { mac, signature, blocks, data });
  if (fault !== undefined) return { ok: false, error: fault, message };
  if (message.cra === 'unknown') throw new DecodeFault(reader.offset, 'a CRA flag');
  return { ok: true, message: { ...message, cra: message.cra } };
}

// MAC and signature are among the last fields of a message.
function showVerdict(reader: Reader, path: string, verdict: Verdict): void {
  if (verdict === 'absent') return;
  const index = reader.fields.findLastIndex((field) => field.path === path);
  const field = reader.fields[index];
  if (field !== undefined) reader.fields[index] = { ...field, value: verdict };
}

function macVerdict(reader: Reader, envelope: Envelope, keys: GbcsKeys | undefined): Verdict {
  const { mac, signingOffset, signatureEnd } = envelope;
  if (mac === undefined || signingOffset === undefined || signatureEnd === undefined) return 'absent';
  return judgeMac(keys, envelope.header, reader.bytes.subarray(signingOffset, signatureEnd), mac);
}

function signatureVerdict(reader: Reader, envelope: Envelope, keys: GbcsKeys | undefined): Verdict {
  const { signature, signingOffset, payloadEnd } = envelope;
  if (signature === undefined || signingOffset === undefined || payloadEnd === undefined) return 'absent';
  // The tag DF of general-signing is not signed: GBCS signs from the transaction id's length to the end of the payload.
  return judgeSignature(keys, envelope.header, reader.bytes.subarray(signingOffset + 1, payloadEnd), signature);
}

interface Parts {
  readonly mac: Verdict;
  readonly signature: Verdict;
  readonly blocks: DecryptedBlock[];
  readonly data: MessageData | undefined;
}

function compose(reader: Reader, header: GroupingHeader, parts: Parts): PartlyDecodedMessage {
  const code = header.messageCode === undefined ? '' : formatMessageCode(header.messageCode);
  const useCase = header.messageCode === undefined ? undefined : findUseCase(header.messageCode);
  const dateTime = header.dateTime === undefined ? undefined : isoFromDateTime(header.dateTime);
  return {
    messageCode: code,
    useCase: useCase?.useCase ?? code,
    ...(useCase === undefined ? {} : { useCaseName: useCase.name }),
    cra: header.cra ?? 'unknown',
    originatorCounter: header.originatorCounter === undefined ? '' : String(header.originatorCounter),
    originator: header.originator === undefined ? '' : formatEui64(header.originator),
    recipient: header.recipient === undefined ? '' : formatEui64(header.recipient),
    ...supplementary(header),
    ...(dateTime === undefined ? {} : { dateTime }),
    mac: parts.mac,
    signature: parts.signature,
    fields: reader.fields,
    decrypted: parts.blocks,
    ...(parts.data === undefined ? {} : { data: parts.data }),
  };
}

type Supplementary = Pick<
  DecodedMessage,
  'supplementaryRemotePartyId' | 'supplementaryRemotePartyCounter' | 'supplementaryOriginatorCounter'
>;

function supplementary(header: GroupingHeader): Supplementary {
  const parts: Supplementary = {};
  if (header.supplementaryRemotePartyId !== undefined) {
    parts.supplementaryRemotePartyId = formatEui64(header.supplementaryRemotePartyId);
  }
  if (header.supplementaryRemotePartyCounter !== undefined) {
    parts.supplementaryRemotePartyCounter = String(header.supplementaryRemotePartyCounter);
  }
  if (header.supplementaryOriginatorCounter !== undefined) {
    parts.supplementaryOriginatorCounter = String(header.supplementaryOriginatorCounter);
  }
  return parts;
}

/** What was read before the fault: fields that reach past the reader's place are dropped. */
function partly(reader: Reader, envelope: Envelope): PartlyDecodedMessage {
  const { mac, signature } = { mac: envelope.mac, signature: envelope.signature };
  return compose(reader, envelope.header, {
    mac: mac === undefined ? 'absent' : 'unknown',
    signature: signature === undefined ? 'absent' : 'unknown',
    blocks: [],
    data: undefined,
  });
}

function describeFault(reader: Reader, error: unknown): DecodeError {
  const fault = error instanceof DecodeFault ? error : new DecodeFault(reader.offset, 'a message this codec can read');
  dropFieldsFrom(reader, fault.offset);
  const found = fault.found === undefined ? {} : { found: fault.found };
  const message = `At offset ${fault.offset}, expected ${fault.expected}${
    fault.found === undefined ? '' : `, found ${fault.found}`
  }.`;
  return { offset: fault.offset, expected: fault.expected, ...found, message };
}

/** Keeps only the fields that lie before an offset, so that they cover exactly the octets before it. */
function dropFieldsFrom(reader: Reader, offset: number): void {
  let covered = 0;
  for (const field of reader.fields) covered += field.hex.length / 2;
  while (covered > offset) {
    const last = reader.fields.pop();
    if (last === undefined) return;
    covered -= last.hex.length / 2;
  }
}
