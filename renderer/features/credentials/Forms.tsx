import { FileInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { SubmitForm } from '../../ui/SubmitForm.tsx';
import { generate, importFiles } from './store.ts';

const given = (text: string): string | undefined => (text === '' ? undefined : text);

export function ImportForm({ done }: { done: () => void }) {
  const [name, setName] = useState('');
  const [files, setFiles] = useState<File[]>([]);
  const [filePassphrase, setFilePassphrase] = useState('');
  const [passphrase, setPassphrase] = useState('');
  return (
    <SubmitForm
      act="Import"
      missing={name !== '' && files.length > 0 ? null : 'Give it a name, and choose its files'}
      done={done}
      submit={() =>
        importFiles(name, files, {
          ...(given(filePassphrase) === undefined ? {} : { filePassphrase }),
          ...(given(passphrase) === undefined ? {} : { passphrase }),
        })
      }
    >
      <TextInput
        label="Name"
        description="As targets will name it, for example supplier-xml"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <FileInput
        label="Files"
        description="Certificate and private key: PEM, DER, PKCS #8 or PKCS #12"
        multiple
        value={files}
        onChange={setFiles}
        placeholder="Choose files"
      />
      <PasswordInput
        label="Passphrase of the files"
        description="Only where they are encrypted"
        value={filePassphrase}
        onChange={(event) => setFilePassphrase(event.currentTarget.value)}
      />
      <PasswordInput
        label="Passphrase from now on"
        description="Protects the private key here"
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
    </SubmitForm>
  );
}

const purposes = [
  { value: 'xmlSigning', label: 'XML signing' },
  { value: 'digitalSignature', label: 'Digital Signature (GBCS)' },
  { value: 'keyAgreement', label: 'Key Agreement (GBCS)' },
];
/** Remote Party Roles of certificates (GBCS); XML signing has its own. */
const roles = [
  { value: '2', label: 'Supplier (2)' },
  { value: '3', label: 'Network operator (3)' },
  { value: '127', label: 'Other (127)' },
];
type Purpose = 'xmlSigning' | 'digitalSignature' | 'keyAgreement';

export function GenerateForm({ done }: { done: () => void }) {
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState<Purpose>('xmlSigning');
  const [role, setRole] = useState('2');
  const [eui64, setEui64] = useState('');
  const [passphrase, setPassphrase] = useState('');
  return (
    <SubmitForm
      act="Make the key and save the request"
      missing={name !== '' && eui64 !== '' && passphrase !== '' ? null : 'Name, EUI-64 and passphrase are needed'}
      done={done}
      submit={() =>
        generate({
          name,
          purpose,
          eui64,
          remotePartyRole: purpose === 'xmlSigning' ? 135 : Number(role),
          passphrase,
        })
      }
    >
      <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
      <Select
        label="Purpose"
        data={purposes}
        value={purpose}
        allowDeselect={false}
        onChange={(value) => value && setPurpose(value as Purpose)}
      />
      {purpose === 'xmlSigning' ? null : (
        <Select
          label="Remote Party Role"
          data={roles}
          value={role}
          allowDeselect={false}
          onChange={(value) => value && setRole(value)}
        />
      )}
      <TextInput
        label="EUI-64"
        description="Of your Party, for example 90-B3-D5-1F-30-01-00-00"
        value={eui64}
        onChange={(event) => setEui64(event.currentTarget.value)}
      />
      <PasswordInput
        label="Passphrase"
        description="Protects the private key; it cannot be recovered"
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
    </SubmitForm>
  );
}
