/** Services whose MMC body holds nothing but success or failure. */
import type { JsonValue } from '../../gbcs/data.ts';
import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import { type BodyPart, describe } from '../part.ts';
import { describeReading, readingsOf } from './cosemAttributes.ts';

// A top up that was not accepted (ZigBee Smart Energy, Consumer Top Up Response: result type 0 is accepted).
const topUpRefused = (name: string, value: JsonValue): boolean => name === 'resultType' && value !== 0;

export function statusPart(message: DecodedMessage): BodyPart {
  const uncovered = (readingsOf(message) ?? []).map(describeReading);
  let success = true;
  if (message.data?.kind === 'zigbee') {
    for (const { command, fields, attributes } of message.data.commands) {
      for (const [name, value] of Object.entries({ ...attributes, ...fields })) {
        uncovered.push(describe(`${command} ${name}`, value));
        if (topUpRefused(name, value)) success = false;
      }
    }
  }
  return { tree: {}, uncovered, success };
}
