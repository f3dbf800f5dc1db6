import { monaco } from './monaco.ts';

export type Language = 'xml' | 'yaml';

export const uriOf = (document: string, language: Language): monaco.Uri =>
  monaco.Uri.parse(`inmemory://workbench/${encodeURIComponent(document)}.${language}`);

/** How each document was left: cursor, selection, scroll position. */
const views = new Map<string, monaco.editor.ICodeEditorViewState>();

/** Keeps how the editor's document is being left. */
export function keepView(editor: monaco.editor.ICodeEditor): void {
  const [model, view] = [editor.getModel(), editor.saveViewState()];
  if (model && view) views.set(model.uri.toString(), view);
}

/** How a document was left when it was last open. */
export const viewOf = (model: monaco.editor.ITextModel): monaco.editor.ICodeEditorViewState | undefined =>
  views.get(model.uri.toString());

/** The text of a document as Monaco has it, made at first use: undo belongs to it, and outlives the editor. */
export function modelOf(document: string, language: Language): monaco.editor.ITextModel {
  const uri = uriOf(document, language);
  const open = monaco.editor.getModel(uri);
  if (open) return open;
  const model = monaco.editor.createModel('', language, uri);
  model.onWillDispose(() => views.delete(uri.toString()));
  // Offsets are counted in the text as the workbench has it, on Windows too.
  model.setEOL(monaco.editor.EndOfLineSequence.LF);
  return model;
}

/** Messages can be looked at without end: so many of the last keep their text and where they were left. */
const mostPassing = 20;
const passing = new Set<string>();

/** The text of a document that is only looked at; those that were looked at long before are forgotten. */
export function passingModelOf(document: string, language: Language): monaco.editor.ITextModel {
  const model = modelOf(document, language);
  const own = model.uri.toString();
  passing.delete(own);
  passing.add(own);
  const [oldest] = passing;
  if (oldest !== undefined && passing.size > mostPassing) {
    passing.delete(oldest);
    monaco.editor.getModel(monaco.Uri.parse(oldest))?.dispose();
  }
  return model;
}

/** Forgets a document that will not be opened again, its undo with it. */
export function forgetDocument(document: string, language: Language): void {
  monaco.editor.getModel(uriOf(document, language))?.dispose();
}
