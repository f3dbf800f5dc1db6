import {
  IconAlertTriangle,
  IconCheck,
  IconCircleDashed,
  IconEye,
  IconLoader2,
  IconMinus,
  IconPlayerPause,
  IconPlugConnected,
  IconX,
} from '@tabler/icons-react';

type Tone = 'pass' | 'fail' | 'warning' | 'review' | 'running' | 'none';

const looks: Readonly<Record<string, { tone: Tone; icon: typeof IconCheck; word: string }>> = {
  pass: { tone: 'pass', icon: IconCheck, word: 'passed' },
  passed: { tone: 'pass', icon: IconCheck, word: 'passed' },
  valid: { tone: 'pass', icon: IconCheck, word: 'valid' },
  ready: { tone: 'pass', icon: IconCheck, word: 'ready' },
  open: { tone: 'running', icon: IconPlugConnected, word: 'open' },
  fail: { tone: 'fail', icon: IconX, word: 'failed' },
  failed: { tone: 'fail', icon: IconX, word: 'failed' },
  invalid: { tone: 'fail', icon: IconX, word: 'invalid' },
  warning: { tone: 'warning', icon: IconAlertTriangle, word: 'warning' },
  interrupted: { tone: 'warning', icon: IconPlayerPause, word: 'interrupted' },
  paused: { tone: 'review', icon: IconPlayerPause, word: 'paused' },
  review: { tone: 'review', icon: IconEye, word: 'review' },
  running: { tone: 'running', icon: IconLoader2, word: 'running' },
  waiting: { tone: 'running', icon: IconLoader2, word: 'waiting' },
  skipped: { tone: 'none', icon: IconMinus, word: 'skipped' },
};

/** An outcome or status in a word. */
export const wordOf = (outcome: string): string => looks[outcome]?.word ?? outcome;

/** An outcome or status: colour, icon and word, never colour alone. */
export function Outcome({ of, quiet = false }: { of: string; quiet?: boolean }) {
  const look = looks[of] ?? {
    tone: 'none' as const,
    icon: IconCircleDashed,
    word: of,
  };
  const Icon = look.icon;
  return (
    <span className="outcome" data-tone={look.tone}>
      <Icon size={14} stroke={2.2} aria-hidden />
      <span className={quiet ? 'visually-hidden' : undefined}>{look.word}</span>
    </span>
  );
}
