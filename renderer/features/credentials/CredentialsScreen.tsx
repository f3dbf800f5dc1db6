import './credentials.css';
import { Button, Modal, Switch } from '@mantine/core';
import { IconFileImport, IconKey, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { CredentialView } from '../../../shared/contract/shapes/credentials.ts';
import { tellFailure } from '../../stores/runs.ts';
import { Outcome } from '../../ui/Outcome.tsx';
import { Answer, Empty } from '../../ui/States.tsx';
import { TableHead } from '../../ui/TableHead.tsx';
import { GenerateForm, ImportForm } from './Forms.tsx';
import { credentials, remove } from './store.ts';

const purposes: Readonly<Record<string, string>> = {
  xmlSigning: 'XML signing',
  digitalSignature: 'Digital Signature',
  keyAgreement: 'Key Agreement',
};

type Open = 'import' | 'generate' | null;

/** Certificates and keys: what there is, what is wrong with it, and how to get more. */
export function CredentialsScreen() {
  const [test, showTest] = useState(false);
  const [open, setOpen] = useState<Open>(null);
  useEffect(() => void credentials.load(test), [test]);
  const remote = credentials.use();
  const close = (): void => setOpen(null);
  return (
    <div className="page credentials">
      <div className="page-head">
        <div>
          <h1>Credentials</h1>
          <p className="quiet">
            Private keys are kept encrypted on this machine and never leave it: not in evidence, not in a pack.
          </p>
        </div>
        <Button
          variant="default"
          leftSection={<IconFileImport size={15} aria-hidden />}
          onClick={() => setOpen('import')}
        >
          Import
        </Button>
        <Button leftSection={<IconKey size={15} aria-hidden />} onClick={() => setOpen('generate')}>
          New key
        </Button>
      </div>
      <Switch
        label="Show the public test credentials of DCC Boxed (ZAZ1)"
        checked={test}
        onChange={(event) => showTest(event.currentTarget.checked)}
      />
      <Answer of={remote} retry={() => void credentials.load(test)}>
        {(list) =>
          list.length === 0 ? (
            <Empty title="No credentials yet">
              The emulator brings its own. For UIT, make a new key and have it certified by the SMKI, or import what you
              have: PEM, DER, PKCS #8 or PKCS #12.
            </Empty>
          ) : (
            <CredentialTable list={list} />
          )
        }
      </Answer>
      <Modal opened={open === 'import'} onClose={close} title="Import a credential" centered>
        <ImportForm done={close} />
      </Modal>
      <Modal opened={open === 'generate'} onClose={close} title="New key, and the request for its certificate" centered>
        <GenerateForm done={close} />
      </Modal>
    </div>
  );
}

function CredentialTable({ list }: { list: readonly CredentialView[] }) {
  return (
    <table className="rows">
      <TableHead columns={['Name', 'Purpose', 'Of', 'Valid until', 'Standing']} acts />
      <tbody>
        {list.map((one) => (
          <tr key={one.name}>
            <td>
              <strong>{one.name}</strong>
              {one.serialNumber === null ? null : (
                <div className="code quiet credential-serial">serial {one.serialNumber}</div>
              )}
            </td>
            <td>{one.purpose === null ? '–' : (purposes[one.purpose] ?? one.purpose)}</td>
            <td className="code">{one.eui64 ?? '–'}</td>
            <td>{one.notAfter?.slice(0, 10) ?? '–'}</td>
            <td>
              <Standing one={one} />
            </td>
            <td>{one.origin === 'own' ? <Remove name={one.name} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Standing({ one }: { one: CredentialView }) {
  if (one.problems.length === 0) return <Outcome of={one.standing} />;
  return (
    <ul className="credential-problems">
      {one.problems.map((problem) => (
        <li key={problem.rule}>
          <Outcome of={problem.severity === 'error' ? 'fail' : 'warning'} quiet /> {problem.message}
        </li>
      ))}
    </ul>
  );
}

function Remove({ name }: { name: string }) {
  const [asked, ask] = useState(false);
  if (!asked) {
    return (
      <Button size="xs" variant="subtle" color="gray" aria-label={`Remove ${name}`} onClick={() => ask(true)}>
        <IconTrash size={15} aria-hidden />
      </Button>
    );
  }
  return (
    <div className="actions">
      <Button
        size="xs"
        color="red"
        onClick={() =>
          void remove(name).then(
            (problem) => problem !== null && tellFailure(`${name} was not removed`, new Error(problem)),
          )
        }
      >
        Remove for good
      </Button>
      <Button size="xs" variant="default" onClick={() => ask(false)}>
        Keep
      </Button>
    </div>
  );
}
