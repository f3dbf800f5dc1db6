import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconPlayerPlay, IconSearch } from '@tabler/icons-react';
import { goTo, screens } from '../stores/place.ts';
import { runAll } from '../stores/runs.ts';
import { campaign } from '../stores/status.ts';
import { screenLooks } from './screenLooks.ts';

/** Everything by name: screens, scenarios, acts. */
export function CommandPalette() {
  const sequences = campaign.use((remote) => remote.value?.sequences) ?? [];
  const actions: SpotlightActionData[] = [
    ...screens.map((screen) => {
      const { name, icon: Icon, purpose } = screenLooks[screen];
      return {
        id: screen,
        label: name,
        description: purpose,
        leftSection: <Icon size={18} stroke={1.6} />,
        onClick: () => goTo({ screen }),
      };
    }),
    {
      id: 'run-all',
      label: 'Run all',
      description: 'Run every scenario of the campaign',
      leftSection: <IconPlayerPlay size={18} stroke={1.6} />,
      onClick: () => void runAll(),
    },
    ...sequences.map((sequence) => ({
      id: sequence.id,
      label: `Run ${sequence.title}`,
      description: sequence.id,
      leftSection: <IconPlayerPlay size={18} stroke={1.6} />,
      onClick: () => void runAll([sequence.id]),
    })),
  ];
  return (
    <Spotlight
      actions={actions}
      shortcut={['mod + K']}
      nothingFound="Nothing by that name"
      highlightQuery
      limit={12}
      // Keys typed right after the shortcut belong to it: nothing fades in before the cursor is there.
      transitionProps={{ duration: 0 }}
      searchProps={{
        autoFocus: true,
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'Search or run…',
        'aria-label': 'Search or run',
      }}
    />
  );
}
