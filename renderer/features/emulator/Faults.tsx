import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { IconBolt, IconGripVertical, IconTrash, IconX } from '@tabler/icons-react';
import type { Street } from '../../../shared/street.ts';
import { tellWithUndo } from './changes.tsx';
import { describeFault, faultKinds } from './faultKinds.ts';
import { bringBack, clearFaults, putCard, removeFault, takeCard, useFaultCard, useSteering } from './store.ts';

/** What a dragged card is known by. */
export const cardType = 'application/x-uept-fault';

/** What the emulator does wrong on purpose: cards to be put on a device, a region or a service, and those in force. */
export function Faults({ faults, street }: { faults: readonly Record<string, unknown>[]; street: Street | null }) {
  return (
    <section aria-label="Faults" className="section">
      <h2>Faults</h2>
      {faults.length === 0 ? (
        <p className="quiet">
          None: everything goes as it should. Drag a card on a home’s device or on a region, or choose one and say
          where.
        </p>
      ) : (
        <ul className="faults">
          {named(faults).map(({ name, fault }, place) => (
            <li key={name}>
              <IconBolt size={14} aria-hidden /> {describeFault(fault)}
              <button
                type="button"
                className="icon-button"
                aria-label={`Take away: ${describeFault(fault)}`}
                onClick={() => void takeAway([fault], () => removeFault(place))}
              >
                <IconX size={13} aria-hidden />
              </button>
            </li>
          ))}
          {faults.length > 1 ? (
            <li>
              <button type="button" className="link" onClick={() => void takeAway(faults, clearFaults)}>
                <IconTrash size={13} aria-hidden /> Take them all away
              </button>
            </li>
          ) : null}
        </ul>
      )}
      <Cards />
      <NewFault street={street} />
    </section>
  );
}

/** Rules go at once, and come back as they were. */
async function takeAway(rules: readonly Record<string, unknown>[], work: () => Promise<boolean>): Promise<void> {
  if (!(await work())) return;
  tellWithUndo(rules.length === 1 ? 'The fault is gone.' : `${rules.length} faults are gone.`, () => bringBack(rules));
}

/** Rules have no name of their own, and two may be the same: what they say, and the how many-th. */
function named(faults: readonly Record<string, unknown>[]): { name: string; fault: Record<string, unknown> }[] {
  const seen = new Map<string, number>();
  return faults.map((fault) => {
    const text = JSON.stringify(fault);
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    return { name: `${text} ${count}`, fault };
  });
}

function Cards() {
  const chosen = useFaultCard((card) => card.kind);
  return (
    <fieldset className="fault-cards" aria-label="Fault cards">
      {faultKinds.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          className="fault-card"
          aria-pressed={value === chosen}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'copy';
            event.dataTransfer.setData(cardType, value);
          }}
          onClick={() => takeCard(value)}
        >
          <IconGripVertical size={13} aria-hidden /> {label}
        </button>
      ))}
    </fieldset>
  );
}

function NewFault({ street }: { street: Street | null }) {
  const card = useFaultCard();
  const { problem } = useSteering();
  const kind = faultKinds.find(({ value }) => value === card.kind);
  const set = useFaultCard.setState;
  return (
    <form
      className="new-fault"
      onSubmit={(event) => {
        event.preventDefault();
        void putCard();
      }}
    >
      {kind?.number ? (
        <NumberInput
          label={kind.number.label}
          value={card.number}
          min={1}
          onChange={(value) => set({ number: Number(value) })}
          w={110}
        />
      ) : null}
      {kind?.text ? (
        <TextInput
          label={kind.text.label}
          value={card.text}
          onChange={(event) => set({ text: event.currentTarget.value })}
          w={120}
        />
      ) : null}
      <TextInput
        label="Of service"
        placeholder="any, or 4.8.1"
        value={card.service}
        onChange={(event) => set({ service: event.currentTarget.value.trim() })}
        w={120}
      />
      <Select
        label="In region"
        placeholder="any"
        clearable
        clearButtonProps={{ 'aria-label': 'Any region' }}
        data={street?.regions.map(({ region }) => region) ?? []}
        value={card.region === '' ? null : card.region}
        onChange={(value) => set({ region: value ?? '' })}
        w={120}
      />
      <Select
        label="Of device"
        placeholder="any"
        clearable
        clearButtonProps={{ 'aria-label': 'Any device' }}
        searchable
        data={(street?.homes ?? []).flatMap(({ address, devices }) =>
          devices.map(({ deviceId, deviceType }) => ({
            value: deviceId,
            label: `${deviceType} ${address} ${deviceId}`,
          })),
        )}
        value={card.deviceId === '' ? null : card.deviceId}
        onChange={(value) => set({ deviceId: value ?? '' })}
        w={260}
      />
      <NumberInput
        label="How often"
        placeholder="always"
        value={card.times}
        min={1}
        onChange={(value) => set({ times: value === '' ? '' : Number(value) })}
        w={100}
      />
      <Button type="submit" variant="default" leftSection={<IconBolt size={15} aria-hidden />}>
        Add the fault
      </Button>
      {problem === null ? null : (
        <p role="alert" className="fault-problem">
          {problem}
        </p>
      )}
    </form>
  );
}
