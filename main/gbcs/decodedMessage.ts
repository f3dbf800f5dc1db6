import type { MessageData } from './data.ts';

/** What is known of a MAC or a signature: `unknown` where the keys to check it are not at hand. */
export type Verdict = 'valid' | 'invalid' | 'unknown' | 'absent';

export type CommandResponseAlert = 'command' | 'response' | 'alert';

/** One stretch of octets. Fields are in order, without gap or overlap: their hex, joined, is the message. */
export interface DecodedField {
  /** Dotted and readable, e.g. `Grouping Header.Originator Counter`. */
  readonly path: string;
  /** Upper-case hexadecimal without separators. */
  readonly hex: string;
  /** What the octets mean, for people. */
  readonly value?: string;
}

/** One block of encrypted data as plaintext, with its own fields, as lossless as the message's. */
export interface DecryptedBlock {
  readonly hex: string;
  readonly fields: readonly DecodedField[];
}

/** A GBCS message as read. Counters are decimal strings, EUI-64s upper case with hyphens, times ISO 8601 UTC. */
export interface DecodedMessage {
  /** Four upper-case hexadecimal digits. */
  messageCode: string;
  /** The use case of the message code, e.g. `ECS22b`; the code itself where it is not in the table. */
  useCase: string;
  useCaseName?: string;
  cra: CommandResponseAlert;
  originatorCounter: string;
  originator: string;
  recipient: string;
  supplementaryRemotePartyId?: string;
  supplementaryRemotePartyCounter?: string;
  supplementaryOriginatorCounter?: string;
  dateTime?: string;
  mac: Verdict;
  signature: Verdict;
  fields: DecodedField[];
  decrypted: DecryptedBlock[];
  data?: MessageData;
}

/** A message whose reading stopped: text not reached is empty, and `cra` is `unknown` where it was not reached. */
export type PartlyDecodedMessage = Omit<DecodedMessage, 'cra'> & { cra: CommandResponseAlert | 'unknown' };

/**
 * Where reading stopped. The fields of the message cover exactly the octets before `offset`; where the fault is inside
 * encrypted data they cover the whole message, and those of the decrypted block show how far it could be read.
 */
export interface DecodeError {
  readonly offset: number;
  readonly expected: string;
  readonly found?: string;
  readonly message: string;
}

export type DecodeResult =
  | { readonly ok: true; readonly message: DecodedMessage }
  | { readonly ok: false; readonly error: DecodeError; readonly message: PartlyDecodedMessage };
