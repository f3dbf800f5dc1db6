import type { Source } from '../gbcs/encoded.ts';

/** A field that the Service Request alone does not determine, and why. */
export interface UndeterminedField {
  /** As the decoded message names it, without the payload's path before it. */
  readonly field: string;
  readonly reason: string;
  /** The DCC makes the value up, so that any other is as right; false where the context knows the only right one. */
  readonly isMadeByDcc: boolean;
}

/** A command or Pre-Command built from a Service Request. */
export interface Transformed {
  readonly ok: true;
  readonly kind: 'command' | 'preCommand';
  /** The use case as the table of message codes names it. */
  readonly useCase: string;
  /** Four upper-case hexadecimal digits. */
  readonly messageCode: string;
  /**
   * A Pre-Command from DF to the end of its payload, to be signed; a command from DD with its MAC, or from DF to the
   * end of its signature where the keys for a MAC are not at hand.
   */
  readonly bytes: Uint8Array;
  /** From DF to the end of the payload: what signatures cover, but for the tag. */
  readonly signed: Uint8Array;
  readonly hasMac: boolean;
  /** True where a party of the DCC has signed the command, or would have to if its key were at hand. */
  readonly isSignedByDcc: boolean;
  readonly undetermined: readonly UndeterminedField[];
  /** Which stretches of `signed` stand for which paths of the request's body. */
  readonly sources: readonly Source[];
}

export type TransformErrorCode =
  | 'not-a-device-service'
  | 'already-transformed'
  | 'unknown-service'
  | 'unknown-device'
  | 'wrong-device-type'
  | 'missing-value'
  | 'invalid-value'
  | 'missing-context';

/** Why a Service Request has no command: data, never thrown. */
export interface TransformFailure {
  readonly ok: false;
  readonly code: TransformErrorCode;
  readonly message: string;
  /** The place in the request's body, where there is one. */
  readonly path?: string;
}

export type TransformResult = Transformed | TransformFailure;

/** Stops a transform; turned into a TransformFailure at its edge. */
export class TransformFault extends Error {
  readonly code: TransformErrorCode;
  readonly path: string | undefined;

  constructor(code: TransformErrorCode, message: string, path?: string) {
    super(message);
    this.code = code;
    this.path = path;
  }
}
