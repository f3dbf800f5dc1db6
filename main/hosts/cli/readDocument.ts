import { readFileSync } from 'node:fs';
import { readXmlText } from '../../duis/xml.ts';
import { readBytes } from '../credentials.ts';

/** A file's octets, or standard input's for `-`. @throws WorkbenchError `unreadable-file` */
const readOctets = (file: string): Uint8Array => (file === '-' ? readFileSync(0) : readBytes(file));

/**
 * An XML document's text, from a file or from standard input for `-`.
 * @throws WorkbenchError `unreadable-file`; `invalid-xml` with line and column where it is not UTF-8, has a DOCTYPE or
 *   is too large
 */
export function readDocument(file: string): string {
  return readXmlText(readOctets(file));
}
