/** The meaning of a message, by its use case; undefined where the codec has no typed form of it. */
import type { MessageData } from './data.ts';
import type { DecryptedPayload } from './decryptedPayload.ts';
import type { GroupingHeader } from './header.ts';
import type { Payload } from './payload.ts';
import { interpreterOf } from './useCases/registry.ts';

export function interpret(
  header: GroupingHeader,
  payload: Payload | undefined,
  decrypted: readonly DecryptedPayload[],
): MessageData | undefined {
  if (payload === undefined || header.messageCode === undefined) return undefined;
  return interpreterOf(header.messageCode)?.({ header, payload, decrypted });
}
