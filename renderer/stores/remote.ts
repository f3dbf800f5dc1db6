import { create, type StoreApi, type UseBoundStore } from 'zustand';
import { WorkbenchError, type WorkbenchErrorCode } from '../../shared/errors.ts';

/** Something that is asked of the workbench: not there yet, there, or why it is not. */
export interface Remote<T> {
  value: T | null;
  error: string | null;
  /** The workbench's own code of it, where it has one. */
  errorCode: WorkbenchErrorCode | null;
  loading: boolean;
}

export interface RemoteStore<T, A extends unknown[]> {
  use: UseBoundStore<StoreApi<Remote<T>>>;
  /** Asks again; an answer that a later question has overtaken is dropped. What was there stays until then. */
  load(...args: A): Promise<void>;
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A store for the answer to one question. */
export function makeRemote<T, A extends unknown[]>(ask: (...args: A) => Promise<T>): RemoteStore<T, A> {
  const use = create<Remote<T>>(() => ({
    value: null,
    error: null,
    errorCode: null,
    loading: false,
  }));
  let latest = 0;
  return {
    use,
    async load(...args) {
      latest += 1;
      const mine = latest;
      use.setState({ loading: true });
      try {
        const value = await ask(...args);
        if (mine === latest) use.setState({ value, error: null, errorCode: null, loading: false });
      } catch (error) {
        const errorCode = error instanceof WorkbenchError ? error.code : null;
        if (mine === latest) use.setState({ error: messageOf(error), errorCode, loading: false });
      }
    },
  };
}
