import table from '../../../fixtures/emulator/smets1Services.json' with { type: 'json' };

const available = new Set(table.available);
const onlyFor = new Map(table.onlyFor.map((row) => [row.serviceReferenceVariant, row.deviceTypes]));

/** Whether SMETS1 devices of a type have a service, as far as it is one for that type at all. */
export const isForSmets1 = (serviceReferenceVariant: string, deviceType: string): boolean =>
  available.has(serviceReferenceVariant) && (onlyFor.get(serviceReferenceVariant)?.includes(deviceType) ?? true);
