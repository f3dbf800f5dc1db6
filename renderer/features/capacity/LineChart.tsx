interface Line {
  name: string;
  values: readonly number[];
}

const width = 560;
const height = 128;
const left = 44;
const bottom = 18;

/** A round number at or above a value, for the top of the axis. */
function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return (([1, 2, 2.5, 5].find((step) => step * power >= value) ?? 10) as number) * power;
}

/** Values over the time of a run; lines differ by dash as well as by colour. `seconds` is how long the axis is. */
export function LineChart({
  title,
  unit,
  lines,
  seconds,
}: {
  title: string;
  unit: string;
  lines: readonly Line[];
  seconds: number;
}) {
  const top = roundUp(Math.max(0, ...lines.flatMap(({ values }) => values)));
  const x = (second: number): number => left + (second / Math.max(1, seconds - 1)) * (width - left - 8);
  const y = (value: number): number => 8 + (1 - value / top) * (height - bottom - 8);
  const now = lines.map(({ name, values }) => `${name} ${(values.at(-1) ?? 0).toFixed(1)}`).join(', ');
  return (
    <figure className="load-chart">
      <figcaption>
        <strong>{title}</strong> <span className="quiet">{unit}</span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}, ${unit}: now ${now}`}>
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <line className="grid" x1={left} x2={width - 8} y1={y(part * top)} y2={y(part * top)} />
            <text x={left - 6} y={y(part * top)} dy="0.32em" textAnchor="end">
              {(part * top).toLocaleString('en-GB', { maximumFractionDigits: 1 })}
            </text>
          </g>
        ))}
        <text x={left} y={height - 3}>
          0 s
        </text>
        <text x={width - 8} y={height - 3} textAnchor="end">
          {seconds.toFixed(0)} s
        </text>
        {lines.map(({ name, values }, index) => (
          <polyline
            key={name}
            data-line={index % 6}
            points={values.map((value, second) => `${x(second).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
          />
        ))}
      </svg>
      <ul className="line-legend">
        {lines.map(({ name, values }, index) => (
          <li key={name}>
            <svg width="24" height="8" aria-hidden>
              <polyline data-line={index % 6} points="0,4 24,4" />
            </svg>
            {name} <span className="quiet">{(values.at(-1) ?? 0).toFixed(1)}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
