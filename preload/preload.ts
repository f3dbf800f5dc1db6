import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';

// The whole of what the page may do: ask the workbench by name, and hear its events. What is asked is checked at the
// other end; nothing of Electron crosses.
contextBridge.exposeInMainWorld('workbench', {
  call: (name: string, input: unknown): Promise<string> => ipcRenderer.invoke('workbench', name, input),
  on: (listener: (event: unknown) => void): (() => void) => {
    const receive = (_event: IpcRendererEvent, data: unknown): void => listener(data);
    ipcRenderer.on('workbench-event', receive);
    return () => ipcRenderer.off('workbench-event', receive);
  },
});
