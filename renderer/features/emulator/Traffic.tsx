import type { Street } from '../../../shared/street.ts';
import { addressOf } from '../../stores/place.ts';
import { describeMessage } from '../../ui/describeMessage.ts';
import { Moment } from '../../ui/time.tsx';
import { traffic } from './store.ts';

const shownMessages = 12;

/** What waits, and what passed between the User and the DSP, the newest first. */
export function Traffic({ street }: { street: Street }) {
  const messages = traffic.use((remote) => remote.value) ?? [];
  const newest = messages.toSorted((a, b) => b.id - a.id);
  const { due, preCommands, heldBack } = street.queue;
  return (
    <div className="emulator-columns">
      <section aria-label="Queue" className="section">
        <h2>What waits</h2>
        <ul className="queue">
          <li>
            <strong>{due}</strong> on the way or due later
          </li>
          <li>
            <strong>{preCommands}</strong> {preCommands === 1 ? 'Pre-Command' : 'Pre-Commands'} for a User to sign
          </li>
          <li>
            <strong>{heldBack}</strong> held back by a fault
          </li>
        </ul>
        {street.schedules.length === 0 ? (
          <p className="quiet">No schedule.</p>
        ) : (
          <ul className="schedules">
            {street.schedules.map((schedule) => (
              <li key={schedule.id}>
                <span className="code">{schedule.id}</span> {schedule.serviceReferenceVariant} {schedule.frequency},{' '}
                {schedule.next === null ? (
                  'past'
                ) : (
                  <>
                    next <Moment at={schedule.next} />
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-label="Traffic" className="section">
        <h2>Traffic</h2>
        {messages.length === 0 ? <p className="quiet">Nothing has been sent yet.</p> : null}
        <ol className="traffic">
          {newest.slice(0, shownMessages).map((message) => (
            <li key={message.id}>
              <a href={addressOf({ screen: 'evidence', item: String(message.id) })}>
                <Moment at={message.virtualAt ?? message.at} precise />
                <span aria-hidden>{message.direction === 'sent' ? '→' : '←'}</span>
                <span>{describeMessage(message)}</span>
              </a>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
