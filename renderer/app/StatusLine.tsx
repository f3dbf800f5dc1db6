import { IconClock, IconInbox, IconLink } from '@tabler/icons-react';
import { status } from '../stores/status.ts';
import { Moment } from '../ui/time.tsx';

/** Always true: the target's clock, the Receive Response Service, who is waited for, the head of the chain. */
export function StatusLine() {
  const { value, error } = status.use();
  if (!value) return <footer className="status">{error ?? 'Opening the workspace…'}</footer>;
  const service = value.receiveResponseService.url;
  return (
    <footer className="status">
      <span>
        <IconClock size={12} aria-hidden style={{ verticalAlign: -2 }} /> <Moment at={value.clock.at} /> ×
        {value.clock.speed}
      </span>
      <span>
        <IconInbox size={12} aria-hidden style={{ verticalAlign: -2 }} />{' '}
        {service === null
          ? 'Receive Response Service is not listening'
          : `Receive Response Service ${new URL(service).host} listening`}
      </span>
      <span>{value.waiting} waiting</span>
      <span>
        <IconLink size={12} aria-hidden style={{ verticalAlign: -2 }} />{' '}
        {value.chain.head === null ? (
          'no evidence yet'
        ) : (
          <span className="code">{`chain ${value.chain.head.slice(0, 4)}…${value.chain.head.slice(-2)} · ${value.chain.length} events`}</span>
        )}
      </span>
      <span style={{ marginLeft: 'auto' }}>{value.workspace.split(/[\\/]/).at(-1)}</span>
    </footer>
  );
}
