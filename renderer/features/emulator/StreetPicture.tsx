import { Menu } from '@mantine/core';
import { IconBolt, IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import type { Street, StreetDevice, StreetHome } from '../../../shared/street.ts';
import { addressOf } from '../../stores/place.ts';
import { duration } from '../../ui/time.tsx';
import { changeNetwork } from './changes.tsx';
import { cardType } from './Faults.tsx';
import { strikes } from './faultKinds.ts';
import { NewHome } from './NewHome.tsx';
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
      <div className="street-head">
        <h2>Street</h2>
        <NewHome street={street} />
      </div>
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
  isOut,
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
        {isOut ? <strong className="street-obstacle">Outage</strong> : null}
        {region === 'SMETS1' ? null : (
          <button
            type="button"
            className="link street-act"
            onClick={() => void changeNetwork({ region, outage: !isOut })}
          >
            {isOut ? `End the outage of ${region}` : `Put ${region} out`}
          </button>
        )}
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
      <div className="street-home-head">
        <h4>{home.address}</h4>
        <HomeMenu home={home} />
      </div>
      {home.hasPower ? null : <p className="street-obstacle">No power</p>}
      {home.hasCoverage ? null : <p className="street-obstacle">No WAN coverage</p>}
      {home.devices.length > 0 ? null : home.isDormant ? (
        <p className="quiet street-note">Not migrated yet</p>
      ) : (
        <p className="street-obstacle">No device is left</p>
      )}
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

/** What can happen to a home as a whole. */
function HomeMenu({ home: { uprn, address, region, hasPower, hasCoverage } }: { home: StreetHome }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className="icon-button" aria-label={`Power and coverage of ${address}`}>
          <IconDots size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void changeNetwork({ uprn, power: !hasPower })}>
          {hasPower ? 'Cut the power' : 'Restore the power'}
        </Menu.Item>
        <Menu.Item disabled={region === 'SMETS1'} onClick={() => void changeNetwork({ uprn, coverage: !hasCoverage })}>
          {hasCoverage ? 'Take WAN coverage away' : 'Give WAN coverage back'}
          {region === 'SMETS1' ? <div className="quiet">It is on no CSP’s network</div> : null}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const conditionWords = { silent: 'broken', offHan: 'off the HAN' } as const;
const quietStatus = new Set(['Commissioned']);
const brokenStatus = new Set(['Decommissioned', 'Withdrawn', 'Suspended', 'Recovery']);

function DeviceChip({ device, count, current }: { device: StreetDevice; count: number; current: boolean }) {
  const drop = useDrop({ deviceId: device.deviceId });
  const { deviceType, deviceId, condition } = device;
  const isWorking = condition === 'working';
  const status = isWorking ? device.status : conditionWords[condition];
  const tone = !isWorking ? 'fail' : quietStatus.has(status) ? 'pass' : brokenStatus.has(status) ? 'fail' : 'warning';
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
