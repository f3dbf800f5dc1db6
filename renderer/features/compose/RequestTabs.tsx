import { IconX } from '@tabler/icons-react';
import { close, show, useDesk } from './store.ts';

/** The requests that are open; each keeps its text, its undo and what came back. */
export function RequestTabs() {
  const { tabs, current } = useDesk();
  if (tabs.length < 2) return null;
  return (
    <nav className="request-tabs" aria-label="Open requests">
      {tabs.map(({ id, variant, xml, made }) => (
        <span key={id} className="request-tab" data-current={id === current}>
          <button type="button" aria-pressed={id === current} onClick={() => show(id)}>
            {variant ?? 'Request'}
            {xml === made ? null : <span title="Changed"> •</span>}
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={`Close ${variant ?? 'the request'}`}
            onClick={() => close(id)}
          >
            <IconX size={12} aria-hidden />
          </button>
        </span>
      ))}
    </nav>
  );
}
