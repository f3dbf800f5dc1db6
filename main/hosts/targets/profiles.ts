import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { TargetEntry } from '../../../shared/contract/shapes/targets.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import { TargetProfile, type TlsFiles } from '../../../shared/target.ts';
import { readYaml } from '../../application/readYaml.ts';
import { fixture } from '../paths.ts';
import { readText } from '../readText.ts';

/** The emulator inside the workbench; it has no file. */
export const bundledEmulator = 'emulator';

/** Where profiles lie, the user's own before the ones that come along. */
const profileFolders = (folders: readonly string[]): string[] => [
  ...folders.map((folder) => join(folder, 'targets')),
  fixture('targets'),
];

/** The file of every profile by name; the first of a name counts. */
export function listProfileFiles(folders: readonly string[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const folder of profileFolders(folders)) {
    if (!existsSync(folder)) continue;
    for (const entry of readdirSync(folder).sort()) {
      const name = /^(.+)\.ya?ml$/.exec(entry)?.[1];
      if (name !== undefined && name !== bundledEmulator && !files.has(name)) files.set(name, join(folder, entry));
    }
  }
  return files;
}

/** File names of a profile are relative to its own folder. */
function withFilesBeside(profile: TargetProfile, file: string): TargetProfile {
  const beside = (tls: TlsFiles): TlsFiles => ({
    ...tls,
    certificate: resolve(dirname(file), tls.certificate),
    key: resolve(dirname(file), tls.key),
    ...(tls.ca === undefined ? {} : { ca: resolve(dirname(file), tls.ca) }),
  });
  const { tls } = profile.receiveResponse;
  const receiveResponse = { ...profile.receiveResponse, ...(tls && { tls: beside(tls) }) };
  if (profile.kind === 'emulator' || !profile.tls) return { ...profile, receiveResponse };
  return { ...profile, receiveResponse, tls: beside(profile.tls) };
}

/**
 * Reads a profile: `targets/NAME.yaml` of the user's own folders or of the program, or a file by its path.
 *
 * @throws WorkbenchError `not-found` naming those there are; `invalid-document` with line and field
 */
export function readProfile(name: string, folders: readonly string[]): TargetProfile {
  const files = listProfileFiles(folders);
  const file = files.get(name) ?? (/\.ya?ml$/.test(name) ? name : undefined);
  if (file === undefined) {
    throw new WorkbenchError(
      'not-found',
      `There is no target "${name}"; there are ${[bundledEmulator, ...files.keys()].join(', ')}. Profiles are files such as ${join(folders[0] ?? '.', 'targets', `${name}.yaml`)}`,
    );
  }
  const profile = withFilesBeside(readYaml(readText(file), TargetProfile, file), file);
  if (files.get(name) === file && profile.name !== name) {
    throw new WorkbenchError(
      'invalid-document',
      `${file}: "name" is ${profile.name}; it must be the file's own, ${name}`,
    );
  }
  return profile;
}

/** The emulator inside and every profile, those that cannot be read included. */
export function listTargets(folders: readonly string[]): TargetEntry[] {
  const bundled = fixture('targets');
  const profiles = [...listProfileFiles(folders)].map(([name, file]): TargetEntry => {
    const origin = file.startsWith(bundled) ? 'bundled' : 'own';
    try {
      const { title, kind, url } = readProfile(name, folders);
      return { name, title, kind, origin, url, problem: null };
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      return { name, title: name, kind: 'unreadable', origin, url: null, problem: error.message };
    }
  });
  const emulator: TargetEntry = {
    name: bundledEmulator,
    title: 'Emulator',
    kind: 'emulator',
    origin: 'bundled',
    url: null,
    problem: null,
  };
  return [emulator, ...profiles];
}
