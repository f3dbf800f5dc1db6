import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

// What the desktop program is made of, looked at without Electron.
test.describe('the desktop bundles', () => {
  test('the preload is one CommonJS file that requires electron and nothing else', async () => {
    const files = await readdir(join(root, 'out/preload'));
    const text = await read('out/preload/preload.cjs');
    const required = [...text.matchAll(/require\(["']([^"']+)["']\)/g)].map((match) => match[1]);
    expect({ files, required }).toEqual({ files: ['preload.cjs'], required: ['electron'] });
    expect(text).not.toMatch(/\bimport\b/);
  });

  test('the page loads its own files alone, and asks Monaco for no network', async () => {
    const page = await read('out/renderer/index.html');
    const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(addresses.length).toBeGreaterThan(2);
    expect(addresses.filter((address) => !address.startsWith('./'))).toEqual([]);
    const scripts = (await readdir(join(root, 'out/renderer/assets'))).filter((name) => name.endsWith('.js'));
    for (const script of scripts)
      expect(await read(`out/renderer/assets/${script}`)).not.toMatch(/cdn\.jsdelivr|unpkg\.com|cdnjs/);
  });

  test('Monaco is loaded only where XML is shown', async () => {
    const page = await read('out/renderer/index.html');
    const entry = /assets\/index-[\w-]+\.js/.exec(page)?.[0] ?? '';
    expect((await read(`out/renderer/${entry}`)).includes('createStandaloneEditorService')).toBe(false);
  });

  test('the window is sandboxed, and a call counts only from our own page', async () => {
    const text = await read('out/main/electron.js');
    for (const setting of [
      'contextIsolation: true',
      'sandbox: true',
      'nodeIntegration: false',
      'webviewTag: false',
      "default-src 'none'",
    ])
      expect(text).toContain(setting);
    expect(text).toMatch(/isTrusted\(event\.senderFrame\)/);
  });

  test('electron-builder accepts its configuration, fuses and unpacked native module among it', async () => {
    const config = parse(await read('electron-builder.yml')) as Parameters<typeof validateConfiguration>[0];
    await validateConfiguration(config, new DebugLogger(false));
    expect(config).toMatchObject({
      asar: true,
      asarUnpack: ['**/*.node'],
      npmRebuild: false,
      electronFuses: {
        runAsNode: false,
        enableNodeOptionsEnvironmentVariable: false,
        onlyLoadAppFromAsar: true,
        enableEmbeddedAsarIntegrityValidation: true,
      },
      fileAssociations: [{ ext: 'uept' }],
      mac: { fileAssociations: [{ ext: 'uept' }, { ext: 'zip', role: 'Viewer', rank: 'Alternate' }] },
      linux: { fileAssociations: [{ ext: 'uept' }, { ext: 'zip', mimeType: 'application/zip' }] },
    });
  });
});
