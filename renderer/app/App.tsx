import { lazy, Suspense, useEffect } from 'react';
import { CampaignScreen } from '../features/campaign/CampaignScreen.tsx';
import { type Screen, usePlace } from '../stores/place.ts';
import { followWorkbench } from '../stores/status.ts';
import { Skeleton } from '../ui/States.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { takeDroppedFiles } from './droppedFiles.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Rail } from './Rail.tsx';
import { StatusLine } from './StatusLine.tsx';
import { TopBar } from './TopBar.tsx';
import { useWorkspaceTrouble, WorkspaceTrouble } from './WorkspaceTrouble.tsx';

/** How each screen but the first is fetched: when it is first wanted, or when there is nothing better to do. */
const fetchers = {
  capacity: () => import('../features/capacity/CapacityScreen.tsx').then((it) => ({ default: it.CapacityScreen })),
  compose: () => import('../features/compose/ComposeScreen.tsx').then((it) => ({ default: it.ComposeScreen })),
  credentials: () =>
    import('../features/credentials/CredentialsScreen.tsx').then((it) => ({ default: it.CredentialsScreen })),
  emulator: () => import('../features/emulator/EmulatorScreen.tsx').then((it) => ({ default: it.EmulatorScreen })),
  evidence: () => import('../features/evidence/EvidenceScreen.tsx').then((it) => ({ default: it.EvidenceScreen })),
  issues: () => import('../features/issues/IssuesScreen.tsx').then((it) => ({ default: it.IssuesScreen })),
  pack: () => import('../features/pack/PackScreen.tsx').then((it) => ({ default: it.PackScreen })),
  profile: () => import('../features/profile/ProfileScreen.tsx').then((it) => ({ default: it.ProfileScreen })),
  runs: () => import('../features/runs/RunsScreen.tsx').then((it) => ({ default: it.RunsScreen })),
  sequences: () => import('../features/sequences/SequencesScreen.tsx').then((it) => ({ default: it.SequencesScreen })),
  settings: () => import('../features/settings/SettingsScreen.tsx').then((it) => ({ default: it.SettingsScreen })),
};

const shown: Readonly<Record<Screen, React.ComponentType>> = {
  campaign: CampaignScreen,
  capacity: lazy(fetchers.capacity),
  compose: lazy(fetchers.compose),
  credentials: lazy(fetchers.credentials),
  emulator: lazy(fetchers.emulator),
  evidence: lazy(fetchers.evidence),
  issues: lazy(fetchers.issues),
  pack: lazy(fetchers.pack),
  profile: lazy(fetchers.profile),
  runs: lazy(fetchers.runs),
  sequences: lazy(fetchers.sequences),
  settings: lazy(fetchers.settings),
};

/** The other screens are at hand before anybody goes there. */
function fetchScreens(): () => void {
  const idle = requestIdleCallback(() => Promise.all(Object.values(fetchers).map((fetch) => fetch())), {
    timeout: 4000,
  });
  return () => cancelIdleCallback(idle);
}

/** The frame: top bar, rail, the work, status line. */
export function App() {
  const screen = usePlace((place) => place.screen);
  useEffect(followWorkbench, []);
  useEffect(fetchScreens, []);
  useEffect(takeDroppedFiles, []);
  const trouble = useWorkspaceTrouble();
  const Shown = shown[screen];
  return (
    <div className="shell">
      <TopBar />
      <Rail />
      <main className="work" id="work">
        <ErrorBoundary key={screen}>
          {trouble === undefined ? (
            <Suspense fallback={<Skeleton />}>
              <Shown />
            </Suspense>
          ) : (
            <WorkspaceTrouble title={trouble} />
          )}
        </ErrorBoundary>
      </main>
      <StatusLine />
      <CommandPalette />
    </div>
  );
}
