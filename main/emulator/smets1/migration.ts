import type { Smets1Installation } from '../../../shared/migration.ts';

/** Where the migration of a SMETS1 installation stands, once it has begun. */
export type Migration = Pick<Smets1Installation, 'uprn' | 'status' | 'reason' | 'requestedAt' | 'endedAt'>;
