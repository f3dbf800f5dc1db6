import type { DecodedField } from '../gbcs/decodedMessage.ts';

/** The DER of the certificates of a message at the paths that `isWanted` takes, in order. */
export function certificatesIn(
  fields: readonly DecodedField[],
  isWanted: (path: string) => boolean,
): readonly Uint8Array[] {
  const byPath = new Map<string, string>();
  for (const { path, hex } of fields) {
    const root = /^.*?Certificate(?:s\[\d+\])?(?=\.|$)/.exec(path)?.[0];
    if (root !== undefined && isWanted(root)) byPath.set(root, (byPath.get(root) ?? '') + hex);
  }
  return [...byPath.values()].map((hex) => new Uint8Array(Buffer.from(hex, 'hex')));
}
