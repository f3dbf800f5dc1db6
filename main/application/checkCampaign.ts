import { WorkbenchError } from '../../shared/errors.ts';
import type { LoadedCampaign, LoadedSequence, Step } from '../../shared/sequence.ts';
import { checks } from '../checks/registry.ts';
import { isTopUpCode } from './topUp.ts';

/** Names that a value may use without a capture; the engine fills them in. */
const builtIns = [
  'user.deviceId',
  'user.keyAgreementCertificate',
  'user.digitalSignatureCertificate',
  'device.deviceId',
  'device.mpxn',
];

/** @param place the sequence, and the step in it, that the refusal is about */
function refuse(file: string, message: string, place: { sequence?: string; step?: string } = {}): never {
  throw new WorkbenchError('invalid-document', `${file}: ${message}`, { detail: { message, ...place } });
}

/**
 * Refuses what could not run: unset captures, unknown devices and steps, sequences that share an id, requirements that
 * nothing proves.
 *
 * @param known whether a Service Reference Variant exists
 * @throws WorkbenchError `invalid-document` with file and field
 */
export function checkCampaign(campaign: LoadedCampaign, file: string, known: (variant: string) => boolean): void {
  const requirements = new Set(campaign.requirements.map((requirement) => requirement.id));
  const seen = new Set<string>();
  for (const sequence of campaign.sequences) {
    const place = { sequence: sequence.rowOf ?? sequence.id };
    if (seen.has(sequence.id)) refuse(file, `the sequence id ${sequence.id} is used twice; give each its own`, place);
    seen.add(sequence.id);
    for (const id of sequence.requirements) {
      if (!requirements.has(id))
        refuse(file, `sequence ${sequence.id} names the requirement ${id}, which the campaign does not list`, place);
    }
    checkSteps(campaign, sequence, file, known);
  }
}

/**
 * Refuses a requirement that nothing proves, where the author of the campaign wrote both.
 *
 * @throws WorkbenchError `invalid-document`
 */
export function checkEachIsProven(campaign: LoadedCampaign, file: string): void {
  const proven = new Set(campaign.sequences.flatMap((sequence) => sequence.requirements));
  const unproven = campaign.requirements.find(
    (requirement) => requirement.notApplicable === undefined && !proven.has(requirement.id),
  );
  if (unproven)
    refuse(file, `no sequence proves the requirement ${unproven.id}; add one, or say why it is notApplicable`);
}

function checkSteps(
  campaign: LoadedCampaign,
  sequence: LoadedSequence,
  file: string,
  known: (variant: string) => boolean,
): void {
  const earlier = new Set<string>();
  const captured = new Set<string>();
  for (const step of sequence.steps) {
    const where = `sequence ${sequence.id}, step ${step.id}`;
    const place = { sequence: sequence.rowOf ?? sequence.id, step: step.id };
    if (earlier.has(step.id)) refuse(file, `${where}: the step id is used twice`, place);
    const unknown = step.expect?.findings.find((id) => !Object.hasOwn(checks, id));
    if (unknown !== undefined)
      refuse(
        file,
        `${where}, expect.findings: there is no check ${unknown}; there are ${Object.keys(checks).join(', ')}`,
        place,
      );
    if ('send' in step) {
      if (!known(step.send)) refuse(file, `${where}, send: there is no Service Reference Variant ${step.send}`, place);
      if (step.device !== undefined && !campaign.devices[step.device] && !isEui(step.device)) {
        refuse(
          file,
          `${where}, device: the campaign has no device ${step.device}; it has ${Object.keys(campaign.devices).join(', ')}`,
          place,
        );
      }
    }
    for (const reference of references(step)) {
      if (!earlier.has(reference))
        refuse(file, `${where}: it refers to the step ${reference}, which does not come before it`, place);
    }
    for (const name of placeholders(step)) {
      if (!captured.has(name) && !builtIns.includes(name) && !isTopUpCode(name))
        refuse(file, `${where}: nothing before it captures \${${name}}`, place);
    }
    earlier.add(step.id);
    for (const name of Object.keys(step.capture ?? {})) captured.add(name);
  }
}

const isEui = (text: string): boolean => /^[0-9A-Fa-f]{2}(-[0-9A-Fa-f]{2}){7}$/.test(text);

function references(step: Step): string[] {
  if ('send' in step) return [step.replay, step.after].filter((id) => id !== undefined);
  return 'wait' in step && 'response' in step.wait ? [step.wait.response] : [];
}

function placeholders(step: Step): string[] {
  const text = JSON.stringify(step);
  return [...text.matchAll(/\$\{([^}]+)\}/g)].map((match) => match[1] ?? '');
}
