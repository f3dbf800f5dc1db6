import { WorkbenchError, type WorkbenchErrorCode } from '../errors.ts';
import { contract, type OperationName, Reply, type Workbench } from './contract.ts';

/** Carries a call to wherever the workbench is, and brings back its Reply, not yet checked. */
export type Call = (name: string, input: unknown) => Promise<unknown>;

/**
 * Turns any transport into the typed workbench. A refusal arrives as WorkbenchError; an answer that the contract does
 * not know is one too (`internal`).
 */
export function connect(call: Call): Workbench {
  const invoke = async (name: OperationName, input: unknown): Promise<unknown> => {
    const reply = Reply.safeParse(await call(name, input));
    if (!reply.success)
      throw new WorkbenchError('internal', `The answer to ${name} is not one that this contract knows`);
    if (!reply.data.ok) {
      const { code, message, detail } = reply.data.error;
      throw new WorkbenchError(code as WorkbenchErrorCode, message, { detail });
    }
    const value = contract[name].output.safeParse(reply.data.value);
    if (!value.success) throw new WorkbenchError('internal', `The answer to ${name} does not have its agreed shape`);
    return value.data;
  };
  const names = Object.keys(contract) as OperationName[];
  return Object.fromEntries(
    names.map((name) => [name, (input: unknown) => invoke(name, input)]),
  ) as unknown as Workbench;
}
