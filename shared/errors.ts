/** The closed list of reasons why the workbench could not carry a request out (exit code 2 on the command line). */
export type WorkbenchErrorCode =
  | 'invalid-argument'
  | 'unknown-operation'
  | 'not-found'
  | 'unreadable-file'
  | 'unwritable-file'
  | 'invalid-document'
  | 'invalid-xml'
  | 'schema-unavailable'
  | 'credential-unavailable'
  | 'wrong-password'
  | 'port-in-use'
  | 'target-unreachable'
  | 'target-refused'
  | 'workspace-newer'
  | 'workspace-damaged'
  | 'workspace-busy'
  | 'disk-full'
  | 'incomplete'
  | 'conflict'
  | 'cancelled'
  | 'internal';

/**
 * We could not carry the request out. The message names what is wrong, where, and the next step, in one line;
 * `detail` is JSON for programs; `cause` keeps the original error.
 */
export class WorkbenchError extends Error {
  readonly code: WorkbenchErrorCode;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(
    code: WorkbenchErrorCode,
    message: string,
    options: { detail?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'WorkbenchError';
    this.code = code;
    this.detail = options.detail ?? {};
  }
}
