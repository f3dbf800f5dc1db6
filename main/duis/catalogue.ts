import { z } from 'zod';
import rows from '../../fixtures/catalogue/serviceReferenceVariants.json' with { type: 'json' };
import { WorkbenchError } from '../../shared/errors.ts';
import { ServiceReferenceVariant, UserRole } from './catalogueRow.ts';

export { type ServiceReferenceVariant, UserRole } from './catalogueRow.ts';
export { describeDccAlert, describeResponseCode } from './codes.ts';

/** The 129 Service Reference Variants, in the order of the XSD. */
export const serviceReferenceVariants: readonly ServiceReferenceVariant[] = z
  .array(ServiceReferenceVariant)
  .parse(rows);

const byVariant = new Map(serviceReferenceVariants.map((row) => [row.serviceReferenceVariant, row]));

/** The row of a Service Reference Variant such as `4.8.1`, or undefined where there is none. */
export function findServiceReferenceVariant(serviceReferenceVariant: string): ServiceReferenceVariant | undefined {
  return byVariant.get(serviceReferenceVariant);
}

/** The Service Reference Variants that a User Role may send, as far as is known. */
export function eligibleFor(role: UserRole): ServiceReferenceVariant[] {
  return serviceReferenceVariants.filter((row) => row.eligibleRoles.some((eligible) => eligible.role === role));
}

/** Every Command Variant that some evidence supports: the XSD's comment and, where it is doubtful, the other reading. */
export function acceptedCommandVariants(row: ServiceReferenceVariant): number[] {
  return [...new Set([...row.commandVariants, ...(row.otherCommandVariants?.values ?? [])])].sort((a, b) => a - b);
}

/** The Command Variant to send unless the User asks for another: 4 for a critical service, 1 for a Device, else 8. */
export function defaultCommandVariant(row: ServiceReferenceVariant): number {
  const first = row.critical ? 4 : row.onDemand || row.commandVariants.includes(1) ? 1 : 8;
  return acceptedCommandVariants(row).includes(first) ? first : (row.commandVariants[0] ?? 8);
}

const OwnRole = UserRole.transform((role) => ({ role, provenance: 'own entry' }));
const Override = ServiceReferenceVariant.partial()
  .required({ serviceReferenceVariant: true })
  .extend({
    eligibleRoles: z.array(z.union([ServiceReferenceVariant.shape.eligibleRoles.element, OwnRole])).optional(),
  });

/** Which row and field of the User's file does not fit, in a line. */
function explainMisfit(own: unknown, issue: z.core.$ZodIssue | undefined): string {
  const [index, ...path] = issue?.path ?? [];
  if (!Array.isArray(own) || typeof index !== 'number') return 'it must be a list of rows';
  const row: unknown = own[index];
  const variant =
    typeof row === 'object' && row !== null && 'serviceReferenceVariant' in row
      ? String(row.serviceReferenceVariant)
      : `row ${index + 1}`;
  return `${[variant, ...path.map(String)].join(', ')}: ${issue?.message ?? 'not as expected'}`;
}

/**
 * The catalogue with a User's own file merged over it: an array of rows, each with its `serviceReferenceVariant` and
 * the fields that differ (roles by name alone, if need be). A changed row's provenance begins with "own entry".
 * @throws WorkbenchError `invalid-document` naming the row and field at fault
 */
export function mergeCatalogue(rows: readonly ServiceReferenceVariant[], own: unknown): ServiceReferenceVariant[] {
  const parsed = z.array(Override).safeParse(own);
  if (!parsed.success) {
    throw new WorkbenchError(
      'invalid-document',
      `The catalogue file does not fit: ${explainMisfit(own, parsed.error.issues[0])}`,
    );
  }
  const overrides = new Map(parsed.data.map((row) => [row.serviceReferenceVariant, row]));
  const unknown = [...overrides.keys()].find((key) => !rows.some((row) => row.serviceReferenceVariant === key));
  if (unknown !== undefined) {
    throw new WorkbenchError(
      'invalid-document',
      `The catalogue file names ${unknown}, which is no Service Reference Variant.`,
    );
  }
  return rows.map((row) => {
    const override = overrides.get(row.serviceReferenceVariant);
    if (override === undefined) return row;
    const fields = Object.keys(override).filter((name) => name !== 'serviceReferenceVariant' && name !== 'provenance');
    const provenance = `own entry: ${override.provenance ?? fields.join(', ')}; otherwise ${row.provenance}`;
    return ServiceReferenceVariant.parse({ ...row, ...override, provenance });
  });
}
