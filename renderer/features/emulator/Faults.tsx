import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { IconBolt, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { addFault, clearFaults, useSteering } from './store.ts';

interface FaultKind {
  value: string;
  label: string;
  /** What else it takes, with what it takes at first. */
  number?: { name: string; label: string; first: number };
  text?: { name: string; label: string; first: string };
}

/** The faults of a fault file, in words. */
const kinds: readonly FaultKind[] = [
  { value: 'respond', label: 'Respond with a code', text: { name: 'code', label: 'Response Code', first: 'E20' } },
  { value: 'refuse', label: 'Refuse with a code', text: { name: 'code', label: 'Response Code', first: 'E17' } },
  { value: 'dccAlert', label: 'Send a DCC Alert', text: { name: 'code', label: 'DCC Alert', first: 'N13' } },
  { value: 'delay', label: 'Deliver late', number: { name: 'seconds', label: 'Seconds', first: 60 } },
  { value: 'duplicate', label: 'Deliver more than once', number: { name: 'copies', label: 'More copies', first: 1 } },
  { value: 'reorder', label: 'Deliver out of order' },
  { value: 'drop', label: 'Do not deliver' },
  { value: 'truncate', label: 'Cut the message short' },
  { value: 'badSignature', label: 'Spoil the signature' },
  { value: 'unknownSerial', label: 'Sign with an unknown certificate' },
  {
    value: 'dualControl',
    label: 'Dual control of a SMETS1 command fails',
    text: { name: 'answer', label: 'unavailable, disagrees or badSignature', first: 'disagrees' },
  },
  {
    value: 's1sp',
    label: 'A SMETS1 Service Provider fails',
    text: { name: 'failure', label: 'unreachable, deviceSilent or badSignature', first: 'unreachable' },
  },
  {
    value: 'wrongSchemaVersion',
    label: 'Use another DUIS version',
    text: { name: 'version', label: 'Version', first: '1.0' },
  },
  {
    value: 'httpStatus',
    label: 'Answer with an HTTP error',
    number: { name: 'status', label: 'HTTP status', first: 503 },
  },
  { value: 'slowBody', label: 'Answer slowly', number: { name: 'seconds', label: 'Seconds', first: 20 } },
];

/** What the emulator does wrong on purpose: the rules in force, and another. */
export function Faults({ faults }: { faults: readonly Record<string, unknown>[] }) {
  return (
    <section aria-label="Faults" className="section">
      <h2>Faults</h2>
      {faults.length === 0 ? (
        <p className="quiet">None: everything goes as it should. Add one to rehearse a bad day.</p>
      ) : (
        <>
          <ul className="faults">
            {named(faults).map(({ name, fault }) => (
              <li key={name}>
                <IconBolt size={14} aria-hidden /> {describe(fault)}
              </li>
            ))}
          </ul>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => void clearFaults()}
          >
            Take them all away
          </Button>
        </>
      )}
      <NewFault />
    </section>
  );
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

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function describe({ fault, when, times, probability }: Record<string, unknown>): string {
  const own = isRecord(fault) ? fault : {};
  const kind = kinds.find(({ value }) => value === own.kind);
  const details = Object.entries(own).filter(([name, value]) => name !== 'kind' && value !== undefined);
  const met = isRecord(when) ? Object.entries(when).filter(([, value]) => value !== undefined) : [];
  return [
    kind?.label ?? String(own.kind),
    ...details.map(([name, value]) => `${name} ${String(value)}`),
    met.length === 0
      ? 'for every message'
      : `for ${met.map(([name, value]) => `${name} ${String(value)}`).join(' and ')}`,
    ...(typeof probability === 'number' && probability < 1 ? [`${Math.round(probability * 100)} %`] : []),
    ...(typeof times === 'number' ? [times === 1 ? 'once' : `${times} times`] : []),
  ].join(' · ');
}

function NewFault() {
  const [chosen, choose] = useState(kinds[0]?.value ?? 'respond');
  const kind = kinds.find(({ value }) => value === chosen);
  const [number, setNumber] = useState(1);
  const [text, setText] = useState(kinds[0]?.text?.first ?? '');
  const [variant, setVariant] = useState('');
  const [times, setTimes] = useState<number | ''>(1);
  const { problem } = useSteering();
  const take = (value: string): void => {
    const next = kinds.find((one) => one.value === value);
    choose(value);
    setNumber(next?.number?.first ?? 1);
    setText(next?.text?.first ?? '');
  };
  const add = (): void => {
    const fault = {
      kind: chosen,
      ...(kind?.number ? { [kind.number.name]: number } : {}),
      ...(kind?.text ? { [kind.text.name]: text } : {}),
    };
    const when = variant === '' ? {} : { serviceReferenceVariant: variant };
    void addFault({ when, fault, ...(times === '' ? {} : { times }) });
  };
  return (
    <form
      className="new-fault"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Select
        label="Fault"
        data={kinds.map(({ value, label }) => ({ value, label }))}
        value={chosen}
        allowDeselect={false}
        onChange={(value) => value && take(value)}
      />
      {kind?.number ? (
        <NumberInput
          label={kind.number.label}
          value={number}
          min={1}
          onChange={(value) => setNumber(Number(value))}
          w={120}
        />
      ) : null}
      {kind?.text ? (
        <TextInput
          label={kind.text.label}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          w={140}
        />
      ) : null}
      <TextInput
        label="Of service"
        placeholder="any, or 4.8.1"
        value={variant}
        onChange={(event) => setVariant(event.currentTarget.value.trim())}
        w={140}
      />
      <NumberInput
        label="How often"
        placeholder="always"
        value={times}
        min={1}
        onChange={(value) => setTimes(value === '' ? '' : Number(value))}
        w={110}
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
