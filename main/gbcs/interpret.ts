/** The meaning of a message, by its use case; undefined where the codec has no typed form of it. */
import type { MessageData } from './data.ts';
import type { DecryptedPayload } from './decryptedPayload.ts';
import type { GroupingHeader } from './header.ts';
import type { GbcsKeys } from './keys.ts';
import type { Payload } from './payload.ts';
import { interpretMessage } from './useCases/registry.ts';

export function interpret(
  header: GroupingHeader,
  payload: Payload | undefined,
  decrypted: readonly DecryptedPayload[],
  encryptedCount: number,
  keys: GbcsKeys | undefined,
): MessageData | undefined {
  if (payload === undefined || header.messageCode === undefined) return undefined;
  // What stays encrypted has no meaning to show; an alert still has its code and time.
  if (decrypted.length < encryptedCount && header.cra !== 'alert') return undefined;
  return interpretMessage(header.messageCode, { header, payload, decrypted, ...(keys === undefined ? {} : { keys }) });
}
