import type { RunView } from '../../../shared/contract/shapes/runs.ts';
import { isReplay } from '../../../shared/run.ts';
import { wordOf } from '../../ui/Outcome.tsx';
import { momentOf } from '../../ui/time.tsx';

/** A run to choose, in a list. */
export interface RunOption {
  value: string;
  label: string;
}

/** `25 Nov 20:27 · failed · emulator · 20261125-202733-f200`. */
export const runOption = ({ id, createdAt, outcome, status, target }: RunView): RunOption => ({
  value: id,
  label: [momentOf(createdAt), wordOf(outcome ?? status), isReplay(target) ? 'a replay' : target, id].join(' · '),
});
