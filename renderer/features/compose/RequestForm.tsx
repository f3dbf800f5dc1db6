import './form.css';
import { ActionIcon, Autocomplete, Menu, Select, Textarea, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { FormAddition, FormField } from '../../../shared/contract/shapes/form.ts';
import { status } from '../../stores/status.ts';
import { Answer } from '../../ui/States.tsx';
import { change, form, useComposition } from './store.ts';

/** The body of the request as a form; what is changed here changes the XML, and the reverse. */
export function RequestForm() {
  const { xml } = useComposition();
  const remote = form.use();
  return (
    <div className="pane-body request-form">
      <Answer of={remote} retry={() => void form.load(xml)}>
        {({ bodyElement, fields, addable, target }) => (
          <fieldset>
            <TargetField target={target} />
            <legend>{bodyElement}</legend>
            {fields.length === 0 ? <p className="quiet">This service takes no values.</p> : null}
            {fields.map((field) => (
              <Field key={field.path} field={field} />
            ))}
            <Additions addable={addable} />
          </fieldset>
        )}
      </Answer>
    </div>
  );
}

/** Whom the request is addressed to: a device of the fleet, or another by its EUI-64. */
function TargetField({ target }: { target: string }) {
  const value = status.use((remote) => remote.value);
  const known = (value?.devices ?? []).map(({ deviceId, deviceType, mpxns }) => ({
    value: deviceId,
    label: [deviceType, ...mpxns, deviceId].join(' · '),
  }));
  return (
    <Select
      label="Addressed to"
      data={known.some((one) => one.value === target) ? known : [{ value: target, label: target }, ...known]}
      value={target}
      searchable
      allowDeselect={false}
      onChange={(chosen) => chosen !== null && chosen !== target && void change({ target: chosen })}
    />
  );
}

function Field({ field }: { field: FormField }) {
  if (field.value) return <ValueField field={field} value={field.value} />;
  return (
    <fieldset className="request-group">
      <legend>
        <span title={field.documentation}>{field.name}</span>
        {field.attributes.map(({ name, text }) => (
          <span key={name} className="code quiet">
            {' '}
            {name} {text}
          </span>
        ))}
        {field.isOptional ? <TakeAway field={field} /> : null}
      </legend>
      {field.fields.map((one) => (
        <Field key={one.path} field={one} />
      ))}
      <Additions addable={field.addable} />
    </fieldset>
  );
}

const euiPattern = /^[0-9A-Fa-f]{2}(-[0-9A-Fa-f]{2}){7}$/;
const longBase64 = 60;
/** How the XSD writes the form of an EUI-64. */
const euiStart = '[A-Fa-f0-9]{2}-[A-Fa-f0-9]{2}-';
const longPattern = 40;

/** What a value may be, in a few words. */
function hintOf({ base, patterns, limits }: NonNullable<FormField['value']>): string {
  const names: Readonly<Record<string, string>> = {
    minInclusive: 'at least',
    maxInclusive: 'at most',
    minExclusive: 'more than',
    maxExclusive: 'less than',
    length: 'characters:',
    minLength: 'at least, in characters,',
    maxLength: 'at most, in characters,',
    totalDigits: 'digits:',
    fractionDigits: 'digits after the point:',
  };
  const bounds = Object.entries(limits).map(([name, limit]) => `${names[name] ?? name} ${limit}`);
  const shapes = patterns.map((pattern) =>
    pattern.startsWith(euiStart)
      ? 'EUI-64'
      : pattern.length > longPattern
        ? 'in the form of the placeholder'
        : `as ${pattern}`,
  );
  return [base, ...bounds, ...shapes].join(', ');
}

function ValueField({ field, value }: { field: FormField; value: NonNullable<FormField['value']> }) {
  const [typed, setTyped] = useState(value.text);
  useEffect(() => setTyped(value.text), [value.text]);
  const commit = (text: string): void => {
    if (text !== value.text) void change({ path: field.path, value: text });
  };
  const shared = {
    label: field.name,
    description: hintOf(value),
    value: typed,
    onBlur: () => commit(typed),
    placeholder: value.placeholder,
    ...(field.documentation === undefined ? {} : { title: field.documentation }),
  };
  return (
    <div className="request-field">
      <Control value={value} shared={shared} setTyped={setTyped} commit={commit} />
      {field.isOptional ? <TakeAway field={field} /> : null}
    </div>
  );
}

interface Shared {
  label: string;
  description: string;
  value: string;
  onBlur: () => void;
  placeholder: string;
  title?: string;
}

function Control({
  value,
  shared,
  setTyped,
  commit,
}: {
  value: NonNullable<FormField['value']>;
  shared: Shared;
  setTyped: (text: string) => void;
  commit: (text: string) => void;
}) {
  const devices = status.use((remote) => remote.value?.devices) ?? [];
  const choices = value.base === 'boolean' ? ['true', 'false'] : value.enumerations;
  if (choices.length > 0) {
    const data = choices.includes(shared.value) ? choices : [shared.value, ...choices];
    return (
      <Select
        {...shared}
        description={value.base === 'boolean' ? 'true or false' : `one of ${choices.length}`}
        data={data}
        allowDeselect={false}
        searchable={choices.length > 8}
        onChange={(text) => text !== null && commit(text)}
      />
    );
  }
  if (value.base === 'base64Binary' || shared.value.length > longBase64) {
    return (
      <Textarea
        {...shared}
        description={`${value.base}, ${shared.value.length} characters`}
        minRows={1}
        maxRows={4}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    );
  }
  const suggestions = euiPattern.test(value.text)
    ? devices.map(({ deviceId }) => deviceId)
    : /^\d{6,13}$/.test(value.text)
      ? devices.flatMap(({ mpxns }) => mpxns)
      : [];
  if (suggestions.length > 0) {
    return <Autocomplete {...shared} data={[...new Set(suggestions)]} onChange={setTyped} onOptionSubmit={commit} />;
  }
  return <TextInput {...shared} onChange={(event) => setTyped(event.currentTarget.value)} />;
}

function TakeAway({ field }: { field: FormField }) {
  return (
    <Tooltip label={`Take ${field.name} away`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={`Take ${field.name} away`}
        onClick={() => void change({ path: field.path, value: null })}
      >
        <IconTrash size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function Additions({ addable }: { addable: readonly FormAddition[] }) {
  if (addable.length === 0) return null;
  const missing = addable.filter(({ isMissing }) => isMissing);
  return (
    <div className="actions">
      {missing.map((one) => (
        <button key={one.path} type="button" className="link" onClick={() => void change({ add: one.path })}>
          <IconPlus size={13} aria-hidden /> {one.name} is missing: add it
        </button>
      ))}
      {addable.length === missing.length ? null : (
        <Menu position="bottom-start">
          <Menu.Target>
            <button type="button" className="link">
              <IconPlus size={13} aria-hidden /> Add…
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {addable
              .filter(({ isMissing }) => !isMissing)
              .map((one) => (
                <Menu.Item key={one.path} onClick={() => void change({ add: one.path })} title={one.documentation}>
                  {one.name}
                  {one.replaces.length === 0 ? null : (
                    <span className="quiet"> in place of {one.replaces.join(' and ')}</span>
                  )}
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
