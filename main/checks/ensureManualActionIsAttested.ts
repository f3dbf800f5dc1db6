import type { Check } from './observation.ts';

/** A person says that a manual step went as it should; their word is the finding. */
export const ensureManualActionIsAttested: Check = ({ attested }) => {
  if (!attested) return { outcome: 'review', message: 'Nobody has said how the manual step went' };
  const { outcome, note } = attested;
  return {
    outcome,
    message: note === '' ? `A person says: ${outcome}` : note,
    ...(outcome === 'fail' ? { cause: 'device' as const } : {}),
  };
};
