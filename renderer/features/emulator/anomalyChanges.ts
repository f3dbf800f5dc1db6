import type { AnomalySettings, AttributeLimit, QuarantineOrder, Threshold } from '../../../shared/anomalies.ts';
import type { FormField } from '../../../shared/contract/shapes/form.ts';
import { makeRemote } from '../../stores/remote.ts';
import { workbench } from '../../stores/workbench.ts';
import { attempt, tellWithUndo } from './changes.tsx';
import { steer } from './store.ts';

/** The services that anomaly detection looks at: those of a Device, and none that the DSP carries out by itself. */
export const deviceServices = makeRemote(async () => {
  const entries = await workbench['catalogue.list']({});
  return entries.filter(({ commandVariants }) => commandVariants.some((variant) => variant !== nonDeviceVariant));
});
/** Command Variant 8: the DSP carries it out, and no Device hears of it (the catalogue has each service's variants). */
const nonDeviceVariant = 8;

/** The elements of a service that hold a number, by the XSD of the campaign's DUIS version. */
export const numericElements = makeRemote(async (serviceReferenceVariant: string) => {
  const { xml } = await workbench['request.build']({ serviceReferenceVariant });
  const { fields } = await workbench['request.form']({ xml });
  return { serviceReferenceVariant, names: [...new Set(fields.flatMap(numbersIn))].toSorted() };
});

const isNumber = /(integer|int|long|short|byte|decimal)$/i;
const numbersIn = ({ name, value, fields }: FormField): string[] => [
  ...(value !== undefined && isNumber.test(value.base) ? [name] : []),
  ...fields.flatMap(numbersIn),
];

/** Changes what is looked for, from what it is now: somebody else may have changed it since it was shown. */
async function change(edit: (settings: AnomalySettings) => AnomalySettings): Promise<void> {
  const settings = await workbench['emulator.anomalyDetection']({});
  await workbench['emulator.setAnomalyDetection'](edit(settings));
}

/** Without the first that is the same, for settings have no names. */
function without<T>(list: readonly T[], one: T): T[] {
  const place = list.findIndex((other) => JSON.stringify(other) === JSON.stringify(one));
  return place === -1 ? [...list] : list.toSpliced(place, 1);
}

const withThreshold = (threshold: Threshold, place?: number) => (settings: AnomalySettings) => ({
  ...settings,
  thresholds: settings.thresholds.toSpliced(place ?? settings.thresholds.length, 0, threshold),
});
const withLimit = (limit: AttributeLimit, place?: number) => (settings: AnomalySettings) => ({
  ...settings,
  attributeLimits: settings.attributeLimits.toSpliced(place ?? settings.attributeLimits.length, 0, limit),
});

export const addThreshold = (threshold: Threshold): Promise<string | null> =>
  attempt(() => change(withThreshold(threshold)));

export const addLimit = (limit: AttributeLimit): Promise<string | null> => attempt(() => change(withLimit(limit)));

/** @param place where it stands in the list, and comes back to */
export async function removeThreshold(threshold: Threshold, place: number): Promise<void> {
  const isGone = await steer('Taking the threshold away', () =>
    change((settings) => ({ ...settings, thresholds: without(settings.thresholds, threshold) })),
  );
  if (isGone)
    tellWithUndo('The threshold is gone.', () =>
      steer('Bringing the threshold back', () => change(withThreshold(threshold, place))),
    );
}

/** @param place where it stands in the list, and comes back to */
export async function removeLimit(limit: AttributeLimit, place: number): Promise<void> {
  const isGone = await steer('Taking the limit away', () =>
    change((settings) => ({ ...settings, attributeLimits: without(settings.attributeLimits, limit) })),
  );
  if (isGone)
    tellWithUndo('The limit is gone.', () => steer('Bringing the limit back', () => change(withLimit(limit, place))));
}

/** Sends a quarantined request on its way, or throws it away. */
export const decide = (order: QuarantineOrder): Promise<boolean> =>
  steer(order.action === 'release' ? 'Releasing the request' : 'Discarding the request', () =>
    workbench['emulator.decideQuarantine'](order),
  );
