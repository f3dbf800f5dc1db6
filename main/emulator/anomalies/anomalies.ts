import type { AnomalySettings, Breach, Threshold } from '../../../shared/anomalies.ts';
import { type JsonTree, listOf } from '../../duis/jsonTree.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { DeviceWork } from '../dsp/askDevice.ts';

/** A quarantined request, and what is to be done with it once it is released. */
interface Quarantined {
  reference: number;
  breach: Breach;
  /** Since when, milliseconds since 1970. */
  atMs: number;
  device: EmulatedDevice;
  request: ServiceRequest;
  work: DeviceWork;
}

/** Anomaly detection at the DSP: what was seen, and what it keeps back. */
export interface Anomalies {
  settings(): AnomalySettings;
  setSettings(settings: AnomalySettings): void;
  /** Counts a request, and says what it breaches. */
  inspect(request: ServiceRequest, nowMs: number): Breach | undefined;
  keep(held: Omit<Quarantined, 'reference'>): Quarantined;
  list(): Quarantined[];
  /** Takes a request out of quarantine, to be sent on or thrown away. */
  take(reference: number): Quarantined | undefined;
}

const hourMs = 3_600_000;

/** Every text under elements of a name, wherever they stand. */
function textsNamed(tree: JsonTree, name: string): string[] {
  if (typeof tree === 'string') return [];
  return Object.keys(tree).flatMap((key) =>
    listOf(tree, key).flatMap((value) =>
      key === name && typeof value === 'string' ? [value] : textsNamed(value, name),
    ),
  );
}

export function makeAnomalies(initial: AnomalySettings): Anomalies {
  let settings = initial;
  let lastReference = 0;
  const quarantine = new Map<number, Quarantined>();
  /** When requests came, milliseconds since 1970, by threshold and User. */
  const seen = new Map<string, number[]>();

  const isFor = (threshold: Threshold, { requestId, serviceReferenceVariant }: ServiceRequest): boolean =>
    threshold.serviceReferenceVariant === serviceReferenceVariant &&
    (threshold.originator ?? requestId.businessOriginatorId) === requestId.businessOriginatorId;
  const isOver = (threshold: Threshold, place: number, request: ServiceRequest, nowMs: number): boolean => {
    const key = `${place}:${request.requestId.businessOriginatorId}`;
    const times = seen.get(key) ?? [];
    seen.set(key, times);
    times.push(nowMs);
    // The first of one more than are allowed says whether they came too close together.
    if (times.length > threshold.count + 1) times.shift();
    return times.length > threshold.count && (times[0] ?? 0) > nowMs - threshold.withinHours * hourMs;
  };
  return {
    settings: () => settings,
    setSettings(next) {
      settings = next;
      seen.clear();
    },
    inspect(request, nowMs) {
      // Each threshold counts every request, whichever of them is breached first.
      const over = settings.thresholds.filter(
        (threshold, place) => isFor(threshold, request) && isOver(threshold, place, request, nowMs),
      );
      const isBeyond = settings.attributeLimits.some(
        ({ serviceReferenceVariant, element, atMost }) =>
          serviceReferenceVariant === request.serviceReferenceVariant &&
          textsNamed(request.body, element).some((text) => Number(text) > atMost),
      );
      if (over.some(({ setBy }) => setBy === 'user')) return 'ADUserThresholdBreach';
      if (over.length > 0) return 'ADDCCThresholdBreach';
      return isBeyond ? 'ADAttributeLimitsBreach' : undefined;
    },
    keep(held) {
      lastReference += 1;
      const quarantined = { ...held, reference: lastReference };
      quarantine.set(lastReference, quarantined);
      return quarantined;
    },
    list: () => [...quarantine.values()],
    take(reference) {
      const found = quarantine.get(reference);
      quarantine.delete(reference);
      return found;
    },
  };
}
