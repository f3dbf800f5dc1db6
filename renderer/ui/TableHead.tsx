/**
 * The names over a table's columns.
 *
 * @param props.numbers those whose column holds numbers, at its right
 * @param props.acts a last column of buttons, named for a screen reader alone
 */
export function TableHead({
  columns,
  numbers = [],
  acts = false,
}: {
  columns: readonly string[];
  numbers?: readonly string[];
  acts?: boolean;
}) {
  return (
    <thead>
      <tr>
        {columns.map((name) => (
          <th key={name} scope="col" className={numbers.includes(name) ? 'number' : undefined}>
            {name}
          </th>
        ))}
        {acts ? (
          <th scope="col">
            <span className="visually-hidden">Acts</span>
          </th>
        ) : null}
      </tr>
    </thead>
  );
}
