/** Builds a device's answer to any command of the access service, thing by thing (GBCS 7.3). */
import { WorkbenchError } from '../../shared/errors.ts';
import type { AccessResponse, AccessSpecification } from './dlms/accessService.ts';
import { protectionParameters } from './dlms/protect.ts';
import { readValue } from './dlms/readValue.ts';
import { nullValue, type TaggedValue } from './dlms/taggedValue.ts';
import { tag } from './dlms/tags.ts';
import { writeData } from './dlms/writeData.ts';
import { type Device, readCommand, respond } from './respond.ts';
import type { CompleteHeader } from './useCases/codec.ts';
import { refuseEncryption } from './writePayload.ts';

/** What a device says to one thing that a command asks: data (encoded, with its tag; null data where there is none) and result. */
export interface DeviceAnswer {
  readonly data: Uint8Array;
  /** Data-Access-Result or Action-Result; 0 is success. */
  readonly result: number;
  /** True where the data are the attributes of get_protected_attributes, a structure, which the answer encrypts. */
  readonly isProtected?: boolean;
}

/** Answers one thing: what is asked, and the value (encoded, with its tag) that came with it. */
export type AnswerOne = (asked: AccessSpecification, value: Uint8Array) => DeviceAnswer;

function answeredData({ data, isProtected }: DeviceAnswer, header: CompleteHeader): TaggedValue {
  const value = readValue(data);
  if (isProtected !== true) return value;
  const parameters = protectionParameters(header.originatorCounter, header.originator, header.recipient);
  const encrypted = { tag: tag.octetString, encrypted: { content: { kind: 'attributes', value } as const } };
  return { tag: tag.structure, items: [readValue(parameters), encrypted] };
}

/**
 * The response to a command of the access service.
 * @param command the whole message, from DD
 * Throws WorkbenchError 'invalid-document' where it is no command of the access service, 'invalid-argument' where an answer
 * is no COSEM value, 'credential-unavailable' where the device lacks a key.
 */
export function answerCommand(command: Uint8Array, answer: AnswerOne, device: Device): Uint8Array {
  const asked = readCommand(command, device);
  const { payload } = asked;
  if (payload.kind !== 'accessRequest') {
    throw new WorkbenchError('invalid-document', 'The command is not one of the access service');
  }
  const answers = payload.specifications.map((specification, index) =>
    answer(specification, writeData(payload.data[index] ?? nullValue, refuseEncryption)),
  );
  const isEncrypted = answers.some(({ isProtected }) => isProtected);
  return respond(
    asked,
    device,
    isEncrypted,
    (header): AccessResponse => ({
      kind: 'accessResponse',
      data: answers.map((one) => answeredData(one, header)),
      results: payload.specifications.map(({ action }, index) => ({
        action: plainAction(action),
        result: answers[index]?.result ?? 0,
      })),
    }),
  );
}

/** A result says get, set or action; a selection is part of the question alone. */
function plainAction(action: AccessSpecification['action']): AccessSpecification['action'] {
  if (action === 'getWithSelection') return 'get';
  return action === 'setWithSelection' ? 'set' : action;
}
