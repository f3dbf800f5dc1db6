import { WorkbenchError } from '../../shared/errors.ts';

/**
 * Octets from text: hexadecimal (spaces, colons and line ends allowed) or base64.
 *
 * @throws WorkbenchError `invalid-argument` with the place of the first character that fits neither
 */
export function readGbcsText(text: string): Uint8Array {
  const compact = text.replace(/[\s:]/g, '');
  if (compact === '')
    throw new WorkbenchError('invalid-argument', 'There is no message: give its octets in hexadecimal or base64');
  if (/^[0-9A-Fa-f]*$/.test(compact)) {
    if (compact.length % 2 === 0) return Buffer.from(compact, 'hex');
    throw new WorkbenchError(
      'invalid-argument',
      `The message has ${compact.length} hexadecimal digits, an odd number: one is missing`,
    );
  }
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(compact) && compact.length % 4 === 0) return Buffer.from(compact, 'base64');
  const at = text.search(/[^0-9A-Fa-f\s:]/);
  throw new WorkbenchError(
    'invalid-argument',
    `The message is neither hexadecimal nor base64: "${text[at]}" at character ${at + 1}`,
  );
}
