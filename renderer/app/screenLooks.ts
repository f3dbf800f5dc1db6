import {
  IconChartHistogram,
  IconChecklist,
  IconFileSearch,
  IconFlag,
  IconGauge,
  IconHomeBolt,
  IconKey,
  IconListNumbers,
  IconPackage,
  IconPencil,
  IconPlayerPlay,
  IconSettings,
} from '@tabler/icons-react';
import type { Screen } from '../stores/place.ts';

/** Name, icon and purpose of each screen. */
export const screenLooks: Readonly<Record<Screen, { name: string; icon: typeof IconPencil; purpose: string }>> = {
  campaign: {
    name: 'Campaign',
    icon: IconChecklist,
    purpose: 'What is proven, and what is missing',
  },
  sequences: {
    name: 'Sequences',
    icon: IconListNumbers,
    purpose: 'The steps that prove a requirement, to be changed and run',
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
  profile: {
    name: 'Profile',
    icon: IconChartHistogram,
    purpose: 'Half-hourly data: gaps, clock changes, totals',
  },
  emulator: {
    name: 'Emulator',
    icon: IconHomeBolt,
    purpose: 'The homes, the virtual clock and the faults',
  },
  issues: {
    name: 'Issues',
    icon: IconFlag,
    purpose: 'Testing Issues by severity, and how they will be worked off',
  },
  evidence: {
    name: 'Evidence',
    icon: IconFileSearch,
    purpose: 'Search every message that was sent or received',
  },
  pack: {
    name: 'Pack',
    icon: IconPackage,
    purpose: 'Make and verify the submission pack',
  },
  credentials: {
    name: 'Keys',
    icon: IconKey,
    purpose: 'Credentials: certificates and their private keys',
  },
  settings: {
    name: 'Settings',
    icon: IconSettings,
    purpose: 'Targets and pre-flight, DUIS versions, this workspace',
  },
  capacity: {
    name: 'Capacity',
    icon: IconGauge,
    purpose: 'Size and rehearse: a day of load in a minute',
  },
};
