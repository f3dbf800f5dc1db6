import { Button, Modal } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { Answer } from '../../ui/States.tsx';
import { inFrame, ownPlace } from './inFrame.ts';
import { dropPreview, loadPreview, reportPreview } from './store.ts';

/** The report that the pack would hold if it were made now, over the whole window. */
export function ReportPreview() {
  const [opened, setOpened] = useState(false);
  const remote = reportPreview.use();
  const close = (): void => setOpened(false);
  return (
    <>
      <Button
        variant="default"
        className="report-button"
        leftSection={<IconEye size={15} aria-hidden />}
        onClick={() => {
          setOpened(true);
          void loadPreview();
        }}
      >
        Preview the report
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        onExitTransitionEnd={dropPreview}
        title="The report, as the pack would hold it now"
        size="min(1280px, calc(100vw - 32px))"
        xOffset={16}
        yOffset={16}
        classNames={{ content: 'report-sheet', header: 'report-head', body: 'report-body' }}
      >
        <Answer of={remote} retry={() => void loadPreview()}>
          {({ html, draft }) => (
            <>
              <p className="report-note quiet">
                {draft ? 'What is made now is a draft: not everything is proven yet. ' : ''}
                Links to messages and other files work in the pack itself.
              </p>
              <ReportFrame html={html} close={close} />
            </>
          )}
        </Answer>
      </Modal>
    </>
  );
}

function ReportFrame({ html, close }: { html: string; close: () => void }) {
  const content = useMemo(() => inFrame(html), [html]);
  const frame = useRef<HTMLIFrameElement>(null);
  const end = useRef<HTMLSpanElement>(null);
  const listen = (): void => {
    const inner = frame.current?.contentWindow;
    if (!inner) return;
    const page = inner.document;
    // Keys that are pressed in a frame are told to nobody outside it.
    page.addEventListener('keydown', (event) => event.key === 'Escape' && close());
    page.addEventListener('click', (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
      if (!link) return;
      // Otherwise Back would go through the places of the report, when it is closed already.
      event.preventDefault();
      if (link.href.startsWith(ownPlace)) inner.location.replace(link.href);
    });
    // A file that is let fall here would be opened in place of the workbench.
    for (const name of ['dragover', 'drop']) page.addEventListener(name, (event) => event.preventDefault());
    // The keys that scroll do so at once.
    frame.current?.focus();
  };
  return (
    <>
      {/* The report may do nothing: no script, form, window or navigation. It shares our origin for no other reason than
          that Escape, which is pressed inside it, closes it; what it loads is held by our policy, which it inherits, and
          by its own. A document of ours by srcdoc needs no leave to be framed. */}
      <iframe
        ref={frame}
        title="The report"
        className="report-frame"
        sandbox="allow-same-origin"
        srcDoc={content}
        onLoad={listen}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Tab at the end of the frame would go to the page under the dialog */}
      <span
        ref={end}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it hands the focus on at once
        tabIndex={0}
        onFocus={({ relatedTarget }) => {
          const dialog = end.current?.closest('[role="dialog"]');
          const first = dialog?.querySelector('button');
          if (relatedTarget === first) frame.current?.focus();
          else first?.focus();
        }}
      />
    </>
  );
}
