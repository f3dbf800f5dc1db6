import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { type Assistance, assist, type Marker, mark, replaceText } from './assistance.ts';
import { keepView, type Language, modelOf, passingModelOf, uriOf, viewOf } from './documents.ts';
import { monaco } from './monaco.ts';

interface CodeEditorProps {
  /** One model a document: undo and scroll position belong to it. */
  document: string;
  language?: Language;
  value: string;
  label: string;
  readOnly?: boolean;
  markers?: readonly Marker[];
  onChange?: (value: string) => void;
  assistance?: Assistance;
  /** A line to bring into view, whenever it is another object. */
  reveal?: { line: number; column?: number } | null;
}

/** An editor of XML or YAML. Only this folder knows Monaco. */
export default function CodeEditor({
  document,
  language = 'xml',
  value,
  label,
  readOnly = false,
  markers,
  onChange,
  assistance,
  reveal = null,
}: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(undefined);
  const changed = useRef(onChange);
  changed.current = onChange;
  const scheme = useComputedColorScheme();

  useEffect(() => {
    if (!place.current) return;
    const created = monaco.editor.create(place.current, {
      model: null,
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
    return () => {
      keepView(created);
      created.dispose();
    };
  }, []);

  useEffect(() => {
    const model = readOnly ? passingModelOf(document, language) : modelOf(document, language);
    const shown = editor.current;
    shown?.setModel(model);
    const view = viewOf(model);
    if (view) shown?.restoreViewState(view);
    const listening = model.onDidChangeContent(() => changed.current?.(model.getValue()));
    return () => {
      if (shown && !model.isDisposed()) keepView(shown);
      listening.dispose();
    };
  }, [document, language, readOnly]);

  useEffect(
    () => (assistance ? assist(uriOf(document, language), assistance) : undefined),
    [document, language, assistance],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document has another model to be filled
  useEffect(() => {
    const model = editor.current?.getModel();
    if (model) replaceText(model, value);
  }, [value, document]);

  useEffect(() => {
    editor.current?.updateOptions({ readOnly, ariaLabel: label, domReadOnly: readOnly });
  }, [readOnly, label]);

  useEffect(() => {
    monaco.editor.setTheme(`workbench-${scheme}`);
  }, [scheme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another document has another model to be marked
  useEffect(() => {
    const model = editor.current?.getModel();
    if (model) mark(model, markers ?? []);
  }, [markers, document]);

  useEffect(() => {
    if (!reveal) return;
    const position = { lineNumber: reveal.line, column: reveal.column ?? 1 };
    editor.current?.setPosition(position);
    editor.current?.revealPositionInCenterIfOutsideViewport(position);
  }, [reveal]);

  return <div ref={place} style={{ height: '100%', minHeight: 0 }} />;
}
