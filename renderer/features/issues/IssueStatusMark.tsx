import { IconCheck, IconCircle, IconRefresh, IconSearch, IconX } from '@tabler/icons-react';
import type { IssueStatus } from '../../../shared/issue.ts';

const icons: Readonly<Record<IssueStatus, typeof IconCheck>> = {
  open: IconCircle,
  investigating: IconSearch,
  'awaiting retest': IconRefresh,
  closed: IconCheck,
  rejected: IconX,
};

/** Where an issue is in its life: icon and word. */
export function IssueStatusMark({ status }: { status: IssueStatus }) {
  const Icon = icons[status];
  return (
    <span className="issue-status">
      <Icon size={13} aria-hidden /> {status}
    </span>
  );
}
