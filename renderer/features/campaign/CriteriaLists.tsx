import { Button, Textarea } from '@mantine/core';
import { IconCheck, IconCircle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Criterion } from '../../../shared/issue.ts';
import { addressOf } from '../../stores/place.ts';
import { criteria, followCriteria, state } from './store.ts';

/** When testing may begin and when it is done: what the workbench knows, and what people state. */
export function CriteriaLists() {
  useEffect(followCriteria, []);
  const { value, error } = criteria.use();
  if (!value) return error === null ? null : <p role="alert">{error}</p>;
  return (
    <div className="campaign-criteria">
      <List title="Entry criteria" of={value.entry} />
      <List title="Exit criteria" of={value.exit} />
    </div>
  );
}

function List({ title, of }: { title: string; of: readonly Criterion[] }) {
  const met = of.filter((one) => one.met).length;
  return (
    <section aria-label={title}>
      <h2>
        {title} <span className="quiet">{`${met} of ${of.length}`}</span>
      </h2>
      <ul>
        {of.map((one) => (
          <Line key={one.id} criterion={one} />
        ))}
      </ul>
    </section>
  );
}

/** Where a criterion that the workbench decides is met. */
const ways: Readonly<Record<string, { label: string; href: string }>> = {
  'pre-flight': { label: 'Pre-flight', href: addressOf({ screen: 'settings' }) },
  'work-off-plan': { label: 'Issues', href: addressOf({ screen: 'issues' }) },
  'sign-off': { label: 'Sign off', href: addressOf({ screen: 'pack' }) },
};
const wayOf = ({ id }: Criterion) =>
  ways[id] ?? (id.startsWith('severity-') ? { label: 'Issues', href: addressOf({ screen: 'issues' }) } : undefined);

function Line({ criterion }: { criterion: Criterion }) {
  const [stating, setStating] = useState(false);
  const { met, title, detail, by } = criterion;
  const way = wayOf(criterion);
  return (
    <li>
      <span className="outcome" data-tone={met ? 'pass' : 'none'}>
        {met ? <IconCheck size={14} stroke={2.2} aria-hidden /> : <IconCircle size={14} aria-hidden />}
        <span className="visually-hidden">{met ? 'met' : 'not met'}</span>
      </span>
      <div>
        {title}
        <Detail text={detail} />
      </div>
      {by === 'person' && !way ? (
        <button
          type="button"
          className="link"
          aria-expanded={stating}
          aria-label={`State it: ${title}`}
          onClick={() => setStating(!stating)}
        >
          State it
        </button>
      ) : way && !met ? (
        <a className="link" href={way.href}>
          {way.label}
        </a>
      ) : null}
      {stating ? <Statement criterion={criterion} done={() => setStating(false)} /> : null}
    </li>
  );
}

const mostShown = 110;

/** What is missing: of a long list its beginning, until all of it is asked for. */
function Detail({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  if (text.length <= mostShown) return <p className="quiet">{text}</p>;
  const shown = whole ? text : `${text.slice(0, Math.max(text.lastIndexOf(',', mostShown), mostShown - 20))} … `;
  return (
    <p className="quiet">
      {shown}{' '}
      <button type="button" className="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {whole ? 'Show less' : 'Show all'}
      </button>
    </p>
  );
}

function Statement({ criterion: { id, met }, done }: { criterion: Criterion; done: () => void }) {
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const say = async (isMet: boolean): Promise<void> => {
    const said = await state(id, isMet, note);
    setProblem(said);
    if (said === null) done();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void say(!met);
      }}
    >
      <Textarea
        label="Note"
        placeholder="Where it is written, who was there"
        value={note}
        autosize
        maxRows={6}
        onChange={(event) => setNote(event.currentTarget.value)}
        data-autofocus
      />
      {problem === null ? null : <p role="alert">{problem}</p>}
      <div className="actions">
        <Button type="submit">{met ? 'It is not met' : 'It is met'}</Button>
        {met ? null : (
          <Button variant="default" onClick={() => void say(false)}>
            It is not met
          </Button>
        )}
        <Button variant="default" onClick={done}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
