import { Button, SegmentedControl } from '@mantine/core';
import { IconPlayerSkipForward } from '@tabler/icons-react';
import type { EmulatorView } from '../../../shared/contract/shapes/targets.ts';
import { Moment } from '../../ui/time.tsx';
import { advanceTo, setSpeed, useSteering } from './store.ts';

const paces = [
  { value: '0', label: 'Paused' },
  { value: '1', label: '× 1' },
  { value: '60', label: '× 60' },
  { value: '600', label: '× 600' },
  { value: '3600', label: '× 3600' },
];

const hourMs = 3_600_000;

/** The virtual clock: what it shows, its pace, and jumps. */
export function Clock({ view }: { view: EmulatorView }) {
  const { busy } = useSteering();
  const { at, speed, nextDue } = view.clock;
  const later = (ms: number): string => new Date(Date.parse(at) + ms).toISOString();
  const jumps = [
    { label: '30 minutes on', to: later(hourMs / 2) },
    { label: 'A day on', to: later(24 * hourMs) },
    { label: 'To what falls due next', to: nextDue },
  ];
  return (
    <section aria-label="Virtual clock">
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
