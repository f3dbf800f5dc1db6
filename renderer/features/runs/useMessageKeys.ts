import { useEffect } from 'react';
import type { RunDetail } from '../../../shared/contract/shapes/runs.ts';
import { showInspectorTab } from '../../ui/inspectorTab.ts';

/** What a key shows of the chosen message. */
const tabs: Readonly<Record<string, string>> = { x: 'xml', d: 'decoded', s: 'signature', t: 'timing' };

/**
 * j and k go from message to message, f to the next failure; x, d, s and t show its XML, what it decodes to, its
 * signature and its timing: as in the tools that these people use all day.
 */
export function useMessageKeys(run: RunDetail, chosen: number | null, choose: (id: number) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (
        event.metaKey ||
        event.ctrlKey ||
        event.altKey ||
        target.closest('input, textarea, select, [contenteditable], .monaco-editor')
      )
        return;
      const tab = tabs[event.key];
      if (tab !== undefined) showInspectorTab(tab);
      const ids = run.messages.map((one) => one.id);
      const at = chosen === null ? -1 : ids.indexOf(chosen);
      const failing = run.findings
        .filter((finding) => finding.outcome === 'fail')
        .flatMap((finding) => finding.messageId ?? []);
      const next =
        event.key === 'j'
          ? ids[Math.min(at + 1, ids.length - 1)]
          : event.key === 'k'
            ? ids[Math.max(at - 1, 0)]
            : event.key === 'f'
              ? (failing.find((id) => chosen === null || id > chosen) ?? failing[0])
              : undefined;
      if (next !== undefined) choose(next);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [run, chosen, choose]);
}
