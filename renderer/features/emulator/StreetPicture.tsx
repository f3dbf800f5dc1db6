import { IconBolt } from '@tabler/icons-react';
import { useState } from 'react';
import type { Street, StreetDevice, StreetHome } from '../../../shared/street.ts';
import { addressOf } from '../../stores/place.ts';
import { duration } from '../../ui/time.tsx';
import { cardType } from './Faults.tsx';
import { strikes } from './faultKinds.ts';
import { dropCard } from './store.ts';

type Faults = readonly Record<string, unknown>[];

/** What a place needs so that a fault card can be dropped on it. */
function useDrop(place: { region?: string; deviceId?: string }) {
  const [over, setOver] = useState(false);
  return {
    'data-over': over,
    onDragOver: (event: React.DragEvent) => {
      if (!event.dataTransfer.types.includes(cardType)) return;
      event.preventDefault();
      event.stopPropagation();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: React.DragEvent) => {
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      void dropCard(event.dataTransfer.getData(cardType), place);
    },
  };
}

/** The homes by region, each with its devices and how they stand. */
export function StreetPicture({ street, faults, shown }: { street: Street; faults: Faults; shown: string | null }) {
  return (
    <section aria-label="Street" className="street">
      {street.regions.map((region) => (
        <Region key={region.region} {...region} street={street} faults={faults} shown={shown} />
      ))}
    </section>
  );
}

function Region({
  region,
  homes,
  roundTripMs,
  street,
  faults,
  shown,
}: Street['regions'][number] & { street: Street; faults: Faults; shown: string | null }) {
  const drop = useDrop({ region });
  const struck = faults.filter((fault) => strikes(fault, { region })).length;
  return (
    <div className="street-region" {...drop}>
      <h3>
        {region === 'SMETS1' ? 'SMETS1 Service Provider' : `CSP ${region}`}{' '}
        <span className="quiet">
          {homes} {homes === 1 ? 'home' : 'homes'} · WAN round trip about {duration(roundTripMs)}
        </span>
        <FaultCount count={struck} />
      </h3>
      <ul className="street-homes">
        {street.homes
          .filter((home) => home.region === region)
          .map((home) => (
            <Home key={home.uprn} home={home} faults={faults} shown={shown} />
          ))}
      </ul>
    </div>
  );
}

function FaultCount({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="fault-count">
      <IconBolt size={12} aria-hidden />
      {count} <span className="visually-hidden">{count === 1 ? 'fault' : 'faults'}</span>
    </span>
  );
}

function Home({ home, faults, shown }: { home: StreetHome; faults: Faults; shown: string | null }) {
  return (
    <li className="street-home">
      <svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden>
        <path d="M1 15.5 50 1.5 99 15.5" />
      </svg>
      <h4>{home.address}</h4>
      <ul>
        {home.devices.map((device) => (
          <DeviceChip
            key={device.deviceId}
            device={device}
            count={faults.filter((fault) => strikes(fault, { deviceId: device.deviceId })).length}
            current={device.deviceId === shown}
          />
        ))}
      </ul>
    </li>
  );
}

const quietStatus = new Set(['Commissioned']);
const brokenStatus = new Set(['Decommissioned', 'Withdrawn', 'Suspended', 'Recovery']);

function DeviceChip({ device, count, current }: { device: StreetDevice; count: number; current: boolean }) {
  const drop = useDrop({ deviceId: device.deviceId });
  const { status, deviceType, deviceId } = device;
  const tone = quietStatus.has(status) ? 'pass' : brokenStatus.has(status) ? 'fail' : 'warning';
  return (
    <li>
      <a
        className="device-chip"
        href={addressOf({ screen: 'emulator', item: deviceId })}
        aria-current={current ? 'true' : undefined}
        title={`${deviceType} ${deviceId}, ${status}`}
        draggable={false}
        {...drop}
      >
        <i className="device-dot" data-tone={tone} aria-hidden />
        {deviceType} <span className="visually-hidden">{deviceId}</span>
        {quietStatus.has(status) ? (
          <span className="visually-hidden">, {status}</span>
        ) : (
          <span className="quiet device-status">{status}</span>
        )}
        <FaultCount count={count} />
      </a>
    </li>
  );
}
