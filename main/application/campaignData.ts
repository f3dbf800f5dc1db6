import { posix } from 'node:path';
import { type Document, isMap, isScalar, isSeq, parseDocument, type Scalar } from 'yaml';
import type { NamedText } from './campaignSource.ts';

/** Where a campaign or sequence file names a file of data: its requirement set, and the rows of its sequences. */
function placesOf(document: Document): Scalar<string>[] {
  const sequences = document.get('sequences');
  const own = isSeq(sequences) ? sequences.items.filter(isMap) : [];
  const rows = [document, ...own]
    .map((map) => map.get('rows', true))
    .map((node) => (isMap(node) ? node.get('file', true) : node));
  return [document.get('requirements', true), ...rows].filter(
    (node): node is Scalar<string> => isScalar(node) && typeof node.value === 'string',
  );
}

const besides = (name: string, file: string): string => posix.normalize(posix.join(posix.dirname(name), file));

/** The files of data that a campaign or sequence file names, by their paths from the campaign's own. */
export const dataFilesOf = ({ name, text }: NamedText): string[] =>
  placesOf(parseDocument(text)).map(({ value }) => besides(name, value));

/** Whether a file of a campaign is one of data, and so no YAML. */
export const isData = (name: string): boolean => /\.csv$/i.test(name);

/**
 * The text of a campaign or sequence file with other names for its files of data.
 *
 * @param rename from a path from the campaign's own to what the file is to say instead
 */
export function withDataFiles({ name, text }: NamedText, rename: (path: string) => string | undefined): string {
  const document = parseDocument(text);
  const places = placesOf(document);
  for (const place of places) place.value = rename(besides(name, place.value)) ?? place.value;
  return places.length === 0 ? text : document.toString({ lineWidth: 0 });
}
