import { z } from 'zod';
import { Empty } from './States.tsx';

const Profile = z.looseObject({
  entries: z.array(z.record(z.string(), z.unknown())),
});

/** The meaning of a message: a profile as bars and rows, anything else as it is. */
export function PayloadView({ data }: { data: unknown }) {
  const profile = Profile.safeParse(data);
  if (!profile.success) {
    if (data === undefined || data === null)
      return <Empty title="No data">The message carries no data that the User can read.</Empty>;
    return <pre style={{ padding: 14, margin: 0, whiteSpace: 'pre-wrap' }}>{JSON.stringify(data, null, 2)}</pre>;
  }
  const { entries } = profile.data;
  const columns = Object.keys(entries[0] ?? {}).filter((name) => typeof entries[0]?.[name] === 'number');
  const shown = entries.slice(0, 2000);
  return (
    <div>
      <Bars entries={entries} column={columns[0]} />
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">Time (UTC)</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((entry) => (
            <tr key={String(entry.time)}>
              <td className="code">{String(entry.time).replace('T', ' ').replace('Z', '')}</td>
              {columns.map((name) => (
                <td key={name}>{String(entry[name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {entries.length > shown.length ? <p className="quiet">{entries.length - shown.length} more rows</p> : null}
    </div>
  );
}

function Bars({ entries, column }: { entries: Record<string, unknown>[]; column: string | undefined }) {
  if (column === undefined || entries.length === 0) return null;
  const values = entries.map((entry) => Number(entry[column]));
  const highest = Math.max(...values, 1);
  const width = 1000 / values.length;
  return (
    <svg
      className="profile-bars"
      viewBox="0 0 1000 120"
      preserveAspectRatio="none"
      role="img"
      aria-label={`${column}: ${values.length} values, the highest ${highest}`}
    >
      {values.map((value, index) => (
        <rect
          key={String(entries[index]?.time)}
          x={index * width}
          y={120 - (value / highest) * 120}
          width={Math.max(width - (width > 4 ? 1 : 0), 0.5)}
          height={(value / highest) * 120}
        >
          <title>{`${String(entries[index]?.time)}: ${value}`}</title>
        </rect>
      ))}
    </svg>
  );
}
