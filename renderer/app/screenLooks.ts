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
import { screenNames } from '../../shared/screenNames.ts';
import type { Screen } from '../stores/place.ts';

/** Name, icon and purpose of each screen. */
export const screenLooks: Readonly<Record<Screen, { name: string; icon: typeof IconPencil; purpose: string }>> = {
  campaign: {
    name: screenNames.campaign,
    icon: IconChecklist,
    purpose: 'What is proven, and what is missing',
  },
  sequences: {
    name: screenNames.sequences,
    icon: IconListNumbers,
    purpose: 'The steps that prove a requirement, to be changed and run',
  },
  runs: {
    name: screenNames.runs,
    icon: IconPlayerPlay,
    purpose: 'What was sent, received and judged',
  },
  compose: {
    name: screenNames.compose,
    icon: IconPencil,
    purpose: 'Write one Service Request and send it',
  },
  profile: {
    name: screenNames.profile,
    icon: IconChartHistogram,
    purpose: 'Half-hourly data: gaps, clock changes, totals',
  },
  emulator: {
    name: screenNames.emulator,
    icon: IconHomeBolt,
    purpose: 'The homes, the virtual clock and the faults',
  },
  issues: {
    name: screenNames.issues,
    icon: IconFlag,
    purpose: 'Testing Issues by severity, and how they will be worked off',
  },
  evidence: {
    name: screenNames.evidence,
    icon: IconFileSearch,
    purpose: 'Search every message that was sent or received',
  },
  pack: {
    name: screenNames.pack,
    icon: IconPackage,
    purpose: 'Make and verify the submission pack',
  },
  credentials: {
    name: screenNames.credentials,
    icon: IconKey,
    purpose: 'Credentials: certificates and their private keys',
  },
  settings: {
    name: screenNames.settings,
    icon: IconSettings,
    purpose: 'Targets and pre-flight, DUIS versions, this workspace',
  },
  capacity: {
    name: screenNames.capacity,
    icon: IconGauge,
    purpose: 'Size and rehearse: a day of load in a minute',
  },
};
