import type { MessageData } from '../data.ts';
import type { DecryptedPayload } from '../decryptedPayload.ts';
import { accessResultName, actionResultName } from '../dlms/accessResults.ts';
import type { AccessResponse } from '../dlms/accessService.ts';
import { plainValue } from '../dlms/taggedValue.ts';
import { asList, type CosemValue } from '../dlms/values.ts';
import type { GroupingHeader } from '../header.ts';
import type { GbcsKeys } from '../keys.ts';
import type { Payload } from '../payload.ts';

/** What an interpreter sees: a message that has been read in full. */
export interface Interpretation {
  readonly header: GroupingHeader;
  readonly payload: Payload;
  readonly decrypted: readonly DecryptedPayload[];
  /** What is known of the parties' keys. */
  readonly keys?: GbcsKeys;
}

export type Interpreter = (message: Interpretation) => MessageData | undefined;

/** The first failure of an access response as data, or undefined where all succeeded. */
export function failureOf(response: AccessResponse): MessageData | undefined {
  const failed = response.results.find(({ result }) => result !== 0);
  if (failed === undefined) return undefined;
  const name = failed.action === 'action' ? actionResultName(failed.result) : accessResultName(failed.result);
  return { kind: 'failure', result: failed.result, resultName: name };
}

/** A value of an access response by its place, without its types. */
export function answeredValue({ data }: AccessResponse, index: number): CosemValue | undefined {
  const value = data[index];
  return value === undefined ? undefined : plainValue(value);
}

/** The attributes of the first decrypted block, in the order they were asked for. */
export function decryptedAttributes(message: Interpretation): readonly CosemValue[] | undefined {
  for (const block of message.decrypted) if (block.kind === 'attributes') return asList(plainValue(block.value));
  return undefined;
}
