import { escapeMarkup } from '../../pack/report/escape.ts';

/** One line of a chart: a value for each second, or what else runs along the axis. */
export interface ChartLine {
  name: string;
  values: readonly number[];
}

const width = 720;
const height = 180;
const margin = { left: 56, right: 12, top: 10, bottom: 24 };
/** Told apart by colour and by dash, so that colour is not needed. */
const styles = [
  'stroke:var(--accent)',
  'stroke:var(--fail);stroke-dasharray:6 3',
  'stroke:var(--warning);stroke-dasharray:2 2',
  'stroke:var(--review);stroke-dasharray:8 3 2 3',
  'stroke:var(--pass);stroke-dasharray:4 4',
  'stroke:var(--quiet)',
];

/** A round number at or above a value, for the top of an axis. */
function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= value) ?? 10;
  return step * power;
}

const number = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 2 });

/**
 * A line chart as inline SVG: no script, prints, follows the page's colours.
 *
 * @param axis.labels what stands below the axis, spread evenly
 */
export function lineChart(
  title: string,
  lines: readonly ChartLine[],
  axis: { unit: string; labels: readonly string[] },
): string {
  const top = roundUp(Math.max(0, ...lines.flatMap(({ values }) => values)));
  const count = Math.max(2, ...lines.map(({ values }) => values.length));
  const x = (index: number): number => margin.left + (index / (count - 1)) * (width - margin.left - margin.right);
  const y = (value: number): number => height - margin.bottom - (value / top) * (height - margin.top - margin.bottom);
  const point = (value: number, index: number): string => `${x(index).toFixed(1)},${y(value).toFixed(1)}`;
  const grid = [0, 0.5, 1].map((part) => {
    const at = y(part * top).toFixed(1);
    return `<line x1="${margin.left}" x2="${width - margin.right}" y1="${at}" y2="${at}" style="stroke:var(--line)"/><text x="${margin.left - 6}" y="${at}" dy=".32em" text-anchor="end">${number(part * top)}</text>`;
  });
  const labels = axis.labels.map((label, index) => {
    const at = margin.left + (index / Math.max(1, axis.labels.length - 1)) * (width - margin.left - margin.right);
    const anchor = index === 0 ? 'start' : index === axis.labels.length - 1 ? 'end' : 'middle';
    return `<text x="${at.toFixed(1)}" y="${height - 6}" text-anchor="${anchor}">${escapeMarkup(label)}</text>`;
  });
  const drawn = lines.map(
    ({ values }, index) =>
      `<polyline points="${values.map(point).join(' ')}" style="${styles[index % styles.length]};fill:none;stroke-width:1.6"/>`,
  );
  const legend = lines.map(
    ({ name }, index) =>
      `<span><svg width="28" height="8" aria-hidden="true"><line x1="0" x2="28" y1="4" y2="4" style="${styles[index % styles.length]};stroke-width:2"/></svg> ${escapeMarkup(name)}</span>`,
  );
  const most = lines.map(({ name, values }) => `${name} at most ${number(Math.max(0, ...values))}`).join('; ');
  return `<figure><figcaption>${escapeMarkup(title)} <span class="quiet">(${escapeMarkup(axis.unit)})</span></figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeMarkup(`${title}: ${most}`)}">${grid.join('')}${labels.join('')}${drawn.join('')}</svg>
<div class="legend">${legend.join('')}</div></figure>`;
}
