/** The screens there are, in the order of the rail, by the names under their icons. */
export const screenNames = {
  campaign: 'Campaign',
  sequences: 'Sequences',
  runs: 'Runs',
  compose: 'Compose',
  profile: 'Profile',
  emulator: 'Emulator',
  issues: 'Issues',
  evidence: 'Evidence',
  pack: 'Pack',
  capacity: 'Capacity',
  credentials: 'Keys',
  settings: 'Settings',
} as const;
