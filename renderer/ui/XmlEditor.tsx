import { useComputedColorScheme } from '@mantine/core';
// Completion itself: features/suggest/register of 0.57 holds its inline form alone.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/gotoLine/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/lineSelection/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/languages/definitions/xml/register';
import * as monaco from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import { useEffect, useRef } from 'react';

Object.assign(globalThis, {
  MonacoEnvironment: { getWorker: () => new EditorWorker() },
});

interface Palette {
  base: 'vs' | 'vs-dark';
  paper: string;
  quiet: string;
  tag: string;
  name: string;
  value: string;
}

/** tokens.css in the form that Monaco takes: it cannot read CSS variables. */
const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    base: 'vs',
    paper: 'ffffff',
    quiet: '5a6472',
    tag: '1257b8',
    name: '6b3fc4',
    value: '1a7a3c',
  },
  dark: {
    base: 'vs-dark',
    paper: '15191e',
    quiet: 'a3adb9',
    tag: '6aabff',
    name: 'b795f5',
    value: '57c97d',
  },
};

for (const [scheme, { base, paper, quiet, tag, name, value }] of Object.entries(palettes)) {
  monaco.editor.defineTheme(`workbench-${scheme}`, {
    base,
    inherit: true,
    rules: [
      { token: 'tag', foreground: tag },
      { token: 'delimiter', foreground: quiet },
      { token: 'metatag', foreground: quiet },
      { token: 'metatag.xml', foreground: quiet },
      { token: 'attribute.name', foreground: name },
      { token: 'attribute.value', foreground: value },
    ],
    colors: {
      'editor.background': `#${paper}`,
      'editorLineNumber.foreground': `#${quiet}`,
      'editorLineNumber.activeForeground': `#${tag}`,
      'editorLineNumber.dimmedForeground': `#${quiet}`,
    },
  });
}

export interface Marker {
  line: number;
  column: number;
  message: string;
  severity: 'error' | 'warning';
}

/** What may stand at an offset of the text; each replaces the text from `from` on. */
export type Complete = (
  text: string,
  offset: number,
) => Promise<{
  from: number;
  completions: readonly { kind: string; label: string; insert: string; cursor: number; documentation: string }[];
}>;

/** Who completes which document: Monaco asks per language, not per editor. */
const completers = new Map<string, Complete>();
const kinds = monaco.languages.CompletionItemKind;

monaco.languages.registerCompletionItemProvider('xml', {
  triggerCharacters: ['<', '/', '>'],
  async provideCompletionItems(model, position) {
    const offset = model.getOffsetAt(position);
    const found = await completers.get(model.uri.toString())?.(model.getValue(), offset);
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

interface XmlEditorProps {
  /** One model a document: undo and scroll position belong to it. */
  document: string;
  value: string;
  label: string;
  readOnly?: boolean;
  markers?: readonly Marker[];
  onChange?: (value: string) => void;
  complete?: Complete;
}

const uriOf = (document: string): monaco.Uri =>
  monaco.Uri.parse(`inmemory://workbench/${encodeURIComponent(document)}.xml`);

/** An XML editor. The only place that knows Monaco. */
export default function XmlEditor({
  document,
  value,
  label,
  readOnly = false,
  markers = [],
  onChange,
  complete,
}: XmlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(undefined);
  const changed = useRef(onChange);
  changed.current = onChange;
  const scheme = useComputedColorScheme();

  useEffect(() => {
    if (!place.current) return;
    const created = monaco.editor.create(place.current, {
      automaticLayout: true,
      minimap: { enabled: false },
      fontFamily: 'JetBrains Mono Variable, ui-monospace, monospace',
      fontSize: 12,
      lineHeight: 19,
      wordWrap: 'on',
      // Completion writes the end tag; a bracket of the editor's own would stand behind it.
      autoClosingBrackets: 'never',
      wrappingIndent: 'indent',
      scrollBeyondLastLine: false,
      lineNumbersMinChars: 3,
      renderLineHighlight: 'line',
      fixedOverflowWidgets: true,
      padding: { top: 8, bottom: 8 },
      stickyScroll: { enabled: false },
      // Tab moves on, as everywhere else; the editor is not a trap for the keyboard.
      tabFocusMode: true,
    });
    editor.current = created;
    return () => created.dispose();
  }, []);

  useEffect(() => {
    const uri = uriOf(document);
    const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel('', 'xml', uri);
    editor.current?.setModel(model);
    const listening = model.onDidChangeContent(() => changed.current?.(model.getValue()));
    return () => listening.dispose();
  }, [document]);

  useEffect(() => {
    if (!complete) return;
    const uri = uriOf(document).toString();
    completers.set(uri, complete);
    return () => void completers.delete(uri);
  }, [document, complete]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (model && model.getValue() !== value)
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text: value }], () => null);
  }, [value]);

  useEffect(() => {
    editor.current?.updateOptions({
      readOnly,
      ariaLabel: label,
      domReadOnly: readOnly,
    });
  }, [readOnly, label]);

  useEffect(() => {
    monaco.editor.setTheme(`workbench-${scheme}`);
  }, [scheme]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model) return;
    const data = markers.map((marker) => {
      const word = model.getWordAtPosition({
        lineNumber: Math.min(marker.line, model.getLineCount()),
        column: marker.column,
      });
      return {
        startLineNumber: marker.line,
        startColumn: marker.column,
        endLineNumber: marker.line,
        endColumn: word?.endColumn ?? marker.column + 1,
        message: marker.message,
        severity: marker.severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
      };
    });
    monaco.editor.setModelMarkers(model, 'findings', data);
  }, [markers]);

  return <div ref={place} style={{ height: '100%', minHeight: 0 }} />;
}
