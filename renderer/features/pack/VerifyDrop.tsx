import { type DragEvent, useEffect, useRef, useState } from 'react';
import { usePack, verifyFile } from './store.ts';
import { VerdictView } from './VerdictView.tsx';

/** Verifies a pack that somebody else made: drop it, or choose it. */
export function VerifyDrop() {
  const [over, setOver] = useState(false);
  const { dropped } = usePack();
  const place = useRef<HTMLElement>(null);
  // A pack may have been dropped anywhere on the window, or opened from outside.
  useEffect(() => {
    if (dropped) place.current?.scrollIntoView({ block: 'end' });
  }, [dropped]);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) void verifyFile(file);
  };
  return (
    <section aria-label="Verify a pack" ref={place}>
      <h2>Verify a pack</h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the file field inside is the first */}
      <div
        className="drop"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <label>
          <span>Drop a pack here, or choose one:</span>{' '}
          <input
            type="file"
            accept=".zip"
            onChange={(event) => event.currentTarget.files?.[0] && void verifyFile(event.currentTarget.files[0])}
          />
        </label>
      </div>
      {dropped ? <VerdictView verdict={dropped} /> : null}
    </section>
  );
}
