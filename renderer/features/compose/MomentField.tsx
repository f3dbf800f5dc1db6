import { ActionIcon, Menu, TextInput, Tooltip } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import type { ControlProps } from './ValueField.tsx';

/** Moments by the target's clock that requests often have, and how each is typed. */
const often: readonly (readonly [label: string, typed: string])[] = [
  ['Now', 'now'],
  ['In half an hour', '+30 minutes'],
  ['The beginning of today', 'today 00:00'],
  ['The beginning of yesterday', 'yesterday 00:00'],
  ['The beginning of tomorrow', 'tomorrow 00:00'],
  ['A week ago', 'today 00:00 - 7 days'],
  ['A month ago', 'today 00:00 - 30 days'],
  ['Thirteen months ago', 'today 00:00 - 397 days'],
];

/** A date, or a date with a time: as it is, or relative to the target's clock. */
export function MomentField({
  shared,
  setTyped,
  commit,
}: {
  shared: ControlProps;
  setTyped: (text: string) => void;
  commit: (text: string) => void;
}) {
  return (
    <TextInput
      {...shared}
      description={`${shared.description}, UTC; or such as yesterday 00:00`}
      onChange={(event) => setTyped(event.currentTarget.value)}
      rightSection={
        <Menu position="bottom-end" width={350}>
          <Menu.Target>
            <Tooltip label="A moment by the target’s clock">
              <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`A moment for ${shared.label}`}>
                <IconClock size={14} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            {often.map(([label, typed]) => (
              <Menu.Item
                key={typed}
                rightSection={<span className="code quiet">{typed}</span>}
                onClick={() => commit(typed)}
              >
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      }
    />
  );
}
