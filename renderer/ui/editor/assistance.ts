import { monaco } from './monaco.ts';

/** Replaces what stands between two offsets (UTF-16 units). */
export interface TextEdit {
  from: number;
  to: number;
  text: string;
}

/** Something that is wrong in a document, and ways to mend it. */
export interface Marker {
  line: number;
  column: number;
  message: string;
  severity: 'error' | 'warning';
  fixes?: readonly { title: string; edits: readonly TextEdit[] }[];
}

/** What helps whoever types in a document. */
export interface Assistance {
  /** What may stand at an offset of the text; each replaces the text from `from` on. */
  complete?(
    text: string,
    offset: number,
  ): Promise<{
    from: number;
    completions: readonly { kind: string; label: string; insert: string; cursor: number; documentation: string }[];
  }>;
  /** What stands at an offset means, in lines of Markdown; null where there is nothing to say. */
  explain?(text: string, offset: number): Promise<{ from: number; to: number; lines: readonly string[] } | null>;
}

/** Who helps with which document: Monaco asks per language, not per editor. */
const helpers = new Map<string, Assistance>();
const markersOf = new Map<string, readonly Marker[]>();
const kinds = monaco.languages.CompletionItemKind;

/** @returns how to stop helping */
export function assist(uri: monaco.Uri, assistance: Assistance): () => void {
  const key = uri.toString();
  helpers.set(key, assistance);
  return () => void helpers.delete(key);
}

monaco.languages.registerCompletionItemProvider('xml', {
  triggerCharacters: ['<', '/', '>'],
  async provideCompletionItems(model, position) {
    const offset = model.getOffsetAt(position);
    const found = await helpers.get(model.uri.toString())?.complete?.(model.getValue(), offset);
    if (!found || model.isDisposed()) return { suggestions: [] };
    const range = monaco.Range.fromPositions(model.getPositionAt(found.from), position);
    // As typed so far, or the list would be narrowed to nothing: the text to filter by begins where the range does.
    const opened = model.getValueInRange(range).startsWith('<');
    return {
      suggestions: found.completions.map((one, index) => ({
        label: one.label,
        kind: one.kind === 'value' ? kinds.EnumMember : kinds.Field,
        documentation: one.documentation,
        insertText: `${escapeSnippet(one.insert.slice(0, one.cursor))}$0${escapeSnippet(one.insert.slice(one.cursor))}`,
        insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
        filterText: opened ? one.insert : one.label,
        sortText: String(index).padStart(4, '0'),
        range,
      })),
    };
  },
});

const escapeSnippet = (text: string): string => text.replace(/[\\$}]/g, '\\$&');

monaco.languages.registerHoverProvider('xml', {
  async provideHover(model, position) {
    const said = await helpers.get(model.uri.toString())?.explain?.(model.getValue(), model.getOffsetAt(position));
    if (!said || model.isDisposed()) return null;
    return {
      range: monaco.Range.fromPositions(model.getPositionAt(said.from), model.getPositionAt(said.to)),
      contents: said.lines.map((value) => ({ value })),
    };
  },
});

monaco.languages.registerCodeActionProvider('xml', {
  provideCodeActions(model, range, { markers }) {
    const atHand = markersOf.get(model.uri.toString()) ?? [];
    const actions = atHand
      .filter((one) => one.line >= range.startLineNumber && one.line <= range.endLineNumber)
      .flatMap((one) =>
        (one.fixes ?? []).map(({ title, edits }) => ({
          title,
          kind: 'quickfix',
          isPreferred: true,
          diagnostics: markers.filter(({ message }) => message === one.message),
          edit: {
            edits: edits.map((edit) => ({
              resource: model.uri,
              versionId: undefined,
              textEdit: { range: rangeOf(model, edit), text: edit.text },
            })),
          },
        })),
      );
    return { actions, dispose: () => {} };
  },
});

const rangeOf = (model: monaco.editor.ITextModel, { from, to }: TextEdit): monaco.Range =>
  monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));

/** Makes changes that the editor's own undo takes back. */
function applyEdits(model: monaco.editor.ITextModel, edits: readonly TextEdit[]): void {
  model.pushStackElement();
  model.pushEditOperations(
    [],
    edits.map((edit) => ({ range: rangeOf(model, edit), text: edit.text })),
    () => null,
  );
  model.pushStackElement();
}

/** Has a document read otherwise, changing only what differs: cursor and folding stay, and undo takes it back by itself. */
export function replaceText(model: monaco.editor.ITextModel, text: string): void {
  const before = model.getValue();
  if (before === text) return;
  const most = Math.min(before.length, text.length);
  let from = 0;
  while (from < most && before[from] === text[from]) from += 1;
  let tail = 0;
  while (tail < most - from && before[before.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  applyEdits(model, [{ from, to: before.length - tail, text: text.slice(from, text.length - tail) }]);
}

/** Marks what is wrong in a document, and offers to mend it. */
export function mark(model: monaco.editor.ITextModel, markers: readonly Marker[]): void {
  if (markers.length === 0) markersOf.delete(model.uri.toString());
  else markersOf.set(model.uri.toString(), markers);
  const data = markers.map((marker) => {
    const line = Math.min(marker.line, model.getLineCount());
    const word = model.getWordAtPosition({ lineNumber: line, column: marker.column });
    return {
      startLineNumber: line,
      startColumn: marker.column,
      endLineNumber: line,
      endColumn: word?.endColumn ?? marker.column + 1,
      message: marker.message,
      severity: marker.severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
    };
  });
  monaco.editor.setModelMarkers(model, 'findings', data);
}
