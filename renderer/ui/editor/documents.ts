import { monaco } from './monaco.ts';

export type Language = 'xml' | 'yaml';

export const uriOf = (document: string, language: Language): monaco.Uri =>
  monaco.Uri.parse(`inmemory://workbench/${encodeURIComponent(document)}.${language}`);

/** The text of a document as Monaco has it, made at first use: undo belongs to it, and outlives the editor. */
export function modelOf(document: string, language: Language): monaco.editor.ITextModel {
  const uri = uriOf(document, language);
  const open = monaco.editor.getModel(uri);
  if (open) return open;
  const model = monaco.editor.createModel('', language, uri);
  // Offsets are counted in the text as the workbench has it, on Windows too.
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  return model;
}

/** Forgets a document that will not be opened again, its undo with it. */
export function forgetDocument(document: string, language: Language): void {
  monaco.editor.getModel(uriOf(document, language))?.dispose();
}
