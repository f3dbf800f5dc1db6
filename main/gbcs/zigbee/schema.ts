/** The formats of ZigBee commands, from the table of clusters. */
import table from '../../../fixtures/gbcs/zigbee.json' with { type: 'json' };

export type FieldFormat =
  | { readonly kind: 'field'; readonly name: string; readonly type: string }
  | {
      readonly kind: 'each';
      readonly fields: readonly FieldFormat[];
      /** The field that says how often; without it the group repeats to the end. */
      readonly count?: string;
      readonly mask?: number;
    }
  | { readonly kind: 'choice'; readonly field: string; readonly payloads: ReadonlyMap<number, readonly FieldFormat[]> };

export interface CommandFormat {
  readonly name: string;
  readonly fields: readonly FieldFormat[];
}

interface Cluster {
  readonly name: string;
  readonly attributes: ReadonlyMap<number, string>;
  readonly fromClient: ReadonlyMap<number, CommandFormat>;
  readonly fromServer: ReadonlyMap<number, CommandFormat>;
}

type FieldRow = string | { each: FieldRow[]; count?: string; mask?: number } | { choice: string; payloads: string };
interface ClusterRow {
  name: string;
  attributes: Record<string, string>;
  fromClient?: Record<string, { name: string; fields: FieldRow[] }>;
  fromServer?: Record<string, { name: string; fields: FieldRow[] }>;
}

const clusterRows = table.clusters as unknown as Readonly<Record<string, ClusterRow>>;
const payloadRows = table.payloads as unknown as Readonly<Record<string, Readonly<Record<string, FieldRow[]>>>>;

function byNumber<Row, Value>(rows: Readonly<Record<string, Row>>, radix: number, parse: (row: Row) => Value) {
  return new Map(Object.entries(rows).map(([key, row]) => [Number.parseInt(key, radix), parse(row)] as const));
}

function parseField(row: FieldRow): FieldFormat {
  if (typeof row === 'string') {
    const [name = '', type = ''] = row.split(':');
    return { kind: 'field', name, type };
  }
  if ('each' in row) {
    const fields = row.each.map(parseField);
    return {
      kind: 'each',
      fields,
      ...(row.count === undefined ? {} : { count: row.count }),
      ...(row.mask === undefined ? {} : { mask: row.mask }),
    };
  }
  const payloads = byNumber(payloadRows[row.payloads] ?? {}, 10, (fields) => fields.map(parseField));
  return { kind: 'choice', field: row.choice, payloads };
}

function parseCommands(rows: ClusterRow['fromClient']): ReadonlyMap<number, CommandFormat> {
  return byNumber(rows ?? {}, 16, ({ name, fields }) => ({ name, fields: fields.map(parseField) }));
}

const clusters = byNumber(
  clusterRows,
  16,
  (row): Cluster => ({
    name: row.name,
    attributes: byNumber(row.attributes, 16, (name) => name),
    fromClient: parseCommands(row.fromClient),
    fromServer: parseCommands(row.fromServer),
  }),
);

const statusNames = byNumber<string, string>(table.statusCodes, 16, (name) => name);
const globalCommandNames = byNumber<string, string>(table.globalCommands, 16, (name) => name);

export function clusterName(cluster: number): string {
  return clusters.get(cluster)?.name ?? 'unknown cluster';
}

export function commandFormat(cluster: number, command: number, fromServer: boolean): CommandFormat | undefined {
  const found = clusters.get(cluster);
  return (fromServer ? found?.fromServer : found?.fromClient)?.get(command);
}

export function attributeName(cluster: number, attribute: number): string | undefined {
  return clusters.get(cluster)?.attributes.get(attribute);
}

export function globalCommandName(command: number): string | undefined {
  return globalCommandNames.get(command);
}

export function statusName(status: number): string {
  return statusNames.get(status) ?? `status ${status.toString(16).toUpperCase()}`;
}
