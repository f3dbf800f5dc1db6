import type { Element } from '../../gbcs/asn1/schema.ts';
import { type Asn1Input, composeElement } from '../../gbcs/asn1/writeElement.ts';
import type { FutureDatedOutcome } from '../../gbcs/dlms/dataNotification.ts';
import type { GbcsKeys } from '../../gbcs/keys.ts';
import { dateTimeOctets } from '../../gbcs/times.ts';
import { writeMessage } from '../../gbcs/writeMessage.ts';
import type { AlertHead, InstructionResult, Outcome } from './pending.ts';
import { isoTime } from './zigbee/times.ts';

/** Future-date HAN Interface Command Successfully Actioned, and not (GBCS Table 16.2). */
const alertCodes = { done: 0x8f66, failed: 0x8f67 } as const;
export type OutcomeAlertCode = '8F66' | '8F67';

/** Message Codes of the alerts that tell of one instruction, by the format of its command (Reference Test Data Set). */
const messageCodes = { dlms: 0x00cc, gbz: 0x00cd } as const;

const commandOf = ({ command }: AlertHead) => ({
  messageCode: command.messageCode,
  originatorCounter: command.originatorCounter,
});

/** What became of setting a COSEM attribute that holds a time of activation. */
export const cosemResult = (
  isDone: boolean,
  attribute: NonNullable<FutureDatedOutcome['attribute']>,
): InstructionResult => ({
  isDone,
  alert: (head) => ({
    messageCode: messageCodes.dlms,
    payload: {
      kind: 'dataNotification',
      alertCode: head.alertCode,
      time: dateTimeOctets(isoTime(head.dueMs)) ?? new Uint8Array(),
      outcome: { ...commandOf(head), attribute },
      body: [],
    },
  }),
});

/** What became of a ZigBee command that bears a time. */
export const zigbeeResult = (
  isDone: boolean,
  zigbee: NonNullable<FutureDatedOutcome['zigbee']>,
): InstructionResult => ({
  isDone,
  alert: (head) => ({
    messageCode: messageCodes.gbz,
    payload: {
      kind: 'gbzAlert',
      // The alert counts one component although an outcome follows in its place (Reference Test Data Set).
      count: 1,
      alertCode: head.alertCode,
      time: isoTime(head.dueMs),
      outcome: { ...commandOf(head), zigbee },
      components: [],
    },
  }),
});

/** A payload in ASN.1 and its Message Code. */
export const asn1Alert = (
  messageCode: number,
  format: Element,
  value: Asn1Input,
): ReturnType<InstructionResult['alert']> => ({
  messageCode,
  payload: { kind: 'asn1', elements: [composeElement(format, value)] },
});

/** What a device tells of an instruction that came to its time. */
export interface OutcomeAlert {
  alertCode: OutcomeAlertCode;
  /** The whole GBCS message, to the originator of the command and signed by the device. */
  message: Uint8Array;
  command: Outcome['command'];
  instructionNumber: number;
  totalCommandInstructions: number;
}

/** @param counter the device's own, which never repeats */
export function makeOutcomeAlert(outcome: Outcome, counter: bigint, keys: GbcsKeys): OutcomeAlert {
  const { command, dueMs, result, instructionNumber, totalCommandInstructions } = outcome;
  const alertCode = result.isDone ? alertCodes.done : alertCodes.failed;
  const { messageCode, payload } = result.alert({ alertCode, dueMs, command });
  const header = {
    cra: 'alert',
    messageCode,
    originatorCounter: counter,
    originator: command.recipient,
    recipient: command.originator,
  } as const;
  return {
    alertCode: result.isDone ? '8F66' : '8F67',
    message: writeMessage({ header, payload, signature: 'compute' }, keys),
    command,
    instructionNumber,
    totalCommandInstructions,
  };
}
