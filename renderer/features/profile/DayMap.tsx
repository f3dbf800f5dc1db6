import type { ProfileView } from '../../../shared/contract/shapes/profile.ts';

const steps = 6;
/** The half-hours of a day, by when they begin. */
const halfHours = Array.from({ length: 48 }, (_, half) => ({
  half,
  begins: `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`,
}));
const cell = 10;
const rowHeight = 12;

const local = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Day and place of a half-hour in Great Britain, by its beginning. */
function placeOf(time: string): { date: string; half: number } {
  const parts = Object.fromEntries(
    local.formatToParts(new Date(Date.parse(time) - 1_800_000)).map(({ type, value }) => [type, value]),
  );
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    half: Number(parts.hour) * 2 + (Number(parts.minute) >= 30 ? 1 : 0),
  };
}

/** A row a day, a square a half-hour: darker is more, hatched is missing; clock changes and totals beside it. */
export function DayMap({ profile }: { profile: ProfileView }) {
  const { values, analysis, unit } = profile;
  const byDay = new Map<string, (number | undefined)[]>();
  let most = 0;
  for (const { time, value } of values) {
    const { date, half } = placeOf(time);
    const day = byDay.get(date) ?? [];
    // On the day with 25 hours one square stands for the doubled hour: the sum of both.
    day[half] = (day[half] ?? 0) + value;
    byDay.set(date, day);
    most = Math.max(most, value);
  }
  const days = analysis.days;
  return (
    <svg
      className="day-map"
      viewBox={`0 0 760 ${days.length * rowHeight + 18}`}
      role="img"
      aria-label={`${days.length} days of half-hours; ${analysis.missing.length} missing`}
    >
      <defs>
        <pattern id="missing" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1.4" height="4" className="map-missing" />
        </pattern>
      </defs>
      {[0, 6, 12, 18].map((hour) => (
        <text key={hour} x={84 + hour * 2 * cell} y={10} className="map-text">
          {String(hour).padStart(2, '0')}:00
        </text>
      ))}
      {days.map((day, row) => {
        const y = row * rowHeight + 16;
        const halves = byDay.get(day.date) ?? [];
        return (
          <g key={day.date}>
            <text x={0} y={y + 9} className="map-text">
              {day.date}
            </text>
            {halfHours.map(({ half, begins }) => {
              const value = halves[half];
              const gone = value === undefined && day.present < day.expected;
              const level = value === undefined || most === 0 ? 0 : Math.ceil((value / most) * steps);
              return (
                <rect
                  key={begins}
                  x={84 + half * cell}
                  y={y}
                  width={cell - 1}
                  height={rowHeight - 2}
                  className={value === undefined && !gone ? 'map-none' : 'map-cell'}
                  {...(gone ? { fill: 'url(#missing)' } : { 'data-level': level })}
                />
              );
            })}
            <text x={576} y={y + 9} className="map-text">
              {day.total.toLocaleString('en-GB')} {unit}
            </text>
            <text x={660} y={y + 9} className="map-text">
              {day.clockChange === null
                ? day.present < day.expected
                  ? `${day.present} of ${day.expected}`
                  : ''
                : day.clockChange === 'forward'
                  ? 'clocks forward, 46'
                  : 'clocks back, 50'}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
