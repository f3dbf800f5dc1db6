import type { PhaseProfile } from '../readProfile.ts';

/** One stream of the script: the rates of k6's `ramping-arrival-rate`, in requests a minute. */
interface K6Stream {
  id: string;
  title: string;
  startRate: number;
  stages: { target: number; duration: string }[];
  /** Virtual users to begin with: k6 needs one for every request in flight. */
  mostInFlight: number;
}

export interface K6Plan {
  profile: string;
  phase: string;
  scale: number;
  daySeconds: number;
  streams: K6Stream[];
}

/** Seconds that an acknowledgement is allowed to take before k6 must find another virtual user. */
const acknowledgedWithin = 2;
const hours = 24;

/** The User's streams of a profile as k6 runs them: each hour of the compressed day at its own steady rate. */
export function makeK6Plan({ profile, phase, scale, streams }: PhaseProfile): K6Plan {
  const hourSeconds = profile.day.seconds / hours;
  return {
    profile: profile.id,
    phase,
    scale,
    daySeconds: profile.day.seconds,
    streams: streams
      .filter(({ stream, rate }) => stream.kind === 'request' && rate.planned > 0)
      .map(({ stream, rate, curve }): K6Stream => {
        const perMinute = curve.map((share) => Math.round((rate.planned * share * 60) / hourSeconds));
        return {
          id: stream.id,
          title: stream.title,
          startRate: perMinute[0] ?? 0,
          stages: perMinute.flatMap((target) => [
            { target, duration: '0s' },
            { target, duration: `${Math.round(hourSeconds * 1000)}ms` },
          ]),
          mostInFlight: Math.max(2, Math.ceil(rate.peakPerSecond * acknowledgedWithin)),
        };
      }),
  };
}
