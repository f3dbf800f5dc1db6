import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';

const halfHourSeconds = 1800;

/** The values on an unbroken time axis: a half-hour that is missing is a gap, not a line across it. */
function series(values: readonly { time: string; value: number }[]): [number[], (number | null)[]] {
  const times: number[] = [];
  const shown: (number | null)[] = [];
  let before: number | undefined;
  for (const { time, value } of values) {
    const at = Date.parse(time) / 1000;
    for (let gap = (before ?? at) + halfHourSeconds; gap < at; gap += halfHourSeconds) {
      times.push(gap);
      shown.push(null);
    }
    // A repetition has no place of its own on a time axis; the findings list it.
    if (before === undefined || at > before) {
      times.push(at);
      shown.push(value);
      before = at;
    }
  }
  return [times, shown];
}

const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const hourMinute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const daySeconds = 86_400;

/** A mark of the time axis: the date where marks are days apart or a day begins, else the time. Local time. */
function momentLabel(splits: readonly number[]): (at: number) => string {
  const step = (splits[1] ?? 0) - (splits[0] ?? 0);
  return (at) => {
    const moment = new Date(at * 1000);
    const beginsDay = moment.getHours() === 0 && moment.getMinutes() === 0;
    return step >= daySeconds || beginsDay ? dayMonth.format(moment) : hourMinute.format(moment);
  };
}

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Every half-hour at once; drag to look closer, double-click to see all again. */
export default function HalfHourChart({
  values,
  unit,
  missing,
}: {
  values: readonly { time: string; value: number }[];
  unit: string;
  missing: readonly string[];
}) {
  const holder = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme();
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    // The theme's colours are read anew when it changes.
    element.dataset.scheme = scheme;
    const [line, ink, grid] = [colour('--accent'), colour('--ink-quiet'), colour('--line')];
    const bars = uPlot.paths.bars?.({ size: [1, 24] });
    const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid } };
    const few = values.length <= 500;
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: 260,
        cursor: { drag: { x: true, y: false } },
        legend: { live: true },
        axes: [
          { ...axis, values: (_, splits) => splits.map(momentLabel(splits)) },
          { ...axis, size: 64, label: unit, labelSize: 20 },
        ],
        series: [
          { label: 'Half-hour ending', value: '{YYYY}-{MM}-{DD} {HH}:{mm}' },
          {
            label: unit,
            stroke: line,
            width: 1,
            ...(few ? { fill: `${line}66` } : {}),
            ...(few && bars ? { paths: bars } : {}),
            points: { show: false },
          },
        ],
      },
      series(values),
      element,
    );
    const resized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: 260 }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      chart.destroy();
    };
  }, [values, unit, scheme]);
  return (
    <div
      className="half-hours"
      ref={holder}
      role="img"
      aria-label={`${values.length} half-hours from ${values[0]?.time ?? ''} to ${values.at(-1)?.time ?? ''}, ${missing.length} missing`}
    />
  );
}
