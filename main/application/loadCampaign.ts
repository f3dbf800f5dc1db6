import { dirname, resolve } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';
import { Campaign, type LoadedCampaign, Sequence, type Step } from '../../shared/sequence.ts';
import { checks } from '../checks/registry.ts';
import { readYaml } from './readYaml.ts';

/** Reads a text file. @throws WorkbenchError `unreadable-file` */
export type ReadText = (file: string) => string;

/** Names that a value may use without a capture; the engine fills them in. */
const builtIns = ['user.deviceId', 'user.keyAgreementCertificate', 'device.deviceId', 'device.mpxn'];

/**
 * Reads a campaign file, or a sequence file on its own, with every sequence that it names, and refuses what could not
 * run: unset captures, unknown devices and steps, sequences that share an id, requirements that nothing proves.
 *
 * @param known whether a Service Reference Variant exists
 * @param base what a sequence file on its own is run as a part of; without it, only campaigns are taken
 * @throws WorkbenchError `invalid-document` with file, line and field
 */
export function loadCampaign(
  file: string,
  read: ReadText,
  known: (variant: string) => boolean,
  base?: () => LoadedCampaign,
): LoadedCampaign {
  if (base && isSequence(read(file))) {
    const { sequences, ...rest } = loadSequence(file, read, base());
    const alone = { ...rest, sequences: sequences.map(expandRepeats) };
    checkCampaign(alone, file, known);
    return alone;
  }
  const campaign = readYaml(read(file), Campaign, file);
  const sequences = campaign.sequences.map((entry) =>
    typeof entry === 'string' ? readSequence(resolve(dirname(file), entry), read) : entry,
  );
  const loaded = { ...campaign, sequences: sequences.map(expandRepeats) };
  checkCampaign(loaded, file, known);
  return loaded;
}

/** A step that is repeated is that many steps, each with an outcome of its own. */
function expandRepeats(sequence: Sequence): Sequence {
  const steps = sequence.steps.flatMap((step): Step[] => {
    if (!('send' in step) || step.repeat === undefined) return [step];
    const { repeat, ...once } = step;
    return Array.from({ length: repeat }, (_, index) =>
      index === 0 ? once : { ...once, id: `${step.id}-${index + 1}` },
    );
  });
  return { ...sequence, steps };
}

function readSequence(file: string, read: ReadText): Sequence {
  return readYaml(read(file), Sequence, file);
}

/** Whether a file is a sequence on its own: it has steps where a campaign has sequences. */
export const isSequence = (text: string): boolean => /^steps:/m.test(text);

/**
 * Reads a sequence file on its own, as a campaign of one: party, role, devices and DUIS version are those of a given
 * campaign; what the sequence proves and the campaign does not list is listed as the sequence names it.
 */
function loadSequence(file: string, read: ReadText, base: LoadedCampaign): LoadedCampaign {
  const sequence = readSequence(file, read);
  const requirements = sequence.requirements.map(
    (id) =>
      base.requirements.find((one) => one.id === id) ?? {
        id,
        title: sequence.title,
        group: sequence.group ?? 'Sequence',
        provenance: `named by ${sequence.id}`,
      },
  );
  return { ...base, id: sequence.id, title: sequence.title, requirements, sequences: [sequence] };
}

/** @param place the sequence, and the step in it, that the refusal is about */
function refuse(file: string, message: string, place: { sequence?: string; step?: string } = {}): never {
  throw new WorkbenchError('invalid-document', `${file}: ${message}`, { detail: { message, ...place } });
}

function checkCampaign(campaign: LoadedCampaign, file: string, known: (variant: string) => boolean): void {
  const requirements = new Set(campaign.requirements.map((requirement) => requirement.id));
  const seen = new Set<string>();
  for (const sequence of campaign.sequences) {
    if (seen.has(sequence.id))
      refuse(file, `the sequence id ${sequence.id} is used twice; give each its own`, { sequence: sequence.id });
    seen.add(sequence.id);
    for (const id of sequence.requirements) {
      if (!requirements.has(id))
        refuse(file, `sequence ${sequence.id} names the requirement ${id}, which the campaign does not list`, {
          sequence: sequence.id,
        });
    }
    checkSteps(campaign, sequence, file, known);
  }
  const proven = new Set(campaign.sequences.flatMap((sequence) => sequence.requirements));
  const unproven = campaign.requirements.find(
    (requirement) => requirement.notApplicable === undefined && !proven.has(requirement.id),
  );
  if (unproven)
    refuse(file, `no sequence proves the requirement ${unproven.id}; add one, or say why it is notApplicable`);
}

function checkSteps(
  campaign: LoadedCampaign,
  sequence: Sequence,
  file: string,
  known: (variant: string) => boolean,
): void {
  const earlier = new Set<string>();
  const captured = new Set<string>();
  for (const step of sequence.steps) {
    const where = `sequence ${sequence.id}, step ${step.id}`;
    const place = { sequence: sequence.id, step: step.id };
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
      if (!captured.has(name) && !builtIns.includes(name))
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
