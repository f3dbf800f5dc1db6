import { useEffect } from 'react';
import { redo, save, undo } from './store.ts';

/** Ctrl/Cmd+S saves; Ctrl/Cmd+Z takes back what the form did. Where text is typed, undo is the text's own. */
export function useAuthoringKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const inText = (event.target as HTMLElement).closest('input, textarea, [contenteditable], .monaco-editor');
      if (key === 's') void save();
      else if (key === 'z' && !inText) event.shiftKey ? redo() : undo();
      else if (key === 'y' && !inText) redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
