import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each folder may import from, besides itself. The first line of a path that fits decides. */
const allowed: readonly (readonly [folder: string, from: readonly string[]])[] = [
  ['shared', []],
  // The rules about certificates stand on both; the one about top ups on what a UTRN is.
  ['main/duis/rules', ['shared', 'main/duis', 'main/smki', 'main/gbcs/utrn.ts']],
  ['main/duis', ['shared', 'fixtures/catalogue']],
  ['main/gbcs', ['shared', 'fixtures/gbcs']],
  ['main/smki', ['shared', 'main/duis']],
  ['main/transform', ['shared', 'main/duis', 'main/gbcs', 'main/smki', 'fixtures/gbcs']],
  ['main/mmc', ['shared', 'main/duis', 'main/gbcs', 'fixtures/mmc']],
  ['main/analysis', ['shared']],
  ['main/checks', ['shared', 'main/duis', 'main/gbcs', 'main/smki', 'main/mmc', 'main/analysis', 'fixtures/catalogue']],
  [
    'main/application',
    ['shared', 'main/duis', 'main/gbcs', 'main/smki', 'main/transform', 'main/mmc', 'main/checks', 'main/analysis'],
  ],
  ['main/dccMaterial', ['shared', 'main/duis', 'main/smki']],
  ['main/evidence', ['shared', 'main/application']],
  ['main/keystore', ['shared', 'main/application', 'main/smki']],
  ['main/transport', ['shared', 'main/duis', 'main/application']],
  ['main/pack', ['shared', 'main/application']],
  [
    'main/emulator',
    [
      'shared',
      'main/duis',
      'main/gbcs',
      'main/smki',
      'main/transform',
      // What an S1SP answers is the Message Mapping Catalogue's XML.
      'main/mmc',
      'fixtures/emulator',
      'fixtures/gbcs',
    ],
  ],
  // A load run stands on the emulator's own model of the DCC, speaks through the transport, and reports in the pack's style.
  [
    'main/capacity',
    [
      'shared',
      'main/duis',
      'main/gbcs',
      'main/smki',
      'main/application',
      'main/transport',
      'main/emulator',
      'main/pack/report',
    ],
  ],
  [
    'main/ipc',
    [
      'shared',
      'main/application',
      'main/duis',
      'main/gbcs',
      'main/smki',
      'main/transform',
      'main/mmc',
      'main/analysis',
      'main/checks',
      // What brings the emulator to which code is a table, told beside the code's meaning.
      'fixtures/emulator',
    ],
  ],
  ['main/hosts', ['shared', 'main', 'fixtures']],
  ['main/vitest.config.ts', []],
  ['preload', ['shared']],
  ['renderer/ui', ['shared', 'renderer/stores']],
  ['renderer/stores', ['shared']],
  ['renderer/features', ['shared', 'renderer/stores', 'renderer/ui']],
  ['renderer/app', ['shared', 'renderer/stores', 'renderer/ui', 'renderer/features']],
  ['renderer/e2e', ['shared', 'main/hosts']],
  ['renderer', []],
];

/** Packages that have one home. */
const packageHomes: Readonly<Record<string, readonly string[]>> = {
  electron: ['main/hosts/electron.ts', 'preload/'],
  'better-sqlite3': ['main/evidence/'],
  'monaco-editor': ['renderer/ui/editor/'],
};

/** The domain: no Node I/O, and no clock of its own. */
const pure = ['main/duis', 'main/gbcs', 'main/smki', 'main/checks', 'main/analysis', 'main/transform', 'main/mmc'];
const pureNodeModules = new Set(['node:crypto']);

interface Import {
  file: string;
  line: number;
  from: string;
  text: string;
}

const skipped = new Set(['node_modules', 'out', 'dist', 'demo', 'screenshots', 'test-results']);

function listSources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : listSources(path);
    return /\.(ts|tsx|js)$/.test(entry.name) ? [path] : [];
  });
}

function readImports(file: string): Import[] {
  return readFileSync(join(root, file), 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const from =
        /^\s*(?:import|export)\b.*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|^\}\s*from\s+'([^']+)'|import\('([^']+)'\)/.exec(
          text,
        );
      const name = from?.slice(1).find((part) => part !== undefined);
      return name === undefined ? [] : [{ file, line: index + 1, from: name, text: text.trim() }];
    });
}

const homeOf = (path: string) => allowed.find(([folder]) => path === folder || path.startsWith(`${folder}/`));

function isAllowed({ file, from }: Import): boolean {
  const target = relative(root, join(root, dirname(file), from));
  const home = homeOf(file);
  if (!home) return false;
  const [own, others] = home;
  const inside = (folder: string): boolean => target === folder || target.startsWith(`${folder}/`);
  if (inside(own)) {
    // Features never import each other.
    return own !== 'renderer/features' || target.split('/')[2] === file.split('/')[2];
  }
  return others.some(inside);
}

const sources = ['shared', 'main', 'preload', 'renderer'].flatMap(listSources);
const imports = sources.flatMap(readImports);
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.startsWith('renderer/e2e/');
const show = ({ file, line, text }: Import): string => `${file}:${line}: ${text}`;

describe('the direction of imports', () => {
  it('is kept by every relative import', () => {
    const wrong = imports.filter((one) => one.from.startsWith('.') && !isTest(one.file) && !isAllowed(one));
    expect(wrong.map(show)).toEqual([]);
  });

  it('keeps each guarded package in its one home', () => {
    const wrong = imports.filter((one) => {
      const name = Object.keys(packageHomes).find(
        (guarded) => one.from === guarded || one.from.startsWith(`${guarded}/`),
      );
      return name !== undefined && !isTest(one.file) && !packageHomes[name]?.some((home) => one.file.startsWith(home));
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('lets the domain use no part of Node but its cryptography, and no clock', () => {
    const inDomain = (file: string): boolean => pure.some((folder) => file.startsWith(`${folder}/`)) && !isTest(file);
    const wrongImports = imports.filter(
      (one) => inDomain(one.file) && one.from.startsWith('node:') && !pureNodeModules.has(one.from),
    );
    const clocks = sources.filter(
      (file) =>
        inDomain(file) && /\bDate\.now\(|new Date\(\)|performance\.now\(/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect([...wrongImports.map(show), ...clocks]).toEqual([]);
  });

  it('reads the environment in hosts alone', () => {
    const wrong = sources.filter(
      (file) =>
        !file.startsWith('main/hosts/') &&
        !isTest(file) &&
        readFileSync(join(root, file), 'utf8').includes('process.env'),
    );
    expect(wrong).toEqual([]);
  });

  it('names no folder that is not there', () => {
    const stale = allowed.filter(
      ([folder]) => !sources.some((file) => file === folder || file.startsWith(`${folder}/`)),
    );
    expect(stale.map(([folder]) => folder)).toEqual([]);
  });
});
