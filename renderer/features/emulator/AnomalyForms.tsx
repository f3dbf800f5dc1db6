import { Autocomplete, NumberInput, Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { SubmitForm } from '../../ui/SubmitForm.tsx';
import { addLimit, addThreshold, deviceServices, numericElements } from './anomalyChanges.ts';
import type { Organisations } from './Registrations.tsx';

const everyone = 'everyone';

/** How many requests of a service a User may send within some hours. */
export function ThresholdForm({ organisations, done }: { organisations: Organisations; done: () => void }) {
  const [setBy, setSetBy] = useState<'user' | 'dcc'>('user');
  const [originator, setOriginator] = useState(everyone);
  const [service, setService] = useState<string | null>(null);
  const [count, setCount] = useState<number | string>(0);
  const [withinHours, setWithinHours] = useState<number | string>(24);
  const missing = thresholdMissing(service, count, withinHours);
  return (
    <SubmitForm
      cancels
      act="Add it"
      missing={missing}
      submit={() =>
        addThreshold({
          setBy,
          serviceReferenceVariant: service ?? '',
          count: Number(count),
          withinHours: Number(withinHours),
          ...(originator === everyone ? {} : { originator }),
        })
      }
      done={done}
    >
      <ServiceSelect value={service} choose={setService} />
      <div className="field-pair">
        <Select
          label="Requests of"
          data={[
            { value: everyone, label: 'Everyone' },
            ...organisations.map(({ eui64, name }) => ({ value: eui64, label: name })),
          ]}
          value={originator}
          allowDeselect={false}
          onChange={(value) => setOriginator(value ?? everyone)}
        />
        <Select
          label="Set by"
          data={[
            { value: 'user', label: 'The User' },
            { value: 'dcc', label: 'The DCC' },
          ]}
          value={setBy}
          allowDeselect={false}
          onChange={(value) => setSetBy(value === 'dcc' ? 'dcc' : 'user')}
        />
        <NumberInput label="Requests allowed" value={count} min={0} allowDecimal={false} onChange={setCount} />
        <NumberInput label="Within hours" value={withinHours} min={0} onChange={setWithinHours} />
      </div>
      <p className="quiet">
        The next request within those hours is kept in quarantine, and the User told that its own threshold, or the
        DCC’s, was breached.
      </p>
    </SubmitForm>
  );
}

function thresholdMissing(service: string | null, count: number | string, withinHours: number | string): string | null {
  if (service === null) return 'Choose the service whose requests are counted.';
  if (typeof count !== 'number') return 'Say how many requests are allowed; with 0, the first one is kept.';
  return typeof withinHours === 'number' && withinHours > 0 ? null : 'Say within how many hours they are counted.';
}

/** What a value of a request may be at most. */
export function LimitForm({ done }: { done: () => void }) {
  const [service, setService] = useState<string | null>(null);
  const [element, setElement] = useState('');
  const [atMost, setAtMost] = useState<number | string>('');
  const known = numericElements.use((remote) => remote.value);
  const choose = (value: string | null): void => {
    setService(value);
    setElement('');
    if (value !== null) void numericElements.load(value);
  };
  return (
    <SubmitForm
      cancels
      act="Add it"
      missing={limitMissing(service, element, atMost)}
      submit={() => addLimit({ serviceReferenceVariant: service ?? '', element, atMost: Number(atMost) })}
      done={done}
    >
      <ServiceSelect value={service} choose={choose} />
      <Autocomplete
        label="Element"
        description="Its name in the DUIS XSD, wherever it stands in the request"
        placeholder="DebtRecoveryRateCap"
        data={known !== null && known.serviceReferenceVariant === service ? known.names : []}
        value={element}
        onChange={(value) => setElement(value.trim())}
      />
      <NumberInput label="At most" value={atMost} onChange={setAtMost} />
      <p className="quiet">A request with more than that in the element is kept in quarantine, and its User told.</p>
    </SubmitForm>
  );
}

function limitMissing(service: string | null, element: string, atMost: number | string): string | null {
  if (service === null) return 'Choose the service whose requests are looked at.';
  if (element === '') return 'Name the element that holds the value.';
  return typeof atMost === 'number' ? null : 'Say what the value may be at most.';
}

function ServiceSelect({ value, choose }: { value: string | null; choose: (value: string | null) => void }) {
  useEffect(() => void deviceServices.load(), []);
  const services = deviceServices.use((remote) => remote.value) ?? [];
  return (
    <Select
      label="Service"
      placeholder="Choose, or type 4.1.1"
      searchable
      data={services.map(({ serviceReferenceVariant, name }) => ({
        value: serviceReferenceVariant,
        label: `${serviceReferenceVariant} ${name}`,
      }))}
      value={value}
      onChange={choose}
      nothingFoundMessage="No service of a Device is called so"
      data-autofocus
    />
  );
}
