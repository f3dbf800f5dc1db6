import { SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { CatalogueEntry } from '../../../shared/contract/shapes/catalogue.ts';
import { campaign, status } from '../../stores/status.ts';
import { Answer } from '../../ui/States.tsx';
import { catalogue, choose, useComposition } from './store.ts';

/** Every word must be found in the number, the name, the element or a use case. */
const matches = (entry: CatalogueEntry, text: string): boolean => {
  const said = [entry.serviceReferenceVariant, entry.name, entry.bodyElement, ...entry.useCases]
    .join(' ')
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
};

/** The services, those of the campaign's role first, by number, name and use case. */
export function CatalogueList() {
  const role = campaign.use((remote) => remote.value?.userRole);
  const remote = catalogue.use();
  const [scope, setScope] = useState<'role' | 'all'>('role');
  const [text, setText] = useState('');
  const chosen = useComposition().variant;
  useEffect(() => {
    if (role !== undefined) void catalogue.load(scope === 'role' ? role : undefined);
  }, [role, scope]);
  return (
    <div className="pane">
      <div className="catalogue-head">
        <TextInput
          aria-label="Find a service"
          placeholder="Number, name or use case"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          leftSection={<IconSearch size={14} aria-hidden />}
        />
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="Which services"
          value={scope}
          onChange={(value) => setScope(value === 'all' ? 'all' : 'role')}
          data={[
            { value: 'role', label: `For ${role ?? 'the role'}` },
            { value: 'all', label: 'All 129' },
          ]}
        />
      </div>
      <div className="pane-body">
        <Answer of={remote} retry={() => void catalogue.load(role)}>
          {(entries) => {
            const found = entries.filter((entry) => matches(entry, text));
            if (found.length === 0)
              return (
                <p className="quiet" style={{ padding: 14 }}>
                  No service matches “{text}”.
                </p>
              );
            return (
              <ul className="catalogue">
                {found.map((entry) => (
                  <li key={entry.serviceReferenceVariant}>
                    <button
                      type="button"
                      aria-pressed={entry.serviceReferenceVariant === chosen}
                      onClick={() => void open(entry)}
                    >
                      <span className="code">{entry.serviceReferenceVariant}</span>
                      <span>{entry.name}</span>
                      {entry.critical ? <span className="quiet">critical</span> : null}
                    </button>
                  </li>
                ))}
              </ul>
            );
          }}
        </Answer>
      </div>
    </div>
  );
}

/** Fills in who we are, and the meter that is there, as a person would. */
function open(entry: CatalogueEntry): Promise<void> {
  const value = status.use.getState().value;
  const role = campaign.use.getState().value?.userRole;
  const organisation = value?.organisations.find((one) => role !== undefined && one.roles.includes(role));
  const meter = value?.devices.find((device) => device.deviceType === 'ESME');
  const isNonDevice = entry.commandVariants.includes(8);
  return choose(entry.serviceReferenceVariant, organisation?.eui64, isNonDevice ? undefined : meter?.deviceId);
}
