import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  Notification,
  protocol,
  screen,
  session,
  shell,
  type WebFrameMain,
} from 'electron';
import { connect } from '../../shared/contract/client.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { watchLongRuns } from './desktop/longRuns.ts';
import { menuTemplate } from './desktop/menu.ts';
import { type OpenedFile, openedFile, verdictAddress } from './desktop/openedFile.ts';
import { isOwnPage, isPermitted, ownOrigin } from './desktop/ownPage.ts';
import { serveFile } from './desktop/serveFile.ts';
import { isWithinReach, readWindowState } from './desktop/windowState.ts';
import { rendererFolder, userDataFolder, workspaceFile } from './paths.ts';
import { type RoamingWorkbench, roam } from './workspaces.ts';
import { writeSafely } from './writeSafely.ts';

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

/** A call counts only from the top frame of our own page. */
const isTrusted = (frame: WebFrameMain | null): boolean =>
  frame !== null && frame.parent === null && isOwnPage(frame.url);

const windowFile = (): string => `${userDataFolder()}/window.json`;

/** How the window was left, where that is still on a screen. */
function lastState() {
  const state = readWindowState(windowFile());
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  return state && isWithinReach(state, screens) ? state : undefined;
}

function openWindow(address: string, report: (error: unknown) => void): BrowserWindow {
  const { isMaximised = false, ...bounds } = lastState() ?? {};
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    ...bounds,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/preload.cjs', import.meta.url)),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
    },
  });
  window.once('ready-to-show', () => {
    if (isMaximised) window.maximize();
    window.show();
  });
  window.on('close', () => {
    const state = { ...window.getNormalBounds(), isMaximised: window.isMaximized() };
    try {
      writeSafely([{ file: windowFile(), text: JSON.stringify(state) }]);
    } catch (error) {
      // The window closes all the same; the next one has the usual size.
      report(error);
    }
  });
  void window.loadURL(`${ownOrigin}/${address}`);
  return window;
}

/** What a person asks for outside the page: the menu, a double click on a file, the Dock. */
function desk(window: BrowserWindow, workbench: RoamingWorkbench) {
  const show = (address: string): void => void window.loadURL(`${ownOrigin}/${address}`);
  const refuse = (message: string, error: unknown): void => {
    if (!(error instanceof WorkbenchError)) workbench.report(error);
    const detail = error instanceof WorkbenchError ? error.message : 'The log has the details.';
    void dialog.showMessageBox(window, { type: 'error', message, detail });
  };
  const goTo = async (file: string, isNew: boolean): Promise<void> => {
    try {
      await workbench.workspaces.open(file, isNew);
      setMenu();
      window.webContents.reload();
    } catch (error) {
      refuse(`${basename(file)} was not opened`, error);
    }
  };
  const filters = [{ name: 'UEPT workspace', extensions: ['uept'] }];
  const acts = {
    async newWorkspace() {
      const { filePath } = await dialog.showSaveDialog(window, { filters, defaultPath: 'campaign.uept' });
      if (filePath) await goTo(filePath, true);
    },
    async openWorkspace() {
      const { filePaths } = await dialog.showOpenDialog(window, { filters, properties: ['openFile'] });
      if (filePaths[0] !== undefined) await goTo(filePaths[0], false);
    },
    openRecent: (file: string) => goTo(file, false),
    async verifyPack() {
      const packs = [{ name: 'Submission pack', extensions: ['zip'] }];
      const { filePaths } = await dialog.showOpenDialog(window, { filters: packs, properties: ['openFile'] });
      if (filePaths[0] !== undefined) show(verdictAddress(filePaths[0]));
    },
    show,
    showDataFolder: () => void shell.openPath(userDataFolder()),
  };
  const setMenu = (): void => {
    const recent = workbench.workspaces.list().map(({ file }) => file);
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform === 'darwin', recent, acts)));
  };
  setMenu();
  return {
    setMenu,
    async open({ kind, file }: OpenedFile) {
      if (window.isMinimized()) window.restore();
      window.focus();
      if (kind === 'pack') show(verdictAddress(file));
      else await goTo(file, false);
    },
  };
}

/** Tells of long runs that ended while the person was elsewhere. */
function tellOfLongRuns(window: BrowserWindow, workbench: RoamingWorkbench): void {
  const calls = connect((name, input) => dispatch(workbench.handlers, name, input, workbench.report));
  const watch = watchLongRuns();
  let asking = false;
  workbench.listen(async ({ name }) => {
    if (name !== 'run.changed' || asking) return;
    asking = true;
    try {
      for (const notice of watch(await calls['run.list']({ limit: 10 }))) {
        if (!window.isDestroyed() && !window.isFocused()) new Notification(notice).show();
      }
    } catch (error) {
      workbench.report(error);
    } finally {
      asking = false;
    }
  });
}

app.on('web-contents-created', (_event, contents) => {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
});

/** The one instance of the program, from here on. */
async function start(): Promise<void> {
  // macOS says which file was double-clicked by this event, and may do so before the program is ready.
  let asked = openedFile(process.argv, process.cwd());
  let open = (file: OpenedFile): void => {
    asked = file;
  };
  app.on('open-file', (event, path) => {
    event.preventDefault();
    const file = openedFile(['', path], process.cwd());
    if (file) open(file);
  });
  await app.whenReady();
  session.defaultSession.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) =>
    decide(isPermitted(permission, requestingUrl)),
  );
  session.defaultSession.setPermissionCheckHandler((_contents, permission, url) => isPermitted(permission, url));
  protocol.handle('app', (request) => serveFile(rendererFolder(), request.url));
  const workbench = roam({
    workspace: workspaceFile(asked?.kind === 'workspace' ? asked.file : undefined),
    showInFolder: (file) => shell.showItemInFolder(file),
    report: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
  });
  // ipcMain.handle keeps only an Error's message, so failures cross as data; and all of it as JSON text, for what crosses
  // the context bridge as objects is copied property by property.
  ipcMain.handle('workbench', async (event, name: unknown, input: unknown) =>
    JSON.stringify(
      isTrusted(event.senderFrame)
        ? await dispatch(workbench.handlers, String(name), input, workbench.report)
        : { ok: false, error: { code: 'target-refused', message: 'This page may not call the workbench', detail: {} } },
    ),
  );
  const window = openWindow(asked?.kind === 'pack' ? verdictAddress(asked.file) : '', workbench.report);
  workbench.warm();
  const { open: openFile, setMenu } = desk(window, workbench);
  open = (file) => void openFile(file);
  workbench.listen((event) => {
    if (window.isDestroyed()) return;
    window.webContents.send('workbench-event', event);
    if (event.name === 'status.changed') setMenu();
  });
  tellOfLongRuns(window, workbench);
  app.on('second-instance', (_event, args, folder) => {
    const file = openedFile(args, folder);
    if (file) return open(file);
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => void workbench.close().finally(() => app.quit()));
}

// What Chromium keeps lies with the rest of the user's data, and the one instance is one of that folder.
app.setPath('userData', join(userDataFolder(), 'shell'));
if (app.requestSingleInstanceLock()) {
  start().catch((error: unknown) => {
    dialog.showErrorBox('The workbench could not start', error instanceof Error ? error.message : String(error));
    app.exit(1);
  });
} else app.quit();
