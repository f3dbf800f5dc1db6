import { existsSync, readFileSync } from 'node:fs';
import { type GbcsKeys, gbcsKeysFromJson } from '../../gbcs/keys.ts';

const vectors = new URL('../../../../shared/vectors/', import.meta.url);

/** The messages and keys of the Reference Test Data Set that lies beside the project, or a sentence that says it is absent. */
export function readTestDataSet(): { readonly messages: readonly Uint8Array[]; readonly keys: GbcsKeys } | string {
  const file = new URL('rtds-gbcs.jsonl', vectors);
  if (!existsSync(file)) return 'the folder ../shared/vectors is absent';
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return {
    messages: lines.map((line) => new Uint8Array(Buffer.from((JSON.parse(line) as { hex: string }).hex, 'hex'))),
    keys: gbcsKeysFromJson(JSON.parse(readFileSync(new URL('rtds-keys.json', vectors), 'utf8'))),
  };
}
