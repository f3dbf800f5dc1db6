import { Button, Menu, Modal, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconStethoscope } from '@tabler/icons-react';
import { useState } from 'react';
import type { TargetEntry } from '../../shared/contract/shapes/targets.ts';
import { campaigns, openCampaign, openTarget, targets, useOpening } from '../stores/opening.ts';
import { goTo } from '../stores/place.ts';
import { campaign, status } from '../stores/status.ts';

/** Which campaign is open, and the others. */
export function CampaignMenu() {
  const open = campaign.use((remote) => remote.value);
  const list = campaigns.use((remote) => remote.value) ?? [];
  const shown = open?.title ?? 'UEPT Workbench';
  return (
    <Menu position="bottom-start" onOpen={() => void campaigns.load()}>
      <Menu.Target>
        <button type="button" className="topbar-choice topbar-title" aria-label={`Campaign: ${shown}`}>
          <span>{shown}</span>
          <IconChevronDown size={13} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Campaigns</Menu.Label>
        {list.map((one) => (
          <Menu.Item
            key={one.id}
            disabled={one.problem !== null}
            onClick={() => void openCampaign(one.id, one.title)}
            aria-current={one.id === open?.id}
          >
            {one.title}
            <div className="quiet">
              {one.problem ?? `${one.userRole} · ${one.origin === 'own' ? 'yours' : 'bundled'}`}
            </div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Where requests go, and where else they could. */
export function TargetMenu() {
  const open = status.use((remote) => remote.value?.target);
  const list = targets.use((remote) => remote.value) ?? [];
  const { busy } = useOpening();
  const shown = busy === null ? (open?.title ?? 'No target') : `Opening ${busy}…`;
  return (
    <Menu position="bottom-start" onOpen={() => void targets.load()}>
      <Menu.Target>
        <button type="button" className="topbar-choice topbar-target" aria-label={`Target: ${shown}`}>
          <span>{shown}</span>
          <IconChevronDown size={13} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Targets</Menu.Label>
        {list.map((one) => (
          <Menu.Item
            key={one.name}
            disabled={one.problem !== null}
            onClick={() => void openTarget(one)}
            aria-current={one.name === open?.name}
          >
            {one.title}
            <div className="quiet">{one.problem ?? one.url ?? 'inside the workbench'}</div>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconStethoscope size={15} aria-hidden />} onClick={() => goTo({ screen: 'settings' })}>
          Pre-flight and profiles
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** UIT is reached only after its name has been typed, once a session. */
export function ConfirmTarget() {
  const { confirming } = useOpening();
  return (
    <Modal
      opened={confirming !== null}
      onClose={() => useOpening.setState({ confirming: null })}
      title="Requests will leave this machine"
      centered
    >
      {confirming ? <TypeName key={confirming.name} target={confirming} /> : null}
    </Modal>
  );
}

function TypeName({ target }: { target: TargetEntry }) {
  const [typed, setTyped] = useState('');
  const right = typed === target.name;
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (right) void openTarget(target, typed);
      }}
    >
      <p>
        <IconAlertTriangle size={15} aria-hidden style={{ verticalAlign: -2, color: 'var(--target-uit)' }} /> What you
        send from now on goes to <strong>{target.url}</strong>, signed as your Party.
      </p>
      <TextInput
        label={`Type ${target.name} to go on`}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-autofocus
        autoComplete="off"
      />
      <Button
        type="submit"
        className="uit-button"
        disabled={!right}
        title={right ? undefined : 'Type the name of the target first'}
      >
        Send to {target.title}
      </Button>
    </form>
  );
}
