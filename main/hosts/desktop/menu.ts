import { basename } from 'node:path';
import { screenNames } from '../../../shared/screenNames.ts';

/** An item of a native menu, in the form that Electron's `Menu.buildFromTemplate` takes. */
export interface MenuItem {
  label?: string;
  role?:
    | 'appMenu'
    | 'editMenu'
    | 'windowMenu'
    | 'quit'
    | 'close'
    | 'resetZoom'
    | 'zoomIn'
    | 'zoomOut'
    | 'togglefullscreen';
  type?: 'separator';
  accelerator?: string;
  enabled?: boolean;
  click?: () => void;
  submenu?: MenuItem[];
}

/** What the menu's items do. */
export interface MenuActs {
  newWorkspace(): void;
  openWorkspace(): void;
  openRecent(file: string): void;
  verifyPack(): void;
  /** Shows an address of the page: `#/runs`. */
  show(address: string): void;
  showDataFolder(): void;
}

const separator: MenuItem = { type: 'separator' };

/**
 * The native menu.
 *
 * @param recent files of the workspaces that were opened last, the newest first
 */
export function menuTemplate(isMac: boolean, recent: readonly string[], acts: MenuActs): MenuItem[] {
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [
        { label: 'New Workspace…', accelerator: 'CmdOrCtrl+Shift+N', click: acts.newWorkspace },
        { label: 'Open Workspace…', accelerator: 'CmdOrCtrl+O', click: acts.openWorkspace },
        {
          label: 'Open Recent',
          // A menu without an item cannot say that it has none.
          submenu:
            recent.length === 0
              ? [{ label: 'No workspace has been opened yet', enabled: false }]
              : recent.map((file) => ({ label: `${basename(file)}   ${file}`, click: () => acts.openRecent(file) })),
        },
        separator,
        { label: 'Verify a Pack…', click: acts.verifyPack },
        separator,
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'Go',
      submenu: Object.entries(screenNames).map(([screen, label], place) => ({
        label,
        click: () => acts.show(`#/${screen}`),
        // There are keys for nine.
        ...(place < 9 ? { accelerator: `CmdOrCtrl+${place + 1}` } : {}),
      })),
    },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { label: 'Help', submenu: [{ label: 'Show the Data Folder', click: acts.showDataFolder }] },
  ];
}
