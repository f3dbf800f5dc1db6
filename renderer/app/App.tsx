import { useEffect } from 'react';
import { CampaignScreen } from '../features/campaign/CampaignScreen.tsx';
import { CapacityScreen } from '../features/capacity/CapacityScreen.tsx';
import { ComposeScreen } from '../features/compose/ComposeScreen.tsx';
import { CredentialsScreen } from '../features/credentials/CredentialsScreen.tsx';
import { EmulatorScreen } from '../features/emulator/EmulatorScreen.tsx';
import { EvidenceScreen } from '../features/evidence/EvidenceScreen.tsx';
import { IssuesScreen } from '../features/issues/IssuesScreen.tsx';
import { PackScreen } from '../features/pack/PackScreen.tsx';
import { ProfileScreen } from '../features/profile/ProfileScreen.tsx';
import { RunsScreen } from '../features/runs/RunsScreen.tsx';
import { SequencesScreen } from '../features/sequences/SequencesScreen.tsx';
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx';
import { type Screen, usePlace } from '../stores/place.ts';
import { followWorkbench } from '../stores/status.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Rail } from './Rail.tsx';
import { StatusLine } from './StatusLine.tsx';
import { TopBar } from './TopBar.tsx';

const shown: Readonly<Record<Screen, () => React.ReactNode>> = {
  campaign: CampaignScreen,
  sequences: SequencesScreen,
  runs: RunsScreen,
  compose: ComposeScreen,
  profile: ProfileScreen,
  emulator: EmulatorScreen,
  issues: IssuesScreen,
  evidence: EvidenceScreen,
  pack: PackScreen,
  credentials: CredentialsScreen,
  settings: SettingsScreen,
  capacity: CapacityScreen,
};

/** The frame: top bar, rail, the work, status line. */
export function App() {
  const screen = usePlace((place) => place.screen);
  useEffect(followWorkbench, []);
  const Shown = shown[screen];
  return (
    <div className="shell">
      <TopBar />
      <Rail />
      <main className="work" id="work">
        <ErrorBoundary key={screen}>
          <Shown />
        </ErrorBoundary>
      </main>
      <StatusLine />
      <CommandPalette />
    </div>
  );
}
