import { WorkbenchError } from '../../../shared/errors.ts';
import { createReader, DecodeFault, fault, remaining } from '../reader.ts';
import { readData } from './data.ts';
import type { TaggedValue } from './taggedValue.ts';

/**
 * The value that some octets encode, from its tag to its end.
 * Throws WorkbenchError 'invalid-argument' where they are not one COSEM value.
 */
export function readValue(bytes: Uint8Array): TaggedValue {
  const reader = createReader(bytes);
  try {
    const value = readData(reader, 'the value');
    if (remaining(reader) > 0) throw fault(reader, 'the end of the value');
    return value;
  } catch (error) {
    if (!(error instanceof DecodeFault)) throw error;
    throw new WorkbenchError(
      'invalid-argument',
      `Not a COSEM value: at offset ${error.offset}, expected ${error.expected}.`,
    );
  }
}
