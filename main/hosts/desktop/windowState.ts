import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Bounds = z.strictObject({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
export type Bounds = z.infer<typeof Bounds>;

/** How the window was left. */
const WindowState = Bounds.extend({ isMaximised: z.boolean() });
export type WindowState = z.infer<typeof WindowState>;

/** How the window was left the last time; undefined where nobody knows, or the file is none of ours. */
export function readWindowState(file: string): WindowState | undefined {
  try {
    return WindowState.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // A window of the usual size is no loss.
    return undefined;
  }
}

const overlap = (from: number, to: number, otherFrom: number, otherTo: number): number =>
  Math.min(to, otherTo) - Math.max(from, otherFrom);

/** As much of a window must be on a screen that it can be taken hold of. */
const graspable = 80;

/** Whether a window would be within reach on one of the screens there are now: one may have been unplugged. */
export const isWithinReach = (window: Bounds, screens: readonly Bounds[]): boolean =>
  screens.some(
    ({ x, y, width, height }) =>
      overlap(window.x, window.x + window.width, x, x + width) >= graspable &&
      overlap(window.y, window.y + window.height, y, y + height) >= graspable,
  );
