import { describe, expect, it } from 'vitest';
import { runElectron, whyNoWindow } from './electronProgram.ts';

const runNode = (script: string): Promise<number | undefined> =>
  runElectron(process.execPath, ['-e', script], process.cwd());

describe('the desktop program', () => {
  it('is left as its user leaves it', async () => {
    expect(await runNode('')).toBe(0);
  });

  it('is known not to have started where it ends badly at once, or is not there', async () => {
    expect(await runNode('process.exit(1)')).toBeUndefined();
    expect(await runNode('process.kill(process.pid, "SIGKILL")')).toBeUndefined();
    expect(await runElectron('/nowhere/electron', [], process.cwd())).toBeUndefined();
  });

  it('is not started on Linux without a display', () => {
    expect(whyNoWindow('linux', {})).toBe('there is no display for a window');
    const shown = [whyNoWindow('linux', { DISPLAY: ':0' }), whyNoWindow('linux', { WAYLAND_DISPLAY: 'wayland-0' })];
    expect([...shown, whyNoWindow('darwin', {}), whyNoWindow('win32', {})]).toEqual(Array(4).fill(undefined));
  });
});
