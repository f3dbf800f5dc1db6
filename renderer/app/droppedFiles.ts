import { notifications } from '@mantine/notifications';
import { verifyFile } from '../features/pack/store.ts';
import { goTo } from '../stores/place.ts';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** A field for files takes what is dropped on it by itself. */
const isFileField = ({ target }: DragEvent): boolean => target instanceof HTMLInputElement && target.type === 'file';

function take(file: File): void {
  if (file.name.toLowerCase().endsWith('.zip')) {
    goTo({ screen: 'pack' });
    void verifyFile(file);
    return;
  }
  notifications.show({
    color: 'red',
    title: `${file.name} was not opened`,
    message: file.name.toLowerCase().endsWith('.uept')
      ? 'Open a workspace from the File menu, or under Settings by its path.'
      : 'Drop a submission pack (.zip) here to verify it.',
    autoClose: 8000,
  });
}

/** Takes packs that are dropped anywhere on the window: a page would leave for the file otherwise. Returns how to stop. */
export function takeDroppedFiles(): () => void {
  const over = (event: DragEvent): void => {
    if (holdsFiles(event) && !isFileField(event)) event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    // What has a place of its own for files has taken them.
    if (event.defaultPrevented || !holdsFiles(event) || isFileField(event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  };
  window.addEventListener('dragover', over);
  window.addEventListener('drop', drop);
  return () => {
    window.removeEventListener('dragover', over);
    window.removeEventListener('drop', drop);
  };
}
