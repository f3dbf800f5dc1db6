import { WorkbenchError } from '../../shared/errors.ts';
import { analyseProfile, type ProfileAnalysis, type ProfileValue } from '../analysis/profileAnalysis.ts';
import { compareWithRegister, type RegisterAdvance, type RegisterReading } from '../analysis/registerAdvance.ts';
import type { MessageData, ProfileColumn, ProfileData } from '../gbcs/data.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import type { Smets1Content } from '../mmc/readSmets1.ts';
import type { EvidenceStore, StepState, StoredMessage } from './ports.ts';

/** One column of half-hourly data that a run received, looked at. */
export interface AnalysedProfile {
  runId: string;
  sequenceId: string;
  stepId: string;
  messageId: number;
  serviceReferenceVariant: string | null;
  column: ProfileColumn;
  unit: string;
  values: ProfileValue[];
  analysis: ProfileAnalysis;
  /** Against the daily readings of the same register that the same run received of the device. */
  registers: RegisterAdvance[];
}

/** What the evidence keeps of a message of either generation. */
interface KeptDetail {
  gbcs?: DecodedMessage | null;
  smets1?: Smets1Content | null;
}

const halfHourSeconds = 1800;

const isHalfHourly = (data: MessageData | undefined): data is ProfileData =>
  data?.kind === 'profile' && data.capturePeriodSeconds === halfHourSeconds;

/** The steps that a name stands for: a run, or in the newest run that has it a sequence, a step, or `sequence/step`. */
function findSteps(store: EvidenceStore, name: string): { runId: string; steps: readonly StepState[] } {
  if (store.findRun(name)) return { runId: name, steps: store.listSteps(name) };
  for (const { id } of store.listRuns()) {
    const steps = store
      .listSteps(id)
      .filter((step) => [step.sequenceId, step.stepId, `${step.sequenceId}/${step.stepId}`].includes(name));
    if (steps.length > 0) return { runId: id, steps };
  }
  throw new WorkbenchError('not-found', `There is neither a run nor a step "${name}" in this workspace; see runs`);
}

interface ReceivedData {
  message: StoredMessage;
  /** Its EUI-64: by the GBCS message itself, else by whom the request was addressed to. */
  device: string;
  data: MessageData | undefined;
}

/** What devices told in the messages that a run received; repeated deliveries are left out. */
function receivedData(store: EvidenceStore, runId: string): ReceivedData[] {
  return store.listMessages({ runId }).flatMap((message): ReceivedData[] => {
    if (message.direction !== 'received' || message.judgement?.duplicateOf) return [];
    const { gbcs, smets1 } = (store.findMessage(message.id)?.detail ?? {}) as KeptDetail;
    const device = gbcs?.originator ?? message.judgement?.requestId?.split(':')[1] ?? '';
    return [{ message, device, data: gbcs?.data ?? (smets1?.kind === 'response' ? smets1.data : undefined) }];
  });
}

const registerOf = (device: string, column: ProfileColumn): string => `${device} ${column}`;

/** The readings of registers at midnight in a daily log (4.6.1, 4.6.2). */
function readingsIn({ device, data }: ReceivedData): (RegisterReading & { register: string })[] {
  if (data?.kind === 'dailyReadLog') {
    const register = registerOf(device, 'activeImport');
    return data.entries.map(({ time, activeImport }) => ({ register, time, value: activeImport }));
  }
  if (data?.kind !== 'profile' || data.profile !== 'dailyExport') return [];
  const register = registerOf(device, 'activeExport');
  return data.entries.flatMap(({ time, activeExport }) =>
    activeExport === undefined ? [] : [{ register, time, value: activeExport }],
  );
}

/**
 * The half-hourly data (4.8.1, 4.8.2, 4.8.3) that a run or step received, column by column, as decoded when it came in.
 * Repeated deliveries are left out.
 *
 * @param name a run, or a sequence, step or `sequence/step` of the newest run that has it
 * @throws WorkbenchError `not-found` for an unknown name, or where there is no half-hourly data
 */
export function analyseProfiles(store: EvidenceStore, name: string): AnalysedProfile[] {
  const { runId, steps } = findSteps(store, name);
  const byPosition = new Map(steps.map((step) => [step.position, step]));
  const received = receivedData(store, runId);
  const readings = Map.groupBy(received.flatMap(readingsIn), ({ register }) => register);
  const found = received.flatMap(({ message, device, data }) => {
    const step = byPosition.get(message.judgement?.position ?? -1);
    if (!step || !isHalfHourly(data)) return [];
    return (Object.entries(data.units) as [ProfileColumn, string][]).map(([column, unit]): AnalysedProfile => {
      const values = data.entries.flatMap(({ time, [column]: value }) =>
        value === undefined ? [] : [{ time, value }],
      );
      return {
        runId,
        sequenceId: step.sequenceId,
        stepId: step.stepId,
        messageId: message.id,
        serviceReferenceVariant: message.judgement?.serviceReferenceVariant ?? null,
        column,
        unit,
        values,
        analysis: analyseProfile(values),
        registers: compareWithRegister(values, readings.get(registerOf(device, column)) ?? []),
      };
    });
  });
  if (found.length === 0) throw new WorkbenchError('not-found', `"${name}" received no half-hourly data (4.8.x)`);
  return found;
}
