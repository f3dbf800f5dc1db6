import { IconChecklist, IconGauge, IconPackage, IconPencil, IconPlayerPlay } from '@tabler/icons-react';
import type { Screen } from '../stores/place.ts';

/** Name, icon and purpose of each screen. */
export const screenLooks: Readonly<Record<Screen, { name: string; icon: typeof IconPencil; purpose: string }>> = {
  campaign: {
    name: 'Campaign',
    icon: IconChecklist,
    purpose: 'What is proven, and what is missing',
  },
  runs: {
    name: 'Runs',
    icon: IconPlayerPlay,
    purpose: 'What was sent, received and judged',
  },
  compose: {
    name: 'Compose',
    icon: IconPencil,
    purpose: 'Write one Service Request and send it',
  },
  pack: {
    name: 'Pack',
    icon: IconPackage,
    purpose: 'Make and verify the submission pack',
  },
  capacity: {
    name: 'Capacity',
    icon: IconGauge,
    purpose: 'Size and rehearse: a day of load in a minute',
  },
};
