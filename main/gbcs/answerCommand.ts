/** Builds a device's answer to any command of the access service, thing by thing (GBCS 7.3). */
import dated from '../../fixtures/gbcs/datedResponses.json' with { type: 'json' };
import { WorkbenchError } from '../../shared/errors.ts';
import { concatenate, fromHex } from './bytes.ts';
import type { DecodedField } from './decodedMessage.ts';
import type { AccessSpecification } from './dlms/accessService.ts';
import { accessResponse } from './dlms/encode.ts';
import { addMac, addSignature, encodeSigned, withoutSignature } from './encodeMessage.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import type { GbcsKeys } from './keys.ts';
import { createReader, DecodeFault } from './reader.ts';
import { dateTimeOctets } from './times.ts';
import type { CompleteHeader } from './useCases/codec.ts';
import { formatMessageCode } from './useCaseTable.ts';

/** What a device says to one thing that a command asks: data (encoded, with its tag; null data where there is none) and result. */
export interface DeviceAnswer {
  readonly data: Uint8Array;
  /** Data-Access-Result or Action-Result; 0 is success. */
  readonly result: number;
}

/** Answers one thing: what is asked, and the value (encoded, with its tag) that came with it. */
export type AnswerOne = (asked: AccessSpecification, value: Uint8Array) => DeviceAnswer;

const carriesTime = (messageCode: number): boolean => dated.messageCodes.includes(formatMessageCode(messageCode));

const dataPath = /^Payload\.[^.[\]]*(?: [^.[\]]*)*\.Data\[(\d+)\]/;

/** The octets of each value of an access request, in order. */
function valuesOf(fields: readonly DecodedField[]): Map<number, Uint8Array> {
  const parts = new Map<number, Uint8Array[]>();
  for (const { path, hex } of fields) {
    const index = dataPath.exec(path)?.[1];
    if (index === undefined) continue;
    const own = parts.get(Number(index)) ?? [];
    own.push(fromHex(hex) ?? new Uint8Array());
    parts.set(Number(index), own);
  }
  return new Map([...parts].map(([index, own]) => [index, concatenate(...own)]));
}

/**
 * The response to a command: signed by the device where the command was signed (a critical one), with its MAC else.
 *
 * @param command the whole message, from DD
 * @param time the device's clock, ISO 8601 UTC, for responses that carry it
 * @throws WorkbenchError `invalid-document` where it is no command of the access service, `credential-unavailable`
 */
export function answerCommand(command: Uint8Array, answer: AnswerOne, keys: GbcsKeys, time: string): Uint8Array {
  const reader = createReader(command);
  const envelope: Envelope = { header: {} };
  try {
    readEnvelope(reader, envelope);
  } catch (error) {
    if (!(error instanceof DecodeFault)) throw error;
    throw new WorkbenchError(
      'invalid-document',
      `The command is not a GBCS message: at offset ${error.offset}, ${error.message}`,
    );
  }
  const { payload, signature, header } = envelope;
  const { originator, recipient, originatorCounter, messageCode } = header;
  if (
    payload?.kind !== 'accessRequest' ||
    !originator ||
    !recipient ||
    originatorCounter === undefined ||
    messageCode === undefined
  ) {
    throw new WorkbenchError('invalid-document', 'The command is not one of the access service');
  }
  const values = valuesOf(reader.fields);
  const answers = payload.specifications.map((asked, index) => answer(asked, values.get(index) ?? new Uint8Array([0])));
  const { supplementaryRemotePartyId, supplementaryRemotePartyCounter } = header;
  const dateTime = carriesTime(messageCode) ? dateTimeOctets(time) : undefined;
  const response: CompleteHeader = {
    cra: 'response',
    messageCode,
    originatorCounter,
    originator: recipient,
    recipient: originator,
    ...(dateTime === undefined ? {} : { dateTime }),
    ...(supplementaryRemotePartyId === undefined ? {} : { supplementaryRemotePartyId }),
    ...(supplementaryRemotePartyCounter === undefined ? {} : { supplementaryRemotePartyCounter }),
  };
  const results = payload.specifications.map(({ action }, index) => ({
    action: plainAction(action),
    result: answers[index]?.result ?? 0,
  }));
  const body = accessResponse(
    originatorCounter,
    answers.map((one) => one.data),
    results,
  );
  const signed = encodeSigned(response, body);
  return signature === undefined
    ? addMac(response, withoutSignature(signed), keys)
    : addSignature(response, signed, keys);
}

/** A result says get, set or action; a selection is part of the question alone. */
function plainAction(action: AccessSpecification['action']): AccessSpecification['action'] {
  if (action === 'getWithSelection') return 'get';
  return action === 'setWithSelection' ? 'set' : action;
}
