import type { JsonTree } from '../duis/jsonTree.ts';
import { answerOf, type Check, nothingArrived } from './observation.ts';

/** Every text of an element of a name, wherever it stands. */
function textsOf(tree: JsonTree | undefined, name: string): string[] {
  if (tree === undefined || tree === null || typeof tree !== 'object') return [];
  if (Array.isArray(tree)) return tree.flatMap((one) => textsOf(one as JsonTree, name));
  return Object.entries(tree).flatMap(([key, inner]) =>
    key === name ? leaves(inner as JsonTree) : textsOf(inner as JsonTree, name),
  );
}

function leaves(tree: JsonTree): string[] {
  if (typeof tree === 'string') return [tree];
  if (tree === null || typeof tree !== 'object') return [String(tree)];
  return Object.values(tree).flatMap((inner) => leaves(inner as JsonTree));
}

const sought = ['DeviceID', 'ImportMPxN', 'ExportMPAN', 'MPxN', 'UPRN'] as const;

/** What Read Inventory was asked for is in what it answers (DUIS XSD, ReadInventory: by DeviceID, MPxN or UPRN). */
export const ensureInventoryAnswersWhatWasAsked: Check = (observation) => {
  const answer = answerOf(observation);
  const { request } = observation;
  if (!answer?.response || !request) return nothingArrived('inventory');
  const asked = sought.flatMap((name) => textsOf(request.body, name).map((value) => ({ name, value })));
  if (asked.length === 0)
    return { outcome: 'skipped', message: 'The request names no device, MPxN or UPRN', messageId: answer.messageId };
  const held = new Set(leaves(answer.response.body).map((value) => value.toUpperCase()));
  const lacking = asked.filter(({ value }) => !held.has(value.toUpperCase()));
  const devices = textsOf(answer.response.body, 'DeviceID').length;
  return {
    outcome: lacking.length === 0 ? 'pass' : 'fail',
    message:
      lacking.length === 0
        ? `The inventory answers with ${devices} device${devices === 1 ? '' : 's'}, and what was asked for is among it`
        : `The inventory does not name ${lacking.map(({ name, value }) => `${name} ${value}`).join(', ')}`,
    expected: asked.map(({ name, value }) => `${name} ${value}`).join(', '),
    actual: `${devices} devices`,
    messageId: answer.messageId,
    ...(lacking.length === 0 ? {} : { cause: 'dsp' as const }),
  };
};
