import './emulator.css';
import { useEffect } from 'react';
import { Panel, Separator } from 'react-resizable-panels';
import { usePlace } from '../../stores/place.ts';
import { oncePerBurst, status } from '../../stores/status.ts';
import { listenToWorkbench } from '../../stores/workbench.ts';
import { Split } from '../../ui/Split.tsx';
import { Answer, Empty } from '../../ui/States.tsx';
import { AnomalyDetection } from './AnomalyDetection.tsx';
import { Clock } from './Clock.tsx';
import { DevicePane } from './DevicePane.tsx';
import { Faults } from './Faults.tsx';
import { Migrations } from './Migrations.tsx';
import { Quarantine } from './Quarantine.tsx';
import { StreetPicture } from './StreetPicture.tsx';
import { device, emulator, loadStreet, street } from './store.ts';
import { Traffic } from './Traffic.tsx';

const beatMs = 3000;

/** Keeps the picture true: on every event of the workbench, and now and then, as the clock goes on by itself. */
function follow(): () => void {
  const load = (): void => {
    void loadStreet();
    const { screen, item } = usePlace.getState();
    if (screen === 'emulator' && item !== null) void device.load(item);
  };
  load();
  const burst = oncePerBurst(load, 400);
  const stop = listenToWorkbench(burst.ask);
  const beat = setInterval(load, beatMs);
  return () => {
    stop();
    burst.stop();
    clearInterval(beat);
  };
}

/** The emulated DCC: its clock, the homes behind it, and what it does wrong on purpose. */
export function EmulatorScreen() {
  const kind = status.use((remote) => remote.value?.target.kind);
  const { item } = usePlace();
  useEffect(() => (kind === 'emulator' ? follow() : undefined), [kind]);
  const remote = emulator.use();
  const picture = street.use((one) => one.value);
  if (kind !== undefined && kind !== 'emulator') {
    return (
      <Empty title="This target is no emulator">
        Its clock and its faults are not ours to set. Open an emulator in the top bar to rehearse with one.
      </Empty>
    );
  }
  return (
    <Answer of={remote} retry={() => void loadStreet()}>
      {(view) => (
        <Split id="split-emulator" orientation="horizontal" className="pane">
          <Panel id="emulator-1" defaultSize="70%" minSize="40%">
            <div className="page emulator">
              <h1>Emulator</h1>
              <p className="quiet emulator-intro">
                DSP, Parse &amp; Correlate, the network and the devices behind it, over real HTTP. Keys and data are
                made up; nothing leaves this machine.
              </p>
              <Clock view={view} />
              {picture ? <StreetPicture street={picture} faults={view.faults} shown={item} /> : null}
              <Faults faults={view.faults} street={picture} />
              {picture ? <Migrations street={picture} organisations={view.organisations} /> : null}
              <AnomalyDetection organisations={view.organisations} />
              <Quarantine organisations={view.organisations} />
              {picture ? <Traffic street={picture} /> : null}
            </div>
          </Panel>
          <Separator className="split-handle" aria-label="Width of the device" />
          <Panel id="emulator-2" minSize="20%">
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (axe: scrollable-region-focusable) */}
            <section className="pane device-scroll" aria-label="Device" tabIndex={0}>
              <DevicePane deviceId={item} organisations={view.organisations} />
            </section>
          </Panel>
        </Split>
      )}
    </Answer>
  );
}
