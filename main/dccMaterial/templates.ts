import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';
import type { DuisTemplate } from '../duis/template.ts';

// Not by the name of `require`: the desktop bundle has one of its own.
const resolvePackage = createRequire(import.meta.url).resolve;

/** The folder of an installed package of DCC's. @throws WorkbenchError `unreadable-file` where it is not installed */
export function packageFolder(name: string): string {
  try {
    return dirname(resolvePackage(`${name}/package.json`));
  } catch (cause) {
    throw new WorkbenchError('unreadable-file', `The package ${name} is not installed: run npm install.`, { cause });
  }
}

let index: readonly DuisTemplate[] | undefined;

/** DCC's published request templates, by name. The index is built once, from the content of the files. */
export function listTemplates(): readonly DuisTemplate[] {
  index ??= readTemplates(join(packageFolder('@smartdcc/duis-templates'), 'templates'));
  return index;
}

function readTemplates(folder: string): DuisTemplate[] {
  const files = readdirSync(folder).filter((file) => /\.xml$/i.test(file));
  return files.sort().map((file) => {
    const xml = readFileSync(join(folder, file), 'utf8');
    const serviceReferenceVariant = /<sr:ServiceReferenceVariant>\s*([^<\s]+)/.exec(xml)?.[1] ?? '';
    return { name: file.replace(/\.xml$/i, ''), serviceReferenceVariant, xml };
  });
}

/** One template by its published file name, with or without the ending. @throws WorkbenchError `not-found` */
export function readTemplate(name: string): DuisTemplate {
  const wanted = name.replace(/\.xml$/i, '');
  const found = listTemplates().find((template) => template.name === wanted);
  if (found !== undefined) return found;
  throw new WorkbenchError('not-found', `There is no DCC template named "${name}".`, { detail: { name } });
}
