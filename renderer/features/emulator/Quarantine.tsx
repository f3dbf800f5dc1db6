import { Button } from '@mantine/core';
import type { Breach, QuarantinedRequest } from '../../../shared/anomalies.ts';
import { addressOf } from '../../stores/place.ts';
import { TableHead } from '../../ui/TableHead.tsx';
import { Moment } from '../../ui/time.tsx';
import { decide } from './anomalyChanges.ts';
import type { Organisations } from './Registrations.tsx';
import { quarantine, useSteering } from './store.ts';

const breaches: Readonly<Record<Breach, string>> = {
  ADUserThresholdBreach: 'The User’s threshold',
  ADDCCThresholdBreach: 'The DCC’s threshold',
  ADAttributeLimitsBreach: 'An attribute limit',
};

/** The requests that anomaly detection keeps back, to be sent on or thrown away. */
export function Quarantine({ organisations }: { organisations: Organisations }) {
  const held = quarantine.use((remote) => remote.value);
  if (held === null) return null;
  return (
    <section aria-label="Quarantine" className="section">
      <h2>Quarantine</h2>
      {held.length === 0 ? (
        <p className="quiet">
          Nothing is kept back. Add a threshold of 0 for a service and send a request of it: it waits here to be
          released or discarded.
        </p>
      ) : (
        <table className="rows">
          <TableHead columns={['Reference', 'Service', 'Breach', 'Originator', 'Target', 'Since']} acts />
          <tbody>
            {held.map((one) => (
              <Held key={one.reference} request={one} organisations={organisations} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Held({
  request: { reference, breach, at, serviceReferenceVariant, originator, target },
  organisations,
}: {
  request: QuarantinedRequest;
  organisations: Organisations;
}) {
  const isBusy = useSteering(({ busy }) => busy !== null);
  const acts = [
    { action: 'release', label: 'Release', says: 'It goes to the device, and is answered' },
    { action: 'discard', label: 'Discard', says: 'It is thrown away, and never answered' },
  ] as const;
  return (
    <tr>
      <td className="code">{reference}</td>
      <td className="code">{serviceReferenceVariant}</td>
      <td>{breaches[breach]}</td>
      <td title={originator}>{organisations.find(({ eui64 }) => eui64 === originator)?.name ?? originator}</td>
      <td className="whole">
        <a className="code" href={addressOf({ screen: 'emulator', item: target })}>
          {target}
        </a>
      </td>
      <td className="whole">
        <Moment at={at} />
      </td>
      <td className="row-act">
        {acts.map(({ action, label, says }) => (
          <Button
            key={action}
            size="xs"
            variant="default"
            disabled={isBusy}
            title={isBusy ? 'The emulator is at work' : says}
            onClick={() => void decide({ reference, action })}
          >
            {label} <span className="visually-hidden">request {reference}</span>
          </Button>
        ))}
      </td>
    </tr>
  );
}
