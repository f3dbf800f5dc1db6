import type { CommandParameters, MessageData } from '../data.ts';
import type { GroupingHeader } from '../header.ts';
import type { GbcsKeys } from '../keys.ts';
import type { Interpreter } from './interpreter.ts';

/** The grouping header of a message that is being built: everything but the optional parts is there. */
export type CompleteHeader = GroupingHeader &
  Required<Pick<GroupingHeader, 'cra' | 'originatorCounter' | 'originator' | 'recipient' | 'messageCode'>>;

/** A use case that can be built as well as read. Encoders throw WorkbenchError 'invalid-argument' on data of another kind. */
export interface UseCaseCodec {
  readonly messageCode: number;
  readonly interpret: Interpreter;
  encodeCommand(header: CompleteHeader, parameters: CommandParameters): Uint8Array;
  /** The payload of a successful response; `keys` encrypt what is sensitive. */
  encodeResponse(header: CompleteHeader, data: MessageData, keys: GbcsKeys): Uint8Array;
  /** The payload of a response that failed with a Data-Access-Result or Action-Result. */
  encodeFailure(header: CompleteHeader, result: number): Uint8Array;
  /** Whether the answer is encrypted, so that a response to an Unknown Remote Party carries a counter for it. */
  readonly isProtected: boolean;
  /** Whether a response carries the time of the reading in its grouping header. */
  readonly hasDateTime: boolean;
}
