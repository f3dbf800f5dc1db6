import { applyEdits, type TextEdit } from './assistance.ts';
import { monaco } from './monaco.ts';

export type Language = 'xml' | 'yaml';

export const uriOf = (document: string, language: Language): monaco.Uri =>
  monaco.Uri.parse(`inmemory://workbench/${encodeURIComponent(document)}.${language}`);

/** The text of a document as Monaco has it, made at first use: undo belongs to it, and outlives the editor. */
export function modelOf(document: string, language: Language): monaco.editor.ITextModel {
  const uri = uriOf(document, language);
  return monaco.editor.getModel(uri) ?? monaco.editor.createModel('', language, uri);
}

/** Forgets a document, its undo with it. */
export function forgetDocument(document: string, language: Language): void {
  monaco.editor.getModel(uriOf(document, language))?.dispose();
}

/** Changes a document that is open, in a way that its undo takes back. */
export function editDocument(document: string, language: Language, edits: readonly TextEdit[]): void {
  applyEdits(modelOf(document, language), edits);
}
