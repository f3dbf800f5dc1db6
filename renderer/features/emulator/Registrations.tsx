import { Modal, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { EmulatorView } from '../../../shared/contract/shapes/targets.ts';
import type { StreetDeviceDetail } from '../../../shared/street.ts';
import { SubmitForm } from '../../ui/SubmitForm.tsx';
import { Moment } from '../../ui/time.tsx';
import { changeRegistration } from './changes.tsx';
import { device } from './store.ts';

export type Organisations = EmulatorView['organisations'];

/** Who holds which role for the supply points of a device, and the way to change it. */
export function Registrations({
  detail: { deviceId, mpxns, registrations },
  organisations,
}: {
  detail: StreetDeviceDetail;
  organisations: Organisations;
}) {
  return (
    <section aria-label="Registrations">
      <div className="registration-head">
        <h3>Registered</h3>
        <ChangeRegistration
          mpxns={mpxns}
          first={{ role: 'MDR' }}
          organisations={organisations}
          done={() => void device.load(deviceId)}
        />
      </div>
      {registrations.length === 0 ? <p className="quiet">Nobody: a request to it is refused with E4.</p> : null}
      <ul>
        {registrations.map(({ mpxn, role, organisation, from, to }) => (
          <li key={`${mpxn} ${role} ${organisation} ${from}`}>
            {organisation}{' '}
            <span className="quiet">
              {role} of {mpxn}, from <Since at={from} />
              {to === null ? null : (
                <>
                  {' '}
                  to <Since at={to} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Change {
  mpxns: readonly string[];
  /** What the form proposes; the first MPxN where none is named. */
  first: { role: string; mpxn?: string | undefined };
  organisations: Organisations;
  /** Once it is changed, or left as it was. */
  done?: () => void;
}

/** The way to change who holds a role for one of some MPxNs. */
export function ChangeRegistration({ done, ...change }: Change) {
  const [opened, setOpened] = useState(false);
  const close = (): void => {
    setOpened(false);
    done?.();
  };
  return (
    <>
      <button type="button" className="link" aria-haspopup="dialog" onClick={() => setOpened(true)}>
        Change a registration
      </button>
      <Modal opened={opened} onClose={close} title="Change a registration" centered>
        <RegistrationForm {...change} done={close} />
      </Modal>
    </>
  );
}

/** A registration begins and ends with a day, or at a moment of one. */
const Since = ({ at }: { at: string }) => (at.includes('T') ? <Moment at={at} /> : <time dateTime={at}>{at}</time>);

const nobody = 'nobody';
const momentForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z$/;

/** What the Central Switching Service, or a network's registration system, would tell the DCC. */
function RegistrationForm({ mpxns, first, organisations, done }: Change & { done: () => void }) {
  const [mpxn, setMpxn] = useState(first.mpxn ?? mpxns[0] ?? '');
  const roles = [...new Set(organisations.flatMap((one) => one.roles))];
  const [role, setRole] = useState(roles.includes(first.role) ? first.role : (roles[0] ?? ''));
  const [organisation, setOrganisation] = useState<string | null>(null);
  const [from, setFrom] = useState('');
  const isMoment = from === '' || momentForm.test(from);
  const missing =
    organisation === null
      ? 'Choose who holds the role from then on.'
      : isMoment
        ? null
        : 'Write the moment as 2026-03-04T00:00:00Z, or leave it empty.';
  return (
    <SubmitForm
      cancels
      act="Change it"
      missing={missing}
      submit={() =>
        changeRegistration({
          mpxn,
          role,
          organisation: organisation === nobody ? null : organisation,
          ...(from === '' ? {} : { from }),
        })
      }
      done={done}
    >
      <div className="field-pair">
        <Select
          label="MPxN"
          data={[...mpxns]}
          value={mpxn}
          allowDeselect={false}
          onChange={(value) => setMpxn(value ?? mpxn)}
        />
        <Select
          label="Role"
          data={roles}
          value={role}
          allowDeselect={false}
          onChange={(value) => {
            setRole(value ?? role);
            setOrganisation(null);
          }}
        />
      </div>
      <Select
        label="Held by"
        placeholder="Choose"
        data={[
          ...organisations
            .filter((one) => one.roles.includes(role))
            .map(({ eui64, name }) => ({ value: eui64, label: name })),
          { value: nobody, label: 'Nobody' },
        ]}
        value={organisation}
        onChange={setOrganisation}
      />
      <TextInput
        label="From"
        description="UTC of the emulator’s clock; at once where it is empty"
        placeholder="2026-03-04T00:00:00Z"
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value.trim())}
      />
      <p className="quiet">
        Whoever holds it now loses it then; schedules of a User who may not read the device any more end, and it is
        told.
      </p>
    </SubmitForm>
  );
}
