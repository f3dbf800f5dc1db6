import { contract, type Handlers, type OperationName, type Reply } from '../../shared/contract/contract.ts';
import { WorkbenchError } from '../../shared/errors.ts';

const isOperation = (name: string): name is OperationName => Object.hasOwn(contract, name);

function refusal(code: string, message: string, detail: Record<string, unknown> = {}): Reply {
  return { ok: false, error: { code, message, detail } };
}

/**
 * The one place where untrusted input enters. An unknown name, bad input, bad output and anything thrown all become a
 * Reply; it never throws.
 *
 * @param report told of errors that nobody foresaw, in full; the caller only learns that there was one
 */
export async function dispatch(
  handlers: Handlers,
  name: string,
  input: unknown,
  report: (error: unknown) => void = () => {},
): Promise<Reply> {
  if (!isOperation(name)) return refusal('unknown-operation', `There is no operation ${JSON.stringify(name)}`);
  const operation = contract[name];
  const parsed = operation.input.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') || 'input';
    return refusal('invalid-argument', `${name}: ${where}: ${issue?.message ?? 'not as agreed'}`);
  }
  try {
    const handler = handlers[name] as (value: unknown) => unknown;
    const output = operation.output.safeParse(await handler(parsed.data));
    if (output.success) return { ok: true, value: output.data };
    report(new Error(`${name} answered out of contract: ${output.error.message}`));
    return refusal('internal', `${name} failed inside the workbench; the log has the details`);
  } catch (error) {
    if (error instanceof WorkbenchError) return refusal(error.code, error.message, { ...error.detail });
    report(error);
    return refusal('internal', `${name} failed inside the workbench; the log has the details`);
  }
}
