import { dirname, resolve } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';
import {
  Campaign,
  type LoadedCampaign,
  type LoadedSequence,
  type Requirement,
  Sequence,
} from '../../shared/sequence.ts';
import { checkCampaign, checkEachIsProven } from './checkCampaign.ts';
import { expandSequence, type RowsAtHand } from './expandSequence.ts';
import { type CsvRow, readCsv } from './readCsv.ts';
import { readYaml } from './readYaml.ts';
import { readRequirementSet } from './requirementSet.ts';

/** What reading a campaign needs from outside. */
export interface CampaignReading {
  /** Reads a text file. @throws WorkbenchError `unreadable-file` */
  read(file: string): string;
  /** Whether a Service Reference Variant exists. */
  known(variant: string): boolean;
  /** What a sequence file on its own is run as a part of; without it, only campaigns are taken. */
  base?(): LoadedCampaign;
  /** The file of the requirement set that the user laid over those of a campaign. */
  ownRequirements?(campaignId: string): string | undefined;
}

/**
 * Reads a campaign file, or a sequence file on its own, with every sequence, requirement set and file of rows that it
 * names, and refuses what could not run.
 *
 * @throws WorkbenchError `invalid-document` with file, line and field
 */
export function loadCampaign(file: string, reading: CampaignReading): LoadedCampaign {
  const { read, known, base } = reading;
  if (base && isSequence(read(file))) {
    const alone = loadSequence(file, reading, base());
    checkCampaign(alone, file, known);
    return alone;
  }
  const campaign = readYaml(read(file), Campaign, file);
  const sequences = campaign.sequences.flatMap((entry) => {
    const own = typeof entry === 'string' ? resolve(dirname(file), entry) : file;
    return expand(typeof entry === 'string' ? readYaml(read(own), Sequence, own) : entry, own, read);
  });
  const set = reading.ownRequirements?.(campaign.id) ?? setFile(file, campaign.requirements);
  const loaded =
    set === undefined
      ? { ...campaign, requirements: campaign.requirements as Requirement[], sequences }
      : withRequirementSet({ ...campaign, sequences }, readRequirementSet(read(set), set), set);
  checkCampaign(loaded, file, known);
  if (set === undefined) checkEachIsProven(loaded, file);
  return loaded;
}

const setFile = (file: string, requirements: Campaign['requirements']): string | undefined =>
  typeof requirements === 'string' ? resolve(dirname(file), requirements) : undefined;

/**
 * Lays a requirement set under the sequences of a campaign. The set may be another Party's or a later one, so that what
 * a sequence says it proves and the set does not list is left out, and what nothing proves yet is shown as such.
 *
 * @throws WorkbenchError `invalid-document` where the set names a sequence that is not there
 */
export function withRequirementSet(
  campaign: Omit<LoadedCampaign, 'requirements'>,
  requirements: Requirement[],
  name: string,
): LoadedCampaign {
  const listed = new Set(requirements.map(({ id }) => id));
  const names = new Set(campaign.sequences.flatMap(({ id, rowOf }) => (rowOf === undefined ? [id] : [id, rowOf])));
  for (const { id, sequences = [] } of requirements) {
    const unknown = sequences.find((one) => !names.has(one));
    if (unknown !== undefined)
      throw new WorkbenchError(
        'invalid-document',
        `${name}: the requirement ${id} names the sequence ${unknown}, which the campaign does not have; it has ${[...names].join(', ')}`,
      );
  }
  const sequences = campaign.sequences.map((sequence): LoadedSequence => {
    const isNamed = ({ sequences: named = [] }: Requirement): boolean =>
      named.includes(sequence.id) || (sequence.rowOf !== undefined && named.includes(sequence.rowOf));
    const own = sequence.requirements.filter((id) => listed.has(id));
    const named = requirements.filter(isNamed).map(({ id }) => id);
    const steps = sequence.steps.map(({ requirements: ids, ...step }) => {
      const kept = ids?.filter((id) => listed.has(id));
      return kept === undefined || kept.length === 0 ? step : { ...step, requirements: kept };
    });
    return { ...sequence, requirements: [...new Set([...own, ...named])], steps };
  });
  return { ...campaign, requirements, sequences };
}

/** @param own the file that the sequence stands in: what it names is found from there */
function expand(sequence: Sequence, own: string, read: CampaignReading['read']): LoadedSequence[] {
  return expandSequence(sequence, sequence.rows === undefined ? undefined : readRows(sequence.rows, own, read));
}

function readRows(rows: NonNullable<Sequence['rows']>, own: string, read: CampaignReading['read']): RowsAtHand {
  if (Array.isArray(rows)) return { source: own, rows: rows.map((cells, index) => ({ line: index + 1, cells })) };
  const { file, columns } = typeof rows === 'string' ? { file: rows, columns: {} } : rows;
  const source = resolve(dirname(own), file);
  const sheet = readCsv(read(source), source);
  const lacking = Object.values(columns).find((column) => !sheet.columns.includes(column));
  if (lacking !== undefined)
    throw new WorkbenchError(
      'invalid-document',
      `${source} has no column "${lacking}"; it has ${sheet.columns.join(', ')}`,
    );
  const rename = ({ line, cells }: CsvRow): CsvRow => ({
    line,
    cells: {
      ...cells,
      ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, cells[column] ?? ''])),
    },
  });
  if (sheet.rows.length === 0) throw new WorkbenchError('invalid-document', `${source} has no rows`);
  return { source, rows: sheet.rows.map(rename) };
}

/** Whether a file is a sequence on its own: it has steps where a campaign has sequences. */
export const isSequence = (text: string): boolean => /^steps:/m.test(text);

/**
 * Reads a sequence file on its own, as a campaign of one: party, role, devices and DUIS version are those of a given
 * campaign; what the sequence proves and the campaign does not list is listed as the sequence names it.
 */
function loadSequence(file: string, { read }: CampaignReading, base: LoadedCampaign): LoadedCampaign {
  const sequence = readYaml(read(file), Sequence, file);
  const requirements = sequence.requirements.map(
    (id) =>
      base.requirements.find((one) => one.id === id) ?? {
        id,
        title: sequence.title,
        group: sequence.group ?? 'Sequence',
        provenance: `named by ${sequence.id}`,
      },
  );
  return { ...base, id: sequence.id, title: sequence.title, requirements, sequences: expand(sequence, file, read) };
}
