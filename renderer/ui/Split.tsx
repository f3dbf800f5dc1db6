import type { ComponentProps } from 'react';
import { Group, useDefaultLayout } from 'react-resizable-panels';

/** Panels side by side, or one above the other, that are as wide as whoever moved their edges left them. */
export function Split({ id, ...props }: ComponentProps<typeof Group> & { id: string }) {
  const layout = useDefaultLayout({ id, storage: localStorage, onlySaveAfterUserInteractions: true });
  return <Group id={id} {...layout} {...props} />;
}
