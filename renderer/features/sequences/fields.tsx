import { MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { StepPlace } from './StepForm.tsx';
import { flatten, retype, shown, valueAt } from './stepValues.ts';
import { change, codes } from './store.ts';

interface FieldProps extends StepPlace {
  path: string[];
  label: string;
  placeholder?: string;
}

/** Sets one value of a step, or takes it away where it is empty. */
function set({ sequence, at }: StepPlace, path: string[], value: unknown): Promise<boolean> {
  return change(sequence.file, sequence.id, { setStep: { at, path, value } });
}

/** What is being typed; it follows the file where that changes otherwise, and is committed on leaving the field. */
function useTyped(props: FieldProps) {
  const value = valueAt(props.step.body, props.path);
  const text = shown(value);
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const commit = (): void => {
    if (typed !== text) void set(props, props.path, typed === '' ? null : retype(value, typed));
  };
  return { typed, setTyped, commit };
}

export function TextField({ long = false, ...props }: FieldProps & { long?: boolean }) {
  const { typed, setTyped, commit } = useTyped(props);
  const shared = { label: props.label, placeholder: props.placeholder ?? '', value: typed, onBlur: commit };
  return long ? (
    <Textarea {...shared} autosize minRows={2} onChange={(event) => setTyped(event.currentTarget.value)} />
  ) : (
    <TextInput {...shared} onChange={(event) => setTyped(event.currentTarget.value)} />
  );
}

/** A Response Code, with what it means. */
export function CodeField({ group, ...props }: FieldProps & { group?: string[] }) {
  const { typed, setTyped, commit } = useTyped(props);
  const known = codes.use((remote) => remote.value) ?? [];
  const meaning = known.find(({ code, kind }) => code === typed && kind === 'responseCode')?.meaning;
  const leave = (): void => {
    // A response without a code is no expectation: the whole of it goes.
    if (group && typed === '') void set(props, group, null);
    else commit();
  };
  return (
    <TextInput
      label={props.label}
      description={meaning}
      inputWrapperOrder={['label', 'input', 'description']}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value.trim())}
      onBlur={leave}
    />
  );
}

export function NumberField(props: FieldProps) {
  const value = valueAt(props.step.body, props.path);
  const [typed, setTyped] = useState<number | string>(typeof value === 'number' ? value : '');
  useEffect(() => setTyped(typeof value === 'number' ? value : ''), [value]);
  return (
    <NumberInput
      label={props.label}
      placeholder={props.placeholder ?? ''}
      min={1}
      value={typed}
      onChange={setTyped}
      onBlur={() => {
        if (typed !== (value ?? '')) void set(props, props.path, typed === '' ? null : Number(typed));
      }}
    />
  );
}

export function ChoiceField({
  data,
  required = false,
  ...props
}: FieldProps & { data: (string | { value: string; label: string })[]; required?: boolean }) {
  const text = shown(valueAt(props.step.body, props.path));
  const isKnown = data.some((one) => (typeof one === 'string' ? one : one.value) === text);
  return (
    <Select
      label={props.label}
      placeholder={props.placeholder ?? ''}
      data={isKnown || text === '' ? data : [text, ...data]}
      value={text === '' ? null : text}
      searchable={data.length > 8}
      clearable={!required}
      clearButtonProps={{ 'aria-label': `Clear ${props.label}` }}
      allowDeselect={false}
      onChange={(value) => {
        if (value !== text) void set(props, props.path, value);
      }}
    />
  );
}

export function ManyField({ data, ...props }: FieldProps & { data: string[] }) {
  const value = valueAt(props.step.body, props.path);
  const chosen = Array.isArray(value) ? value.map(String) : [];
  return (
    <MultiSelect
      size="xs"
      label={props.label}
      data={[...new Set([...data, ...chosen])]}
      value={chosen}
      searchable
      onChange={(next) => void set(props, props.path, next.length === 0 ? null : next)}
    />
  );
}

/** Named values, each to be changed or taken away, and one more. */
export function Values({
  title,
  name,
  value: valueName,
  ...place
}: StepPlace & { path: string[]; title: string; name: string; value: string }) {
  const [fresh, setFresh] = useState<{ name: string; value: string } | null>(null);
  const values = flatten(valueAt(place.step.body, place.path), place.path);
  const add = async (): Promise<void> => {
    if (fresh && fresh.name !== '' && (await set(place, [...place.path, fresh.name], fresh.value))) setFresh(null);
  };
  return (
    <fieldset className="step-values">
      <legend>{title}</legend>
      {values.map(({ path }) => {
        const label = path.slice(place.path.length).join('.');
        return (
          <div key={label} className="step-value">
            <TextField {...place} path={path} label={label} />
            <button
              type="button"
              className="icon-button"
              aria-label={`Take ${label} away`}
              onClick={() => void set(place, path, null)}
            >
              <IconTrash size={14} aria-hidden />
            </button>
          </div>
        );
      })}
      {fresh ? (
        <div className="step-value-new">
          <TextInput
            label={name}
            value={fresh.name}
            data-autofocus
            onChange={(event) => setFresh({ ...fresh, name: event.currentTarget.value.trim() })}
          />
          <TextInput
            label={valueName}
            value={fresh.value}
            onChange={(event) => setFresh({ ...fresh, value: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void add();
            }}
          />
          <button type="button" className="link" onClick={() => void add()}>
            Add
          </button>
          <button type="button" className="link" onClick={() => setFresh(null)}>
            Cancel
          </button>
        </div>
      ) : (
        <button type="button" className="link" onClick={() => setFresh({ name: '', value: '' })}>
          <IconPlus size={13} aria-hidden /> {values.length === 0 ? `${title}: add one` : 'Add one'}
        </button>
      )}
    </fieldset>
  );
}
