import { WorkbenchError } from '../../shared/errors.ts';
import { analyseProfile, type ProfileAnalysis, type ProfileValue } from '../analysis/profileAnalysis.ts';
import type { MessageData, ProfileColumn, ProfileData } from '../gbcs/data.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import type { Smets1Content } from '../mmc/readSmets1.ts';
import type { EvidenceStore, StepState } from './ports.ts';

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
  const found = store.listMessages({ runId }).flatMap((message) => {
    const step = byPosition.get(message.judgement?.position ?? -1);
    if (!step || message.direction !== 'received' || message.judgement?.duplicateOf) return [];
    const detail = store.findMessage(message.id)?.detail as KeptDetail | undefined;
    const smets1 = detail?.smets1;
    const data = detail?.gbcs?.data ?? (smets1?.kind === 'response' ? smets1.data : undefined);
    if (!isHalfHourly(data)) return [];
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
      };
    });
  });
  if (found.length === 0) throw new WorkbenchError('not-found', `"${name}" received no half-hourly data (4.8.x)`);
  return found;
}
