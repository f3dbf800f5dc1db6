import { Autocomplete, Select, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { FormField } from '../../../shared/contract/shapes/form.ts';
import { status } from '../../stores/status.ts';
import { Base64Field } from './Base64Field.tsx';
import { CertificateField } from './CertificateField.tsx';
import { MomentField } from './MomentField.tsx';
import { change } from './store.ts';
import { hintOf } from './valueHint.ts';

export type FormValue = NonNullable<FormField['value']>;

/** What every control of a value has in common. */
export interface ControlProps {
  label: string;
  description: string;
  value: string;
  onBlur: () => void;
  placeholder: string;
  title?: string;
}

const euiPattern = /^[0-9A-Fa-f]{2}(-[0-9A-Fa-f]{2}){7}$/;
const longText = 60;
const momentBases = ['dateTime', 'date'];

/** One value of the request; it is changed when whoever types leaves it. */
export function ValueField({ field, value }: { field: FormField; value: FormValue }) {
  const [typed, setTyped] = useState(value.text);
  useEffect(() => setTyped(value.text), [value.text]);
  const devices = status.use((remote) => remote.value?.devices) ?? [];
  const commit = (text: string): void => {
    if (text !== value.text) void change({ path: field.path, value: text });
  };
  const shared: ControlProps = {
    label: field.name,
    description: hintOf(value),
    value: typed,
    onBlur: () => commit(typed),
    placeholder: value.placeholder,
    ...(field.documentation === undefined ? {} : { title: field.documentation }),
  };
  const choices = value.base === 'boolean' ? ['true', 'false'] : value.enumerations;
  if (choices.length > 0) {
    return (
      <Select
        {...shared}
        description={value.base === 'boolean' ? 'true or false' : `one of ${choices.length}`}
        data={choices.includes(typed) ? choices : [typed, ...choices]}
        allowDeselect={false}
        searchable={choices.length > 8}
        onChange={(text) => text !== null && commit(text)}
      />
    );
  }
  if (value.certificate)
    return <CertificateField shared={shared} certificate={value.certificate} setTyped={setTyped} commit={commit} />;
  if (value.base === 'base64Binary') return <Base64Field shared={shared} setTyped={setTyped} />;
  if (momentBases.includes(value.base)) {
    return <MomentField shared={shared} setTyped={setTyped} commit={commit} />;
  }
  if (typed.length > longText) {
    return (
      <Textarea
        {...shared}
        description={`${value.base}, ${typed.length} characters`}
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
