import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, ipcMain, protocol, screen, session, type WebFrameMain } from 'electron';
import { dispatch } from '../ipc/dispatch.ts';
import { composeWorkbench } from './compose.ts';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';
import { openedWorkspace } from './desktop/openedFile.ts';
import { isWithinReach, readWindowState } from './desktop/windowState.ts';
import { rendererFolder, userDataFolder, workspaceFile } from './paths.ts';
import { writeSafely } from './writeSafely.ts';

const origin = 'app://workbench';

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/** A call counts only from the top frame of our own page. */
const isTrusted = (frame: WebFrameMain | null): boolean =>
  frame !== null && frame.parent === null && new URL(frame.url).origin === origin;

async function serveFile(request: Request): Promise<Response> {
  const folder = rendererFolder();
  const { host, pathname } = new URL(request.url);
  const file = normalize(join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)));
  if (host !== 'workbench' || !file.startsWith(folder + sep)) return new Response(null, { status: 404 });
  try {
    const bytes = await readFile(file);
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': mediaTypes[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
      },
    });
  } catch {
    return new Response(null, { status: 404 });
  }
}

const windowFile = (): string => join(userDataFolder(), 'window.json');

/** How the window was left, where that is still on a screen. */
function lastState() {
  const state = readWindowState(windowFile());
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  return state && isWithinReach(state, screens) ? state : undefined;
}

function openWindow(report: (error: unknown) => void): BrowserWindow {
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
  void window.loadURL(`${origin}/`);
  return window;
}

if (!app.requestSingleInstanceLock()) app.quit();

app.on('web-contents-created', (_event, contents) => {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
});

void app.whenReady().then(() => {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  protocol.handle('app', serveFile);
  const composition = composeWorkbench({
    workspace: workspaceFile(openedWorkspace(process.argv, process.cwd())),
    report: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
  });
  // ipcMain.handle keeps only an Error's message, so failures cross as data.
  ipcMain.handle('workbench', (event, name: unknown, input: unknown) =>
    isTrusted(event.senderFrame)
      ? dispatch(composition.handlers, String(name), input, composition.report)
      : { ok: false, error: { code: 'target-refused', message: 'This page may not call the workbench', detail: {} } },
  );
  const window = openWindow(composition.report);
  composition.warm();
  composition.listen((event) => {
    if (!window.isDestroyed()) window.webContents.send('workbench-event', event);
  });
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => void composition.close().finally(() => app.quit()));
});
