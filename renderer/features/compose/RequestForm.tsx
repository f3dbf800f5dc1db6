import './form.css';
import { ActionIcon, Menu, Select, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { FormAddition, FormField } from '../../../shared/contract/shapes/form.ts';
import { status } from '../../stores/status.ts';
import { Answer } from '../../ui/States.tsx';
import { certificates, change, form, useComposition } from './store.ts';
import { ValueField } from './ValueField.tsx';

/** The body of the request as a form; what is changed here changes the XML, and the reverse. */
export function RequestForm() {
  const { xml } = useComposition();
  const remote = form.use();
  const target = remote.value?.target;
  useEffect(() => void certificates.load(target), [target]);
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
  if (field.value)
    return (
      <div className="request-field">
        <ValueField field={field} value={field.value} />
        {field.isOptional ? <TakeAway field={field} /> : null}
      </div>
    );
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
