import { Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Remote } from '../stores/remote.ts';

/** Nothing here yet: what belongs here, and the one button that puts it there. */
export function Empty({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="state">
      {icon}
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
    </div>
  );
}

/** Something went wrong: what, and the way on. */
export function Failure({ message, retry }: { message: string; retry?: () => void }) {
  return (
    <div className="state" role="alert">
      <IconAlertCircle size={28} aria-hidden color="var(--fail)" />
      <h2>That did not work</h2>
      <p>{message}</p>
      {retry ? (
        <Button variant="default" size="xs" onClick={retry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}

const widths = ['30%', '62%', '54%', '70%', '48%', '66%'];

/** The shape of what comes, while it comes. */
export function Skeleton() {
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      {widths.map((width) => (
        <i key={width} style={{ width }} />
      ))}
    </div>
  );
}

/** Shows an answer, or its absence, honestly. */
export function Answer<T>({
  of,
  retry,
  children,
}: {
  of: Remote<T>;
  retry?: () => void;
  children: (value: T) => ReactNode;
}) {
  if (of.value !== null) return children(of.value);
  if (of.error !== null) return <Failure message={of.error} {...(retry ? { retry } : {})} />;
  return <Skeleton />;
}
