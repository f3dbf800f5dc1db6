import { Menu, Tooltip } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconGripVertical,
  IconHandStop,
  IconHourglass,
  IconPlus,
  IconQuestionMark,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { OutlineSequence, OutlineStep, SequenceChange } from '../../../shared/campaignSource.ts';
import { addressOf, goTo } from '../../stores/place.ts';
import { freshId } from './stepValues.ts';
import { change, useAuthoring } from './store.ts';
import { useReorder } from './useReorder.ts';

const icons = { send: IconSend, wait: IconHourglass, pause: IconHandStop, unknown: IconQuestionMark };

/** What a new step is made of. */
const fresh: Readonly<Record<'send' | 'wait' | 'pause', { label: string; id: string; body: Record<string, unknown> }>> =
  {
    send: { label: 'Send a Service Request', id: 'read', body: { send: '4.8.1', expect: { acknowledgement: 'I99' } } },
    wait: { label: 'Wait for something', id: 'await', body: { wait: { alert: {}, within: '30 s' } } },
    pause: { label: 'Have a person act', id: 'look', body: { pause: 'Say what to do and to look at' } },
  };

/** The steps of a sequence in their order, to be moved, copied, taken away. */
export function StepRows({ sequence, at: chosen }: { sequence: OutlineSequence; at: number | null }) {
  const isOwn = useAuthoring((authoring) => authoring.source?.origin === 'own');
  const device = useAuthoring((authoring) => authoring.check?.devices[0]);
  const [said, say] = useState('');
  const { steps } = sequence;
  const show = (step: number): void =>
    goTo({ screen: 'sequences', item: sequence.id, query: { step: String(step) } }, true);
  const make = async (wanted: SequenceChange, then: number, words: string): Promise<void> => {
    if (!(await change(sequence.file, sequence.id, wanted))) return;
    say(words);
    if (then >= 0) show(then);
  };
  const { list, rowOf, move } = useReorder(steps.length, isOwn, (from, to) =>
    make({ moveStep: { from, to } }, to, `Step ${steps[from]?.id} is number ${to + 1} of ${steps.length} now`),
  );
  const insert = (at: number, step: Record<string, unknown>): void =>
    void make({ insertStep: { at, step } }, at, `Step ${String(step.id)} is number ${at + 1}`);
  const ids = steps.map(({ id }) => id);
  return (
    <div className="pane">
      <div className="pane-head">
        <h2>{sequence.title || sequence.id}</h2>
        <span style={{ flex: 1 }} />
        {isOwn ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <button type="button" className="link">
                <IconPlus size={13} aria-hidden /> Add a step
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {Object.values(fresh).map(({ label, id, body }) => (
                <Menu.Item
                  key={label}
                  onClick={() =>
                    insert(chosen === null ? steps.length : chosen + 1, {
                      id: freshId(ids, id),
                      ...('send' in body && device !== undefined ? { send: body.send, device } : {}),
                      ...body,
                    })
                  }
                >
                  {label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </div>
      <ol ref={list} className="pane-body step-rows" aria-label="Steps">
        {steps.map((step, at) => (
          <li key={`${step.line} ${step.id}`} className="movable" data-chosen={at === chosen} {...rowOf(at)}>
            <StepLink sequence={sequence} step={step} at={at} chosen={at === chosen} isOwn={isOwn} />
            {isOwn ? (
              <span className="step-acts">
                <Act label={`Move ${step.id} up`} icon={IconArrowUp} off={at === 0} act={() => void move(at, at - 1)} />
                <Act
                  label={`Move ${step.id} down`}
                  icon={IconArrowDown}
                  off={at === steps.length - 1}
                  act={() => void move(at, at + 1)}
                />
                <Act
                  label={`Copy ${step.id}`}
                  icon={IconCopy}
                  act={() => insert(at + 1, { ...step.body, id: freshId(ids, step.id) })}
                />
                <Act
                  label={`Take ${step.id} away`}
                  icon={IconTrash}
                  off={steps.length === 1}
                  act={() =>
                    void make(
                      { removeStep: at },
                      Math.min(at, steps.length - 2),
                      `Step ${step.id} is gone; undo brings it back`,
                    )
                  }
                />
                <IconGripVertical className="grip" size={14} aria-hidden />
              </span>
            ) : null}
          </li>
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}

function StepLink({
  sequence,
  step,
  at,
  chosen,
  isOwn,
}: {
  sequence: OutlineSequence;
  step: OutlineStep;
  at: number;
  chosen: boolean;
  isOwn: boolean;
}) {
  const Icon = icons[step.kind];
  const wrong = useAuthoring((authoring) => {
    const next = sequence.steps[at + 1]?.line ?? Number.POSITIVE_INFINITY;
    return authoring.check?.findings.find(
      ({ file, line }) => file === sequence.file && line >= step.line && line < next,
    )?.message;
  });
  return (
    <a
      className="step-link"
      href={addressOf({ screen: 'sequences', item: sequence.id, query: { step: String(at) } })}
      aria-current={chosen ? 'step' : undefined}
      aria-keyshortcuts={isOwn ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
      draggable={false}
    >
      <Icon size={15} aria-hidden />
      <span>
        {step.title || step.summary}
        <span className="quiet">
          <span className="code">{step.id}</span>
          {step.title ? ` · ${step.summary}` : ''}
        </span>
        {wrong === undefined ? null : <span className="step-wrong">{wrong}</span>}
      </span>
    </a>
  );
}

function Act({
  label,
  icon: Icon,
  act,
  off = false,
}: {
  label: string;
  icon: typeof IconCopy;
  act: () => void;
  off?: boolean;
}) {
  return (
    <Tooltip label={label} openDelay={300}>
      <button type="button" className="icon-button" aria-label={label} disabled={off} onClick={act}>
        <Icon size={14} aria-hidden />
      </button>
    </Tooltip>
  );
}
