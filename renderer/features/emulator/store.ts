import { create } from 'zustand';
import { makeRemote, messageOf } from '../../stores/remote.ts';
import { tellFailure } from '../../stores/runs.ts';
import { workbench } from '../../stores/workbench.ts';
import { faultKinds } from './faultKinds.ts';

export const emulator = makeRemote(() => workbench['emulator.get']({}));
export const street = makeRemote(() => workbench['emulator.street']({}));
export const device = makeRemote((deviceId: string) => workbench['emulator.device']({ deviceId }));
/** SMETS1 homes that wait for their migration, or have begun it. */
export const migrations = makeRemote(() => workbench['emulator.migrations']({}));
export const anomalyDetection = makeRemote(() => workbench['emulator.anomalyDetection']({}));
export const quarantine = makeRemote(() => workbench['emulator.quarantine']({}));
export const traffic = makeRemote(() => workbench['message.list']({ limit: 60 }));

/** The picture, without what only one device shows. */
export async function loadStreet(): Promise<void> {
  await Promise.all([emulator, street, migrations, anomalyDetection, quarantine, traffic].map((one) => one.load()));
}

/** What the emulator is being told, for whoever waits. */
export const useSteering = create<{ busy: string | null; problem: string | null }>(() => ({
  busy: null,
  problem: null,
}));

/** A fault card, and what it is put on. */
interface FaultCard {
  kind: string;
  number: number;
  text: string;
  times: number | '';
  /** Conditions of a fault file; '' is met by every message. */
  service: string;
  region: string;
  deviceId: string;
}

function cardOf(kind: string): Pick<FaultCard, 'kind' | 'number' | 'text'> {
  const known = faultKinds.find(({ value }) => value === kind);
  return { kind, number: known?.number?.first ?? 1, text: known?.text?.first ?? '' };
}

export const useFaultCard = create<FaultCard>(() => ({
  ...cardOf('respond'),
  times: 1,
  service: '',
  region: '',
  deviceId: '',
}));

export const takeCard = (kind: string): void => useFaultCard.setState(cardOf(kind));

/** Puts the card in force where it now lies. */
export async function putCard(): Promise<void> {
  const { kind, number, text, times, service, region, deviceId } = useFaultCard.getState();
  const known = faultKinds.find(({ value }) => value === kind);
  const fault = {
    kind,
    ...(known?.number ? { [known.number.name]: number } : {}),
    ...(known?.text ? { [known.text.name]: text } : {}),
  };
  const when = {
    ...(service === '' ? {} : { serviceReferenceVariant: service }),
    ...(region === '' ? {} : { region }),
    ...(deviceId === '' ? {} : { target: deviceId }),
  };
  useSteering.setState({ problem: null });
  try {
    await workbench['emulator.addFault']({ rule: { when, fault, ...(times === '' ? {} : { times }) } });
    await emulator.load();
  } catch (error) {
    useSteering.setState({ problem: messageOf(error) });
  }
}

/** Drops a card on a region or a device: it is in force at once. */
export async function dropCard(kind: string, place: { region?: string; deviceId?: string }): Promise<void> {
  if (useFaultCard.getState().kind !== kind) takeCard(kind);
  useFaultCard.setState({ service: '', region: place.region ?? '', deviceId: place.deviceId ?? '' });
  await putCard();
  useFaultCard.setState({ region: '', deviceId: '' });
}

export async function setSpeed(speed: number): Promise<void> {
  await steer(speed === 0 ? 'Pausing the clock' : 'Setting the pace', () => workbench['emulator.clock']({ speed }));
}

export async function advanceTo(at: string): Promise<void> {
  await steer('Working through what falls due', () => workbench['emulator.clock']({ advanceTo: at }));
}

export const removeFault = (place: number): Promise<boolean> =>
  steer('Taking the fault away', () => workbench['emulator.removeFault']({ place }));

export const clearFaults = (): Promise<boolean> =>
  steer('Taking the faults away', () => workbench['emulator.clearFaults']({}));

/** Puts fault rules in force again that were taken away. */
export const bringBack = (rules: readonly Record<string, unknown>[]): Promise<boolean> =>
  steer('Bringing the faults back', async () => {
    for (const rule of rules) await workbench['emulator.addFault']({ rule });
  });

/** Tells the emulator to do something, and shows what comes of it; says why where it was refused. @returns whether it was done */
export async function steer(busy: string, work: () => Promise<unknown>): Promise<boolean> {
  useSteering.setState({ busy });
  try {
    await work();
    await loadStreet();
    return true;
  } catch (error) {
    tellFailure('The emulator did not do that', error);
    return false;
  } finally {
    useSteering.setState({ busy: null });
  }
}
