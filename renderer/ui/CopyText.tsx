import { CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** An identifier, hash or code that can be copied. */
export function CopyText({ text, shown = text, label }: { text: string; shown?: string; label: string }) {
  return (
    <span
      style={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 4,
        minWidth: 0,
      }}
    >
      <span className="code" style={{ overflow: 'hidden', textOverflow: 'ellipsis' }} title={text}>
        {shown}
      </span>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : `Copy ${label}`} openDelay={300}>
            <button
              type="button"
              className="icon-button"
              style={{ width: 20, height: 20 }}
              onClick={copy}
              aria-label={`Copy ${label}`}
            >
              {copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
            </button>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
