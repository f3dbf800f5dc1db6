/** A field that is not the same in two messages; null where it is not there. */
export interface FieldDifference {
  path: string;
  before: string | null;
  after: string | null;
}

/** What differs between two messages, in the order of the first, then what only the second has. */
export function compareFields(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): FieldDifference[] {
  const paths = [...before.keys(), ...[...after.keys()].filter((path) => !before.has(path))];
  return paths.flatMap((path) => {
    const [one, other] = [before.get(path) ?? null, after.get(path) ?? null];
    return one === other ? [] : [{ path, before: one, after: other }];
  });
}
