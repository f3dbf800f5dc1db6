import { Tooltip } from '@mantine/core';
import { IconCheck, IconChevronRight, IconEye, IconLoader2, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { CoverageGroup, RequirementCoverage } from '../../../shared/contract/shapes/campaigns.ts';
import { addressOf } from '../../stores/place.ts';
import { runAll } from '../../stores/runs.ts';
import { Outcome } from '../../ui/Outcome.tsx';

const icons: Partial<Record<RequirementCoverage['status'], typeof IconCheck>> = {
  passed: IconCheck,
  failed: IconX,
  review: IconEye,
  running: IconLoader2,
};

/** A group of requirements: a square each, how many are proven, and what stands in the way. */
export function GroupRow({
  group,
  chosen,
  onChoose,
}: {
  group: CoverageGroup;
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const failed = group.requirements.find((one) => one.status === 'failed');
  const [open, setOpen] = useState(false);
  const listId = useId();
  return (
    <>
      <tr>
        <th scope="row">
          <button
            type="button"
            className="group-name"
            aria-expanded={open}
            aria-controls={listId}
            onClick={() => setOpen(!open)}
          >
            <IconChevronRight size={13} aria-hidden /> {group.name}
          </button>
        </th>
        <td>
          <div className="squares">
            {group.requirements.map((one) => {
              const Icon = icons[one.status];
              return (
                <Tooltip key={one.id} label={`${one.title} — ${one.status}`} openDelay={150}>
                  <button
                    type="button"
                    className="square"
                    data-status={one.status}
                    aria-pressed={one.id === chosen}
                    aria-label={`${one.id}: ${one.title}, ${one.status}`}
                    onClick={() => onChoose(one.id)}
                  >
                    {Icon ? <Icon size={13} stroke={2.6} aria-hidden /> : null}
                  </button>
                </Tooltip>
              );
            })}
          </div>
        </td>
        <td className="count">
          {group.proven} of {group.requirements.length}
        </td>
        <td>
          {failed?.because && failed.lastRunId !== null ? (
            <a
              className="problem"
              href={addressOf({
                screen: 'runs',
                item: failed.lastRunId,
                query: { sequence: failed.sequenceIds[0] ?? '' },
              })}
            >
              {failed.because}
            </a>
          ) : null}
          <button
            type="button"
            className="run-group"
            onClick={() => void runAll([...group.sequenceIds])}
            aria-label={`Run ${group.name}`}
          >
            <IconPlayerPlay size={13} aria-hidden /> Run
          </button>
        </td>
      </tr>
      <tr hidden={!open} id={listId} className="group-list">
        <td colSpan={4}>
          <ul aria-label={group.name}>
            {group.requirements.map((one) => (
              <li key={one.id}>
                <Outcome of={one.status} quiet />
                <button
                  type="button"
                  className="link code"
                  aria-pressed={one.id === chosen}
                  onClick={() => onChoose(one.id)}
                >
                  {one.id}
                </button>
                <span>{one.title}</span>
              </li>
            ))}
          </ul>
        </td>
      </tr>
    </>
  );
}
