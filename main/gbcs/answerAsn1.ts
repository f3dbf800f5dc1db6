/** Builds a device's answer to a command in ASN.1 (GBCS 13). */
import { WorkbenchError } from '../../shared/errors.ts';
import { type Asn1Payload, asn1Name, formatsOf } from './asn1/payloads.ts';
import type { Element } from './asn1/schema.ts';
import { type Asn1Input, composeElement } from './asn1/writeElement.ts';
import type { GroupingHeader } from './header.ts';
import { type Device, readCommand, respond } from './respond.ts';

export interface Asn1Answer {
  /** One of the formats that the use case's responses have, of `payloads`. */
  readonly format: Element;
  /** Its value, by the names of the format. */
  readonly value: Asn1Input;
}

/** Answers a command as a whole. */
export type AnswerPayload = (asked: Asn1Payload, header: GroupingHeader) => Asn1Answer;

function refuseOtherFormat({ format }: Asn1Answer, asked: Asn1Payload, messageCode: number): void {
  const formats: readonly Element[] = formatsOf(messageCode, 'response');
  if (formats.includes(format)) return;
  const names = formats.map(({ name }) => name).join(' or ');
  throw new WorkbenchError(
    'invalid-argument',
    `A ${asn1Name(asked)} is answered by ${names || 'nothing that this codec knows'}, not by ${format.name}.`,
  );
}

/**
 * The response to a command in ASN.1.
 * @param command the whole message, from DD
 * Throws WorkbenchError 'invalid-document' where it is no command in ASN.1, 'invalid-argument' where the answer is not of
 * the use case or has a member that its format lacks, 'credential-unavailable' where the device lacks a key.
 */
export function answerAsn1(command: Uint8Array, answer: AnswerPayload, device: Device): Uint8Array {
  const asked = readCommand(command, device);
  const { payload, header } = asked;
  if (payload.kind !== 'asn1') throw new WorkbenchError('invalid-document', 'The command is not one in ASN.1');
  const answered = answer(payload, header);
  refuseOtherFormat(answered, payload, header.messageCode);
  const element = composeElement(answered.format, answered.value);
  return respond(asked, device, false, () => ({ kind: 'asn1', elements: [element] }));
}
