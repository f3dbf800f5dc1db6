import type { Severity } from '../../../shared/issue.ts';

/** What each severity means in a word; our reading of SEC practice, a campaign's own test document goes before it. */
export const severities: readonly { level: Severity; words: string }[] = [
  { level: 1, words: 'blocks testing, no way round' },
  { level: 2, words: 'holds testing up, the way round is costly' },
  { level: 3, words: 'a part fails, there is a way round' },
  { level: 4, words: 'small, testing goes on' },
  { level: 5, words: 'cosmetic' },
];
