import { readJarFiles } from './jar.ts';

/** The DUIS version whose XSDs come with the installed packages of DCC. */
export const bundledSchemaVersion = '5.1';

/** The XSDs and DTDs of DUIS 5.1, by their published names, for `compileDuisSchema`. @throws as {@link readJarFiles} */
export function readBundledSchemaFiles(): Promise<Map<string, Uint8Array>> {
  return readJarFiles((name) => /^[^/]+\.(xsd|dtd)$/i.test(name));
}
