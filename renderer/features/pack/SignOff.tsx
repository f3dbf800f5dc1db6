import { Button, FileInput, Modal, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { SignOffView } from '../../../shared/contract/shapes/pack.ts';
import { Outcome } from '../../ui/Outcome.tsx';
import { Moment } from '../../ui/time.tsx';
import { signOff, signOffs } from './store.ts';

/** Who else has put their name to the evidence, and how to. */
export function SignOff() {
  const [open, setOpen] = useState(false);
  useEffect(() => void signOffs.load(), []);
  const list = signOffs.use((remote) => remote.value) ?? [];
  return (
    <section aria-label="Sign-off">
      <h2>Sign-off</h2>
      <p className="quiet">
        A second person looks at the evidence and puts their own key’s signature under it. It becomes a part of the
        evidence, and a reviewer’s verification checks it.
      </p>
      {list.length === 0 ? null : (
        <ul className="sign-offs">
          {list.map((one) => (
            <Line key={`${one.person}${one.at}`} one={one} />
          ))}
        </ul>
      )}
      <Button variant="default" leftSection={<IconSignature size={15} aria-hidden />} onClick={() => setOpen(true)}>
        Sign off
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title="Sign off the campaign" centered>
        <SignOffForm done={() => setOpen(false)} />
      </Modal>
    </section>
  );
}

function Line({ one }: { one: SignOffView }) {
  return (
    <li>
      <Outcome of={one.current ? 'pass' : 'warning'} quiet />
      <strong>{one.person}</strong>
      <span className="quiet">
        <Moment at={one.at} /> · {one.statement}
        {one.current ? '' : ' Runs have moved on since.'}
      </span>
    </li>
  );
}

function SignOffForm({ done }: { done: () => void }) {
  const [person, setPerson] = useState('');
  const [statement, setStatement] = useState('I have reviewed the evidence of this campaign.');
  const [key, setKey] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const ready = person.trim() !== '' && key !== null;
  const send = async (): Promise<void> => {
    if (!key) return;
    const said = await signOff({ person, statement, pem: await key.text(), passphrase });
    setProblem(said);
    if (said === null) done();
  };
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextInput
        label="Who signs off"
        description="Not the person who ran the tests"
        value={person}
        onChange={(event) => setPerson(event.currentTarget.value)}
        data-autofocus
      />
      <Textarea
        label="What you say"
        value={statement}
        autosize
        onChange={(event) => setStatement(event.currentTarget.value)}
      />
      <FileInput
        label="Your private key"
        description="PEM, ECDSA P-256. It is read once and not kept."
        value={key}
        onChange={setKey}
        placeholder="Choose the file"
      />
      <PasswordInput
        label="Its passphrase"
        description="Only where it is encrypted"
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      {problem === null ? null : (
        <p role="alert" className="pack-problem">
          {problem}
        </p>
      )}
      <Button type="submit" disabled={!ready} title={ready ? undefined : 'Say who you are, and choose your key'}>
        Sign
      </Button>
    </form>
  );
}
