// Completion itself: features/suggest/register of 0.57 holds its inline form alone.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codeAction/register';
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
import 'monaco-editor/languages/definitions/yaml/register';
import * as monaco from 'monaco-editor/editor';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';

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
      // YAML: keys are types to its tokenizer.
      { token: 'type', foreground: tag },
      { token: 'string', foreground: value },
      { token: 'number', foreground: name },
      { token: 'comment', foreground: quiet },
    ],
    colors: {
      'editor.background': `#${paper}`,
      'editorLineNumber.foreground': `#${quiet}`,
      'editorLineNumber.activeForeground': `#${tag}`,
      'editorLineNumber.dimmedForeground': `#${quiet}`,
    },
  });
}

export { monaco };
