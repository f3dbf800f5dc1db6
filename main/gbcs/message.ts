/** A GBCS message in parts: what reading takes apart and writing puts together again, octet for octet. */
import type { Payload } from './payload.ts';
import type { CompleteHeader } from './useCases/codec.ts';

export interface Message {
  readonly header: CompleteHeader;
  readonly payload: Payload;
  /**
   * The originator's digital signature: its 64 octets carried over, or `compute` to sign anew, or `none` for the length 00.
   * Absent in a Pre-Command that ends with its payload.
   */
  readonly signature?: Uint8Array | 'compute' | 'none';
  /** The MAC: its twelve octets carried over, or `compute`. Absent where the message has no MAC header. */
  readonly mac?: Uint8Array | 'compute';
}
