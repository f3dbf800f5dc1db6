import { WorkbenchError } from '../../shared/errors.ts';
import { combineOutcomes, type RunOutcome } from '../../shared/run.ts';
import type { Expectation } from '../../shared/sequence.ts';
import type { Observation } from '../checks/observation.ts';
import { checks } from '../checks/registry.ts';
import type { StoredFinding } from './ports.ts';
import { readPath, stepResult } from './stepResult.ts';

/** The ids of the checks that a step calls for: those that follow from its expectation, then those that it names. */
export function checksFor(expect: Expectation | undefined, observation: Observation): string[] {
  const ids = new Set<string>();
  if (observation.attested) ids.add('manual-action-is-attested');
  if (observation.acknowledgement) ids.add('acknowledgement-code');
  if (observation.preCommand) ids.add('pre-command-does-what-was-asked');
  if (expect?.response) {
    for (const id of ['response-code', 'response-is-in-time', 'response-is-signed', 'response-matches-schema'])
      ids.add(id);
    if (observation.request) ids.add('response-answers-request');
    if (observation.deliveries[0]?.innerSignatures !== undefined) ids.add('provider-signature-is-valid');
  }
  if (expect?.deliveries !== undefined) ids.add('duplicate-is-handled-once');
  for (const id of expect?.findings ?? []) ids.add(id);
  return [...ids];
}

/** Runs the checks of a step and holds its values against those that it expects. */
export function judgeStep(
  position: number,
  requirements: readonly string[],
  expect: Expectation | undefined,
  observation: Observation,
): { findings: StoredFinding[]; outcome: RunOutcome } {
  const found = checksFor(expect, observation).map((id): StoredFinding => {
    const check = checks[id];
    if (!check)
      throw new WorkbenchError(
        'invalid-document',
        `There is no check ${id}; there are ${Object.keys(checks).join(', ')}`,
      );
    const { messageId, ...result } = check(observation);
    return { ...result, check: id, requirements: [...requirements], position, messageId: messageId ?? null };
  });
  const values = Object.entries(expect?.values ?? {}).map(([path, wanted]): StoredFinding => {
    const actual = readPath(stepResult(observation), path);
    const good = String(actual) === String(wanted);
    return {
      check: 'value',
      outcome: good ? 'pass' : 'fail',
      message: `${path} is ${String(actual)}${good ? '' : `, not ${String(wanted)}`}`,
      expected: String(wanted),
      actual: String(actual),
      requirements: [...requirements],
      position,
      messageId: null,
      ...(good ? {} : { cause: 'dsp' as const }),
    };
  });
  const findings = [...found, ...values];
  return { findings, outcome: findings.length === 0 ? 'pass' : combineOutcomes(findings.map((one) => one.outcome)) };
}
