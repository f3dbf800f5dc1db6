import table from '../../../fixtures/emulator/smets1Services.json' with { type: 'json' };

const available = new Set(table.available);

/** Whether SMETS1 devices have a service at all; for which type of them it is follows from the service. */
export const isForSmets1 = (serviceReferenceVariant: string): boolean => available.has(serviceReferenceVariant);
