import type { DecodedMessage, PartlyDecodedMessage } from '../gbcs/decodedMessage.ts';

/** A decoded message as the contract has it. */
export const decodedView = (message: DecodedMessage | PartlyDecodedMessage) => ({
  ...message,
  fields: [...message.fields],
  decrypted: message.decrypted.map((block) => ({ hex: block.hex, fields: [...block.fields] })),
});
