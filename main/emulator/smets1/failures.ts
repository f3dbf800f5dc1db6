import table from '../../../fixtures/emulator/smets1Failures.json' with { type: 'json' };

/** Why an S1SP did not do what it was asked. */
export type Smets1Failure = keyof typeof table.failures;

/** The Response Code of the Service Response, and the code and text of the S1SP's alert. */
export const describeFailure = (failure: Smets1Failure): { responseCode: string; alertCode: string; meaning: string } =>
  table.failures[failure];

/** The DCC Alert that carries an S1SP's alert: of a User's request, or of a read of a DSP schedule. */
export const alertOf: Readonly<Record<'request' | 'schedule', string>> = table.dccAlerts;

/** What a Supplier hears where an installation could not be migrated. */
export const migrationFailedCode: Readonly<{ dccAlert: string; alertCode: string }> = table.migrationFailed;
