import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { CampaignFile, CampaignSource } from '../../shared/campaignSource.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { LoadedCampaign } from '../../shared/sequence.ts';
import { dataFilesOf } from '../application/campaignData.ts';
import {
  checkCampaignSource,
  copyOfCampaign,
  type NamedText,
  outlineCampaign,
  sequenceFilesOf,
} from '../application/campaignSource.ts';
import { checks } from '../checks/registry.ts';
import type { CampaignDesk } from '../ipc/hostServices.ts';
import { fixture } from './paths.ts';
import { demoCampaign, isVariant, readCampaign } from './readCampaign.ts';
import { readText } from './readText.ts';
import { writeSafely } from './writeSafely.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * The files of the campaign that is open.
 *
 * @param open where it lies, and how to go on with it once it has been copied or changed
 */
export function openCampaignDesk(open: {
  /** The campaign's own file. */
  file(): string;
  campaign(): LoadedCampaign;
  /** Where the user's own campaigns are kept. */
  folder: string;
  /** Takes the campaign of a file, as it now is, in place of the open one. */
  goOnWith(file: string): Promise<void>;
}): CampaignDesk {
  const read = (): NamedText[] => {
    const file = open.file();
    const own = { name: basename(file), text: readText(file) };
    const beside = (names: readonly string[]): NamedText[] =>
      [...new Set(names)]
        .filter((name) => existsSync(join(dirname(file), name)))
        .map((name) => ({ name, text: readText(join(dirname(file), name)) }));
    const sequences = beside(sequenceFilesOf(own.text));
    return [own, ...sequences, ...beside([own, ...sequences].flatMap(dataFilesOf))];
  };
  const isBundled = (): boolean => resolve(open.file()).startsWith(fixture(''));
  const laidOver = (changed: readonly NamedText[]): NamedText[] =>
    read().map((file) => changed.find(({ name }) => name === file.name) ?? file);
  const findingsOf = (files: readonly NamedText[]) =>
    checkCampaignSource(files, isVariant, () => readCampaign(demoCampaign()));
  const source = (): CampaignSource => ({
    campaignId: open.campaign().id,
    origin: isBundled() ? 'bundled' : 'own',
    folder: dirname(open.file()),
    files: read().map(({ name, text }) => ({ name, text, seen: digest(text) })),
  });

  return {
    source,
    check(changed) {
      const files = laidOver(changed);
      const { devices, requirements } = open.campaign();
      return {
        sequences: outlineCampaign(files),
        findings: findingsOf(files),
        devices: Object.keys(devices),
        checks: Object.keys(checks),
        requirements: requirements.map(({ id }) => id),
      };
    },
    async copy() {
      if (!isBundled()) throw new WorkbenchError('conflict', 'This campaign is your own already; change it as it is');
      const { id } = open.campaign();
      const file = join(open.folder, `${id}.yaml`);
      if (existsSync(file))
        throw new WorkbenchError('conflict', `There is a ${file} already; open it, or move it away first`);
      const copies = copyOfCampaign(read(), id);
      writeSafely(copies.map(({ name, text }) => ({ file: join(open.folder, name), text })));
      await open.goOnWith(file);
      return source();
    },
    async save(changed) {
      if (isBundled())
        throw new WorkbenchError('conflict', 'A bundled campaign is not changed; make a copy of your own first');
      const onDisk = read();
      for (const { name, seen } of changed) checkUnchanged(onDisk, name, seen);
      const [finding] = findingsOf(laidOver(changed));
      if (finding) {
        throw new WorkbenchError(
          'invalid-document',
          `${finding.file}, line ${finding.line}: ${finding.message}. Mend it, then save; until then it is kept as a draft`,
        );
      }
      const folder = dirname(open.file());
      writeSafely(changed.map(({ name, text }) => ({ file: join(folder, name), text })));
      await open.goOnWith(open.file());
      return source();
    },
  };
}

/** Only files that the campaign has are written, and none over a change that its author has not seen. */
function checkUnchanged(onDisk: readonly NamedText[], name: string, seen: CampaignFile['seen']): void {
  const file = onDisk.find((one) => one.name === name);
  if (!file) throw new WorkbenchError('not-found', `The campaign has no file ${name}`);
  if (digest(file.text) !== seen) {
    throw new WorkbenchError(
      'conflict',
      `${name} has been changed on disk since it was opened here; look at what is there before you save over it`,
    );
  }
}
