import './emulator.css';
import { Button, SegmentedControl } from '@mantine/core';
import { IconPlayerSkipForward } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { EmulatedDevice, EmulatorView } from '../../../shared/contract/shapes.ts';
import { oncePerBurst, status } from '../../stores/status.ts';
import { listenToWorkbench } from '../../stores/workbench.ts';
import { CopyText } from '../../ui/CopyText.tsx';
import { Outcome } from '../../ui/Outcome.tsx';
import { Answer, Empty } from '../../ui/States.tsx';
import { Moment } from '../../ui/time.tsx';
import { Faults } from './Faults.tsx';
import { advanceTo, emulator, setSpeed, useSteering } from './store.ts';

/** The emulated DCC: its clock, the homes behind it, and what it does wrong on purpose. */
export function EmulatorScreen() {
  const kind = status.use((remote) => remote.value?.target.kind);
  useEffect(() => {
    if (kind !== 'emulator') return;
    void emulator.load();
    const burst = oncePerBurst(() => void emulator.load(), 400);
    const stop = listenToWorkbench(burst.ask);
    return () => {
      stop();
      burst.stop();
    };
  }, [kind]);
  const remote = emulator.use();
  if (kind !== undefined && kind !== 'emulator') {
    return (
      <Empty title="This target is no emulator">
        Its clock and its faults are not ours to set. Open an emulator in the top bar to rehearse with one.
      </Empty>
    );
  }
  return (
    <Answer of={remote} retry={() => void emulator.load()}>
      {(view) => (
        <div className="page emulator">
          <div className="page-head">
            <div>
              <h1>Emulator</h1>
              <p className="quiet">
                DSP, Parse &amp; Correlate, the network and the devices behind it, over real HTTP. Keys and data are
                made up; nothing leaves this machine.
              </p>
            </div>
          </div>
          <Clock view={view} />
          <Devices devices={view.devices} />
          <Faults faults={view.faults} />
        </div>
      )}
    </Answer>
  );
}

const paces = [
  { value: '0', label: 'Paused' },
  { value: '1', label: '× 1' },
  { value: '60', label: '× 60' },
  { value: '600', label: '× 600' },
  { value: '3600', label: '× 3600' },
];

const hourMs = 3_600_000;

function Clock({ view }: { view: EmulatorView }) {
  const { busy } = useSteering();
  const { at, speed, nextDue } = view.clock;
  const later = (ms: number): string => new Date(Date.parse(at) + ms).toISOString();
  const jumps = [
    { label: '30 minutes on', to: later(hourMs / 2) },
    { label: 'A day on', to: later(24 * hourMs) },
    { label: 'To what falls due next', to: nextDue },
  ];
  return (
    <section aria-label="Virtual clock" className="section">
      <h2>Virtual clock</h2>
      <div className="actions">
        <span className="emulator-clock code" role="status">
          {at.slice(0, 16).replace('T', ' ')} UTC
        </span>
        <SegmentedControl
          aria-label="Pace"
          data={paces}
          value={paces.some((pace) => pace.value === String(speed)) ? String(speed) : '1'}
          onChange={(value) => void setSpeed(Number(value))}
        />
        {jumps.map(({ label, to }) => (
          <Button
            key={label}
            variant="default"
            leftSection={<IconPlayerSkipForward size={14} aria-hidden />}
            disabled={to === null || busy !== null}
            title={to === null ? 'Nothing is due' : undefined}
            onClick={() => to !== null && void advanceTo(to)}
          >
            {label}
          </Button>
        ))}
      </div>
      <p className="quiet emulator-due">
        {busy ?? (nextDue === null ? 'Nothing is due.' : 'Next falls due ')}
        {busy === null && nextDue !== null ? <Moment at={nextDue} /> : null}
      </p>
    </section>
  );
}

function Devices({ devices }: { devices: readonly EmulatedDevice[] }) {
  return (
    <section aria-label="Devices" className="section">
      <h2>Devices</h2>
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">Type</th>
            <th scope="col">EUI-64</th>
            <th scope="col">Status</th>
            <th scope="col">MPxN</th>
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => (
            <tr key={device.deviceId}>
              <td>
                <strong>{device.deviceType}</strong>
              </td>
              <td>
                <CopyText text={device.deviceId} label="EUI-64" />
              </td>
              <td>
                <Outcome of={device.status === 'Commissioned' ? 'pass' : device.status} quiet /> {device.status}
              </td>
              <td className="code">{device.mpxns.join(', ') || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
