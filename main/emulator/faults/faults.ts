import { seededRandom } from '../../../shared/seededRandom.ts';
import { type DeliveryFault, type FaultRule, isDeliveryFault, type SynchronousFault } from './faultRule.ts';

/** A message as rules see it. */
export interface FaultSubject {
  serviceReferenceVariant: string;
  originator: string;
  target: string;
  /** Undefined where the target is no device. */
  region: string | undefined;
  requestId: string;
}

/** The rules in force. Drawing a fault counts towards its `times`. */
export interface Faults {
  add(rule: FaultRule): void;
  list(): readonly FaultRule[];
  /** Takes one of the list away, by its place. @returns whether there was one */
  remove(place: number): boolean;
  clear(): void;
  drawForAnswer(subject: FaultSubject): SynchronousFault[];
  drawForDelivery(subject: FaultSubject): DeliveryFault[];
}

const isMet = ({ when }: FaultRule, subject: FaultSubject): boolean =>
  Object.entries(when).every(
    ([name, wanted]) => wanted === undefined || subject[name as keyof FaultSubject] === wanted,
  );

export function makeFaults(seed: number, rules: readonly FaultRule[]): Faults {
  const random = seededRandom(seed);
  let inForce = rules.map((rule) => ({ rule, left: rule.times ?? Number.POSITIVE_INFINITY }));
  const draw = (subject: FaultSubject, wanted: (fault: FaultRule['fault']) => boolean): FaultRule['fault'][] => {
    const drawn: FaultRule['fault'][] = [];
    for (const entry of inForce) {
      const { rule } = entry;
      if (entry.left === 0 || !wanted(rule.fault) || !isMet(rule, subject)) continue;
      if (rule.probability < 1 && random() >= rule.probability) continue;
      entry.left -= 1;
      drawn.push(rule.fault);
    }
    inForce = inForce.filter((entry) => entry.left > 0);
    return drawn;
  };
  return {
    add: (rule) => {
      inForce.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
    },
    list: () => inForce.map((entry) => entry.rule),
    remove: (place) => {
      const before = inForce.length;
      inForce = inForce.filter((_, at) => at !== place);
      return inForce.length < before;
    },
    clear: () => {
      inForce = [];
    },
    drawForAnswer: (subject) =>
      draw(subject, (fault) => !isDeliveryFault(fault)).filter((fault) => !isDeliveryFault(fault)),
    drawForDelivery: (subject) => draw(subject, isDeliveryFault).filter(isDeliveryFault),
  };
}
