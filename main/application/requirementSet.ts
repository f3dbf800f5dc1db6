import { csv } from '../../shared/csv.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { Requirement } from '../../shared/sequence.ts';
import { readCsv } from './readCsv.ts';

/** The columns of a requirement set as CSV; the first two must be there. */
const columns = ['id', 'title', 'group', 'sequences', 'notApplicable', 'provenance'] as const;
const needed = ['id', 'title'] as const;
const own = 'own entry';

/**
 * Reads a requirement set, such as the scenarios of DCC's Common Test Scenarios Document for a User Role: one row each,
 * `sequences` (ids, separated by spaces) says which of the campaign prove it, `notApplicable` why it need not be shown.
 *
 * @throws WorkbenchError `invalid-document`, naming the line and the column
 */
export function readRequirementSet(text: string, name: string): Requirement[] {
  const sheet = readCsv(text, name);
  const lacking = needed.find((column) => !sheet.columns.includes(column));
  if (lacking !== undefined)
    throw new WorkbenchError(
      'invalid-document',
      `${name} has no column "${lacking}"; a requirement set has ${columns.join(', ')}, of which ${needed.join(' and ')} must be there`,
    );
  const seen = new Set<string>();
  const requirements = sheet.rows.map(({ line, cells }): Requirement => {
    const { id = '', title, group, sequences, notApplicable, provenance } = cells;
    const parsed = Requirement.safeParse({
      id,
      title,
      group: group || 'Requirements',
      provenance: provenance || own,
      ...(notApplicable ? { notApplicable } : {}),
      ...(sequences ? { sequences: sequences.split(/[\s,;]+/).filter((one) => one !== '') } : {}),
    });
    const [issue] = parsed.error?.issues ?? [];
    if (issue)
      throw new WorkbenchError('invalid-document', `${name}, line ${line}, ${issue.path.join('.')}: ${issue.message}`);
    if (seen.has(id))
      throw new WorkbenchError('invalid-document', `${name}, line ${line}: the requirement ${id} is there twice`);
    seen.add(id);
    return Requirement.parse(parsed.data);
  });
  if (requirements.length === 0) throw new WorkbenchError('invalid-document', `${name} holds no requirement`);
  return requirements;
}

/** A requirement set as CSV, each with the sequences of its campaign that prove it. */
export function requirementSetCsv(
  requirements: readonly Requirement[],
  sequences: readonly { id: string; rowOf?: string | undefined; requirements: readonly string[] }[],
): string {
  const rows = requirements.map(({ id, title, group, provenance, notApplicable = '' }) => {
    const proving = sequences.filter((one) => one.requirements.includes(id)).map((one) => one.rowOf ?? one.id);
    return [id, title, group, [...new Set(proving)].join(' '), notApplicable, provenance];
  });
  return csv([columns, ...rows]);
}

/** What an import would change, requirement by requirement. */
export interface RequirementChanges {
  added: string[];
  removed: string[];
  changed: string[];
  /** Those that no sequence proves and that are to be shown all the same. */
  unproven: string[];
}

/** Holds two requirement sets against each other; `after` with the sequences that prove each. */
export function compareRequirements(
  before: readonly Requirement[],
  after: readonly (Requirement & { proven: boolean })[],
): RequirementChanges {
  const earlier = new Map(before.map((one) => [one.id, one]));
  const later = new Set(after.map(({ id }) => id));
  const isChanged = (one: Requirement): boolean => {
    const was = earlier.get(one.id);
    return (
      was !== undefined &&
      (['title', 'group', 'provenance', 'notApplicable'] as const).some((key) => was[key] !== one[key])
    );
  };
  return {
    added: after.filter(({ id }) => !earlier.has(id)).map(({ id }) => id),
    removed: before.filter(({ id }) => !later.has(id)).map(({ id }) => id),
    changed: after.filter(isChanged).map(({ id }) => id),
    unproven: after.filter(({ proven, notApplicable }) => !proven && notApplicable === undefined).map(({ id }) => id),
  };
}
