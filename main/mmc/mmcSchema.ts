import { compileDuisSchema, type DuisSchema } from '../duis/schema.ts';
import { findMmcFile } from './mmcModel.ts';

/**
 * Compiles the MMC's XSD for `validateAgainstSchema`. It stands alone: no other file of its version is needed.
 * @throws WorkbenchError `schema-unavailable` where it is missing or does not compile
 */
export function compileMmcSchema(files: ReadonlyMap<string, Uint8Array>, version: string): DuisSchema {
  return compileDuisSchema(new Map([[`DUIS-MMC ${version}.xsd`, findMmcFile(files)]]), version);
}
