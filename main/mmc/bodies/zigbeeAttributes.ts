import table from '../../../fixtures/mmc/zigbeeAttributes.json' with { type: 'json' };
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { JsonRecord, ZigbeeCommandData } from '../../gbcs/data.ts';
import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import { type BodyBuilder, describe, part, place } from '../part.ts';
import { convert } from './values.ts';

interface AttributeRow {
  readonly body: string;
  readonly attribute: string;
  readonly path: string;
  readonly as?: string;
}

const rows: readonly AttributeRow[] = table.attributes;

/** The ZigBee commands of a response that carry data. */
export function commandsOf(message: DecodedMessage): readonly ZigbeeCommandData[] | undefined {
  return message.data?.kind === 'zigbee'
    ? message.data.commands.filter(({ status }) => status === undefined)
    : undefined;
}

/** Every attribute of a response by its name. */
export function attributesOf(message: DecodedMessage): JsonRecord | undefined {
  const commands = commandsOf(message);
  return commands && Object.assign({}, ...commands.map(({ attributes }) => attributes ?? {}));
}

/** The fields of the commands of a name. */
export function fieldsOf(commands: readonly ZigbeeCommandData[], command: string): JsonRecord[] {
  return commands.flatMap((one) => (one.command === command && one.fields !== undefined ? [one.fields] : []));
}

export type PlaceAttributes = (tree: JsonObject, attributes: JsonRecord) => readonly string[];

/**
 * Places attributes by the table, after `others`, which answers with the names it has taken.
 * @returns what has no place
 */
export function placeZigbeeAttributes(
  body: string,
  tree: JsonObject,
  attributes: JsonRecord,
  others: PlaceAttributes = () => [],
): string[] {
  const taken = others(tree, attributes);
  const left: string[] = [];
  for (const [name, value] of Object.entries(attributes)) {
    if (taken.includes(name)) continue;
    const row = rows.find((one) => one.body === body && one.attribute === name);
    const converted: string | undefined = row === undefined ? undefined : convert(value, row.as);
    if (row === undefined || converted === undefined) left.push(describe(name, value));
    else place(tree, row.path, converted);
  }
  return left;
}

/** A body by the table of ZigBee attributes. */
export function byZigbeeTable(body: string, others?: PlaceAttributes): BodyBuilder {
  return (message) => {
    const attributes = attributesOf(message);
    if (attributes === undefined) return undefined;
    const tree: JsonObject = {};
    return part(tree, placeZigbeeAttributes(body, tree, attributes, others));
  };
}
