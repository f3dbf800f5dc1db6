import { Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { openSpotlight } from '@mantine/spotlight';
import { IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { status } from '../stores/status.ts';
import { CampaignMenu, ConfirmTarget, TargetMenu } from './OpenMenus.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';

const isMac = /Mac/.test(navigator.platform);

/** The campaign, the target in its colour, and the way to everything. */
export function TopBar() {
  const target = status.use((remote) => remote.value?.target);
  const scheme = useComputedColorScheme();
  const { setColorScheme } = useMantineColorScheme();
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <header className="topbar" data-target={target?.kind ?? 'emulator'}>
      <img src="./icon.svg" width={20} height={20} alt="" />
      <CampaignMenu />
      <TargetMenu />
      {target?.kind === 'uit' ? <strong className="topbar-uit">Requests leave for {target.title}</strong> : null}
      <span className="topbar-space" />
      <button
        type="button"
        className="search-button"
        onClick={openSpotlight}
        aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
      >
        <IconSearch size={14} aria-hidden />
        Search or run…
        <kbd>{isMac ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <Tooltip label={`Use the ${other} theme`}>
        <button
          type="button"
          className="icon-button"
          onClick={() => setColorScheme(other)}
          aria-label={`Use the ${other} theme`}
        >
          {scheme === 'dark' ? <IconSun size={17} aria-hidden /> : <IconMoon size={17} aria-hidden />}
        </button>
      </Tooltip>
      <ShortcutSheet />
      <ConfirmTarget />
    </header>
  );
}
