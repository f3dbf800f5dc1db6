import type { Page } from '@playwright/test';

/** What a page gave its user to keep. */
export interface SavedFile {
  name: string;
  file: string;
}

/** Waits for the file that a page of a browser gives its user to keep. */
export async function saveByBrowser(page: Page, act: () => Promise<void>): Promise<SavedFile> {
  const download = page.waitForEvent('download');
  await act();
  const saved = await download;
  return { name: saved.suggestedFilename(), file: await saved.path() };
}

/** A running workbench, as a journey meets it in a browser or in Electron. */
export interface Shell {
  /** What its page goes to. */
  url: string;
  /** The process that does the work. */
  pid: number;
  /** The window that it opened by itself; undefined where a browser is to open one. */
  window: Page | undefined;
  /** Readies a page of the browser, before it goes anywhere. */
  prepare?(page: Page): Promise<void>;
  /** Asks the workbench by name; answers its Reply. */
  ask(name: string, input: unknown): Promise<unknown>;
  /** Does something in the page, and waits for the file that comes of it. */
  save(page: Page, act: () => Promise<void>): Promise<SavedFile>;
  /** Ends it as a crash does. */
  kill(): void;
  close(): Promise<void>;
}

/** Whatever the program keeps for its user stays in the folder of the journey. */
export const ownHome = (folder: string): Record<string, string> => ({
  ...(process.env as Record<string, string>),
  HOME: folder,
  APPDATA: folder,
  XDG_DATA_HOME: folder,
  UEPT_WORKSPACE: `${folder}/journey.uept`,
});
