import { describe, expect, it } from 'vitest';
import { folderOpener, launch, urlOpener } from './openers.ts';

describe('what opens something at the desktop', () => {
  it('shows an address by the program of each system', () => {
    const url = 'http://127.0.0.1:8080/#token=a';
    expect([urlOpener('darwin', url), urlOpener('win32', url), urlOpener('linux', url)]).toEqual([
      { program: 'open', args: [url] },
      { program: 'cmd', args: ['/c', 'start', '', url] },
      { program: 'xdg-open', args: [url] },
    ]);
    expect(urlOpener('aix', url)).toBeUndefined();
  });

  it('shows a file in its folder by the file manager of each system, chosen where that can choose', () => {
    expect(folderOpener('darwin', {}, '/Users/a b/packs/mdr.zip')).toEqual({
      program: 'open',
      args: ['-R', '/Users/a b/packs/mdr.zip'],
    });
    expect(folderOpener('win32', { SystemRoot: 'D:\\Windows' }, 'C:\\Users\\a, b\\packs\\mdr.zip')).toEqual({
      program: 'D:\\Windows\\explorer.exe',
      args: ['/select,"C:\\Users\\a, b\\packs\\mdr.zip"'],
      isQuoted: true,
      isMute: true,
    });
    expect(folderOpener('linux', {}, '/home/a b/packs/mdr.zip')).toEqual({
      program: 'xdg-open',
      args: ['/home/a b/packs'],
    });
    expect(folderOpener('aix', {}, '/home/a/packs/mdr.zip')).toBeUndefined();
  });

  it('is known to have failed where it is missing or ends badly, unless its end says nothing', async () => {
    const ending = (code: number) => ({ program: process.execPath, args: ['-e', `process.exit(${code})`] });
    await expect(launch(ending(0))).resolves.toBeUndefined();
    await expect(launch({ ...ending(1), isMute: true })).resolves.toBeUndefined();
    await expect(launch(ending(3))).rejects.toThrow(/ended with 3$/);
    await expect(launch({ program: '/nowhere/xdg-open', args: [] })).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
