import { useEffect } from 'react';
import type { StreetDeviceDetail } from '../../../shared/street.ts';
import { addressOf } from '../../stores/place.ts';
import { CopyText } from '../../ui/CopyText.tsx';
import { Outcome } from '../../ui/Outcome.tsx';
import { Answer, Empty } from '../../ui/States.tsx';
import { Moment } from '../../ui/time.tsx';
import { DeviceActions } from './DeviceActions.tsx';
import { type Organisations, Registrations } from './Registrations.tsx';
import { device } from './store.ts';

/** One device from the inside: registers, credentials, log, who is registered for it. */
export function DevicePane({ deviceId, organisations }: { deviceId: string | null; organisations: Organisations }) {
  useEffect(() => {
    if (deviceId !== null) void device.load(deviceId);
  }, [deviceId]);
  const remote = device.use();
  if (deviceId === null) {
    return (
      <Empty title="No device chosen">
        Choose a device of a home to see its registers, the credentials that it holds, and its log.
      </Empty>
    );
  }
  return (
    <Answer
      of={remote.value?.deviceId === deviceId ? remote : { ...remote, value: null }}
      retry={() => void device.load(deviceId)}
    >
      {(detail) => <Device key={detail.deviceId} detail={detail} organisations={organisations} />}
    </Answer>
  );
}

function Device({ detail, organisations }: { detail: StreetDeviceDetail; organisations: Organisations }) {
  const { registers, credentials, log, joined, mpxns } = detail;
  return (
    <article className="device-pane" aria-label={`${detail.deviceType} ${detail.deviceId}`}>
      <header>
        <h2>{detail.deviceType}</h2>
        <Outcome of={detail.status === 'Commissioned' ? 'pass' : detail.status} quiet /> {detail.status}
        {detail.condition === 'working' ? null : (
          <strong className="street-obstacle">
            {detail.condition === 'silent' ? 'Broken: it does not answer' : 'Off the HAN'}
          </strong>
        )}
      </header>
      <DeviceActions detail={detail} />
      <CopyText text={detail.deviceId} label="EUI-64" />
      <p className="quiet">
        {detail.address} · CSP {detail.region}
        {mpxns.length === 0 ? '' : ` · MPxN ${mpxns.join(', ')}`}
      </p>
      {registers.length === 0 ? null : (
        <section aria-label="Registers">
          <h3>Registers</h3>
          <table className="rows">
            <tbody>
              {registers.map(({ name, value, unit }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="number code">
                    {value} {unit}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {mpxns.length === 0 ? null : <Registrations detail={detail} organisations={organisations} />}
      <section aria-label="Credentials">
        <h3>Credentials that it holds</h3>
        {credentials.length === 0 ? <p className="quiet">None.</p> : null}
        <ul>
          {credentials.map(({ role, usage, eui64 }) => (
            <li key={`${role} ${usage}`}>
              {role}, {usage} <span className="code quiet">{eui64}</span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label="Log">
        <h3>Log</h3>
        {log.length === 0 ? <p className="quiet">Nothing has been logged yet.</p> : null}
        <ol>
          {log.map(({ at, log: name, code, meaning }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: entries of a log may be the same, and never change places
            <li key={`${at} ${name} ${code} ${place}`}>
              <Moment at={at} /> <span className="code">{code}</span> {meaning} <span className="quiet">{name}</span>
            </li>
          ))}
        </ol>
      </section>
      {joined.length === 0 ? null : (
        <section aria-label="Joined">
          <h3>Joined to</h3>
          <ul>
            {joined.map((id) => (
              <li key={id}>
                <a className="code" href={addressOf({ screen: 'emulator', item: id })}>
                  {id}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label="Facts">
        <h3>Inventory</h3>
        <dl className="device-facts">
          {detail.facts.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
    </article>
  );
}
