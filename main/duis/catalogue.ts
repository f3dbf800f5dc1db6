import { z } from 'zod';
import rows from '../../fixtures/catalogue/serviceReferenceVariants.json' with { type: 'json' };
import { ServiceReferenceVariant, type UserRole } from './catalogueRow.ts';

export { type ServiceReferenceVariant, UserRole, userRoles } from './catalogueRow.ts';
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
