// Stands in for the module `electron` where its program is not at hand: it does what Electron's documentation says of
// the calls that the desktop host and the preload make, without a window, and writes down what was asked of it.
import { EventEmitter } from 'node:events';

export interface Frame {
  url: string;
  parent: Frame | null;
}
type Listener = (event: { senderFrame: Frame | null }, ...args: unknown[]) => unknown;
type Decide = (isGranted: boolean) => void;

export const seen = {
  paths: {} as Record<string, string>,
  schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
  windows: [] as BrowserWindow[],
  menus: [] as unknown[],
  /** Files that the file manager was asked to show. */
  shown: [] as string[],
  ended: null as string | null,
};

const handlers = new Map<string, Listener>();
let serve: ((request: { url: string }) => Promise<Response>) | undefined;
let check: ((contents: null, permission: string, origin: string) => boolean) | undefined;
let request: ((contents: null, permission: string, decide: Decide, details: object) => void) | undefined;

class App extends EventEmitter {
  whenReady = async (): Promise<void> => {};
  requestSingleInstanceLock = (): boolean => true;
  setPath = (name: string, path: string): void => {
    seen.paths[name] = path;
  };
  quit = (): void => {
    seen.ended = 'quit';
  };
  exit = (code: number): void => {
    seen.ended = `exit ${code}`;
  };
}
export const app = new App();

class WebContents extends EventEmitter {
  sent: [channel: string, data: unknown][] = [];
  send = (channel: string, data: unknown): void => {
    this.sent.push([channel, structuredClone(data)]);
    rendererEvents.emit(channel, {}, structuredClone(data));
  };
  reload = (): void => {};
  setWindowOpenHandler = (): void => {};
}

export class BrowserWindow extends EventEmitter {
  webContents = new WebContents();
  address = '';
  isShown = false;
  options: { webPreferences: Record<string, unknown> };
  constructor(options: { webPreferences: Record<string, unknown> }) {
    super();
    this.options = options;
    seen.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL = async (address: string): Promise<void> => {
    this.address = address;
    setImmediate(() => this.emit('ready-to-show'));
  };
  show = (): void => {
    this.isShown = true;
  };
  focus = (): void => {};
  maximize = (): void => {};
  restore = (): void => {};
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => false;
  isFocused = (): boolean => true;
  isDestroyed = (): boolean => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 1440, height: 900 });
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes: typeof seen.schemes): void => void seen.schemes.push(...schemes),
  handle: (_scheme: string, handler: NonNullable<typeof serve>): void => {
    serve = handler;
  },
};
export const session = {
  defaultSession: {
    setPermissionCheckHandler: (handler: NonNullable<typeof check>): void => {
      check = handler;
    },
    setPermissionRequestHandler: (handler: NonNullable<typeof request>): void => {
      request = handler;
    },
  },
};
export const ipcMain = { handle: (channel: string, handler: Listener): void => void handlers.set(channel, handler) };
export const Menu = {
  buildFromTemplate: (template: unknown): unknown => template,
  setApplicationMenu: (menu: unknown): void => void seen.menus.push(menu),
};
export const dialog = { showErrorBox: (title: string, text: string): void => console.error(title, text) };
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };
export const shell = {
  openPath: async (): Promise<string> => '',
  showItemInFolder: (file: string): void => void seen.shown.push(file),
};
export class Notification {
  show = (): void => {};
}

// The side of the page.
const rendererEvents = new EventEmitter();
export const ipcRenderer = {
  invoke: (channel: string, ...args: unknown[]): Promise<unknown> =>
    ask({ url: 'app://workbench/#/campaign', parent: null }, channel, ...args),
  on: (channel: string, listener: (...args: unknown[]) => void): void => void rendererEvents.on(channel, listener),
  off: (channel: string, listener: (...args: unknown[]) => void): void => void rendererEvents.off(channel, listener),
};
export const exposed: Record<string, unknown> = {};
export const contextBridge = {
  exposeInMainWorld: (name: string, value: unknown): void => {
    exposed[name] = value;
  },
};

/** Asks the main process as a frame does, with Electron's own copying. */
export async function ask(frame: Frame | null, channel: string, ...args: unknown[]): Promise<unknown> {
  const copies = args.map((arg) => structuredClone(arg));
  return structuredClone(await handlers.get(channel)?.({ senderFrame: frame }, ...copies));
}

export const load = async (url: string): Promise<Response | undefined> => serve?.({ url });
export const isChecked = (permission: string, origin: string): boolean => check?.(null, permission, origin) === true;
export const isGranted = (permission: string, requestingUrl: string): Promise<boolean> =>
  new Promise((resolve) => request?.(null, permission, resolve, { requestingUrl, isMainFrame: true }));
