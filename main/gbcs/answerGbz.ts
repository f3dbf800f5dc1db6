/** Builds a device's answer to a GBZ command, component by component (GBCS 7.4). */
import { WorkbenchError } from '../../shared/errors.ts';
import { type Device, readCommand, respond } from './respond.ts';
import type { WriteOutcomes, ZigbeeAttribute } from './zigbee/attributes.ts';
import { type GbzComponent, globalCommands, type ZigbeeCommand } from './zigbee/components.ts';
import type { ZigbeeRecord } from './zigbee/values.ts';

interface ReplyForm {
  /** True where the reply is sensitive, so that it is encrypted. */
  readonly isEncrypted?: boolean;
  readonly disableDefaultResponse?: boolean;
}

/** What a device says to one component. */
export type GbzReply = ReplyForm &
  (
    | {
        /** Default Response: how the command went; 0 is success. */
        readonly status: number;
        /** The command it names, where that is not the one that is answered: FF after one that failed (RTDS). */
        readonly answered?: number;
      }
    | { /** Read Attributes Response. */ readonly attributes: readonly ZigbeeAttribute[] }
    | { /** Write Attributes Response. */ readonly written: WriteOutcomes }
    | {
        /** A command of the same cluster, from the other side, with its fields by name. */
        readonly command: number;
        readonly fields: ZigbeeRecord;
      }
  );

/** Answers one component of a command; several replies follow one another under its sequence number. */
export type AnswerComponent = (asked: GbzComponent) => GbzReply | readonly GbzReply[];

function contentOf(reply: GbzReply, asked: GbzComponent): ZigbeeCommand {
  const side = { cluster: asked.cluster, fromServer: !asked.fromServer };
  if ('fields' in reply) return { ...side, isGlobal: false, command: reply.command, fields: reply.fields };
  const global = { ...side, isGlobal: true };
  if ('attributes' in reply) {
    return { ...global, command: globalCommands.readAttributesResponse, attributes: reply.attributes };
  }
  if ('written' in reply) return { ...global, command: globalCommands.writeAttributesResponse, ...reply.written };
  const defaultResponse = { command: reply.answered ?? asked.command, status: reply.status };
  return { ...global, command: globalCommands.defaultResponse, defaultResponse };
}

interface PlacedReply {
  readonly reply: GbzReply;
  readonly content: ZigbeeCommand;
  readonly sequenceNumber: number;
}

/** Encrypted components are counted from zero in their additional headers (Reference Test Data Set). */
function componentOf({ reply, content, sequenceNumber }: PlacedReply, frameCounter: number): GbzComponent {
  const { cluster, command, fromServer, isGlobal } = content;
  const header = {
    sequenceNumber,
    ...(reply.disableDefaultResponse === undefined ? {} : { disableDefaultResponse: reply.disableDefaultResponse }),
  };
  if (reply.isEncrypted !== true) return { ...content, ...header };
  const part = { content: { kind: 'gbz', command: content } as const };
  return {
    cluster,
    command,
    fromServer,
    isGlobal,
    ...header,
    encryption: { additionalHeaderControl: 0, frameCounter, part },
  };
}

function componentsOf(replies: readonly PlacedReply[]): readonly GbzComponent[] {
  let encrypted = 0;
  return replies.map((placed) => {
    const component = componentOf(placed, encrypted);
    if (component.encryption !== undefined) encrypted += 1;
    return component;
  });
}

/**
 * The response to a GBZ command.
 * @param command the whole message, from DD
 * Throws WorkbenchError 'invalid-document' where it is no GBZ command, 'invalid-argument' where a value does not fit its
 * field, 'credential-unavailable' where the device lacks a key.
 */
export function answerGbz(command: Uint8Array, answer: AnswerComponent, device: Device): Uint8Array {
  const asked = readCommand(command, device);
  const { payload } = asked;
  if (payload.kind !== 'gbz') throw new WorkbenchError('invalid-document', 'The command is not a GBZ one');
  const replies = payload.components.flatMap((component, place) =>
    [answer(component)].flat().map((reply: GbzReply) => ({
      reply,
      content: contentOf(reply, component),
      sequenceNumber: component.sequenceNumber ?? place,
    })),
  );
  const isEncrypted = replies.some(({ reply }) => reply.isEncrypted);
  return respond(asked, device, isEncrypted, () => ({ kind: 'gbz', components: componentsOf(replies) }));
}
