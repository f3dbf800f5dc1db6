import { makeRemote } from './remote.ts';
import { workbench } from './workbench.ts';

/** The checks that there are, and what each rests on. */
const checks = makeRemote(() => workbench['check.list']({}));

/** What a check rests on; undefined for what no check found, and until it is known. */
export function useCitation(check: string) {
  return checks.use((remote) => remote.value?.find(({ id }) => id === check));
}

/** Asks for them once. */
export function loadChecks(): void {
  const { value, loading } = checks.use.getState();
  if (value === null && !loading) void checks.load();
}
