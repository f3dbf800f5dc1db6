import { IconGripVertical, IconPlus } from '@tabler/icons-react';
import type { OutlineSequence } from '../../../shared/campaignSource.ts';
import type { CampaignSummary } from '../../../shared/contract/shapes/campaigns.ts';
import { addressOf, goTo } from '../../stores/place.ts';
import { campaign } from '../../stores/status.ts';
import { Outcome } from '../../ui/Outcome.tsx';
import { freshId } from './stepValues.ts';
import { change, useAuthoring } from './store.ts';
import { useReorder } from './useReorder.ts';

/** How the requirements stand that a sequence shows: the worst of them. */
function standingOf({ requirements }: OutlineSequence, summary: CampaignSummary | null): string {
  const all = summary?.groups.flatMap((group) => group.requirements) ?? [];
  const own = all.filter(({ id }) => requirements.includes(id)).map(({ status }) => status);
  return (
    (['failed', 'running', 'review', 'not run'] as const).find((status) => own.includes(status)) ?? own[0] ?? 'not run'
  );
}

/** The sequences in the order in which they run. */
export function SequenceList({ sequences, shown }: { sequences: readonly OutlineSequence[]; shown: string | null }) {
  const source = useAuthoring((authoring) => authoring.source);
  const summary = campaign.use((remote) => remote.value);
  const isOwn = source?.origin === 'own';
  const own = source?.files[0]?.name ?? '';
  const { list, rowOf } = useReorder(sequences.length, isOwn, (from, to) =>
    change(own, '', { moveSequence: { from, to } }),
  );
  const add = async (): Promise<void> => {
    const id = freshId(
      sequences.map((one) => one.id),
      'new-sequence',
    );
    const sequence = {
      id,
      title: 'A new sequence',
      requirements: [sequences.at(-1)?.requirements[0] ?? ''],
      steps: [{ id: 'look', title: 'What a person does', pause: 'Say what to do and to look at' }],
    };
    if (await change(own, '', { insertSequence: { at: sequences.length, sequence } }))
      goTo({ screen: 'sequences', item: id });
  };
  return (
    <div className="pane">
      <div className="pane-head">
        <h2>
          {sequences.length} {sequences.length === 1 ? 'sequence' : 'sequences'}
        </h2>
        <span style={{ flex: 1 }} />
        {isOwn ? (
          <button type="button" className="link" onClick={() => void add()}>
            <IconPlus size={13} aria-hidden /> Add
          </button>
        ) : null}
      </div>
      <ol ref={list} className="pane-body sequence-list" aria-label="Sequences">
        {sequences.map((sequence, at) => (
          <li key={`${sequence.file} ${sequence.id}`} className="movable" {...rowOf(at)}>
            <a
              className="sequence-row"
              href={addressOf({ screen: 'sequences', item: sequence.id })}
              aria-current={sequence.id === shown ? 'true' : undefined}
              aria-keyshortcuts={isOwn ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
              draggable={false}
            >
              <Outcome of={standingOf(sequence, summary)} quiet />
              <span>{sequence.title || sequence.id}</span>
              <span className="code quiet">{sequence.id}</span>
            </a>
            {isOwn ? <IconGripVertical className="grip" size={14} aria-hidden /> : null}
          </li>
        ))}
      </ol>
    </div>
  );
}
