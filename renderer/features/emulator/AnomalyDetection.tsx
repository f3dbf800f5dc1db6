import { Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { AttributeLimit, Threshold } from '../../../shared/anomalies.ts';
import { TableHead } from '../../ui/TableHead.tsx';
import { LimitForm, ThresholdForm } from './AnomalyForms.tsx';
import { removeLimit, removeThreshold } from './anomalyChanges.ts';
import type { Organisations } from './Registrations.tsx';
import { anomalyDetection } from './store.ts';

/** What the DCC looks for in requests to devices: too many of them, and values that cannot be meant. */
export function AnomalyDetection({ organisations }: { organisations: Organisations }) {
  const settings = anomalyDetection.use((remote) => remote.value);
  if (settings === null) return null;
  const { thresholds, attributeLimits } = settings;
  return (
    <section aria-label="Anomaly detection" className="section">
      <h2>Anomaly detection</h2>
      <p className="quiet">
        A request to a device that breaches one of these is acknowledged, and kept in quarantine; its User is told by a
        DCC Alert. Whatever is changed here, counting begins anew.
      </p>
      <div className="emulator-columns">
        <Part
          title="Thresholds"
          add="Add a threshold"
          form={(done) => <ThresholdForm organisations={organisations} done={done} />}
        >
          {thresholds.length === 0 ? (
            <p className="quiet">
              None: a User may send as many requests as it likes. A threshold of 0 keeps back the first one.
            </p>
          ) : (
            <Thresholds thresholds={thresholds} organisations={organisations} />
          )}
        </Part>
        <Part title="Attribute limits" add="Add a limit" form={(done) => <LimitForm done={done} />}>
          {attributeLimits.length === 0 ? (
            <p className="quiet">
              None: any value goes through. A limit keeps back a price or a debt that is above it.
            </p>
          ) : (
            <Limits limits={attributeLimits} />
          )}
        </Part>
      </div>
    </section>
  );
}

/** A list of settings with the way to one more. */
function Part({
  title,
  add,
  form,
  children,
}: {
  title: string;
  add: string;
  form: (done: () => void) => ReactNode;
  children: ReactNode;
}) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <section aria-label={title} className="anomaly-part">
      <div className="registration-head">
        <h3>{title}</h3>
        <button type="button" className="link" aria-haspopup="dialog" onClick={() => setOpened(true)}>
          {add}
        </button>
      </div>
      {children}
      <Modal opened={opened} onClose={close} title={add} centered>
        {form(close)}
      </Modal>
    </section>
  );
}

const setters: Readonly<Record<Threshold['setBy'], string>> = { user: 'User', dcc: 'DCC' };

function Thresholds({ thresholds, organisations }: { thresholds: readonly Threshold[]; organisations: Organisations }) {
  const nameOf = (originator: string | undefined): string =>
    originator === undefined
      ? 'Everyone'
      : (organisations.find(({ eui64 }) => eui64 === originator)?.name ?? originator);
  return (
    <table className="rows">
      <TableHead columns={['Service', 'Of', 'Set by', 'Allowed', 'Within']} numbers={['Allowed', 'Within']} acts />
      <tbody>
        {thresholds.map((threshold, place) => {
          const { serviceReferenceVariant, originator, setBy, count, withinHours } = threshold;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two thresholds may be the same
            <tr key={`${JSON.stringify(threshold)} ${place}`}>
              <td className="code">{serviceReferenceVariant}</td>
              <td title={originator}>{nameOf(originator)}</td>
              <td>{setters[setBy]}</td>
              <td className="number">{count}</td>
              <td className="number">{withinHours} h</td>
              <Remove
                name={`the threshold of ${count} for ${serviceReferenceVariant}`}
                act={() => void removeThreshold(threshold, place)}
              />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Limits({ limits }: { limits: readonly AttributeLimit[] }) {
  return (
    <table className="rows">
      <TableHead columns={['Service', 'Element', 'At most']} numbers={['At most']} acts />
      <tbody>
        {limits.map((limit, place) => {
          const { serviceReferenceVariant, element, atMost } = limit;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two limits may be the same
            <tr key={`${JSON.stringify(limit)} ${place}`}>
              <td className="code">{serviceReferenceVariant}</td>
              <td className="code">{element}</td>
              <td className="number">{atMost}</td>
              <Remove
                name={`the limit of ${element} in ${serviceReferenceVariant}`}
                act={() => void removeLimit(limit, place)}
              />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Remove({ name, act }: { name: string; act: () => void }) {
  return (
    <td className="row-act">
      <button type="button" className="icon-button" aria-label={`Take away ${name}`} onClick={act}>
        <IconX size={13} aria-hidden />
      </button>
    </td>
  );
}
