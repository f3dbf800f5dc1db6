import { describe, expect, it } from 'vitest';
import type { Issue } from '../../../shared/issue.ts';
import { emptyForm, problemOf, rebase, toFacts, toForm } from './issueForm.ts';

const issue: Issue = {
  id: 'TI-1',
  title: 'No reply from the meter',
  severity: 3,
  status: 'open',
  description: '',
  reference: '',
  links: [],
  workOff: null,
  raisedAt: '2026-03-03T00:00:00Z',
  raisedBy: 'jane',
  changedAt: '2026-03-03T00:00:00Z',
  changedBy: 'jane',
};

describe('the form of an issue', () => {
  it('keeps what another person changed beside one’s own changes', () => {
    const mine = { ...toForm(issue), description: 'It is dark', severity: 2 as const };
    const theirs: Issue = { ...issue, severity: 1, reference: 'DCC-77', changedBy: 'tom' };
    expect(rebase(issue, mine, theirs)).toEqual({
      form: { ...toForm(theirs), description: 'It is dark', severity: 2 },
      clashes: [{ name: 'severity', theirs: 1 }],
    });
  });

  it('is no clash where both say the same', () => {
    const mine = { ...toForm(issue), severity: 1 as const };
    expect(rebase(issue, mine, { ...issue, severity: 1 }).clashes).toEqual([]);
  });

  it('makes a work-off plan of three fields, or none of three empty ones', () => {
    const plan = { owner: 'Tom', action: 'Replace the hub', due: '2026-04-01' };
    expect([toFacts({ ...emptyForm, ...plan }).workOff, toFacts(emptyForm).workOff]).toEqual([plan, null]);
  });

  it('says what a half-made plan lacks', () => {
    expect(problemOf({ ...emptyForm, title: 'Dark', owner: 'Tom' })).toBe(
      'The work-off plan lacks what will be done and by when',
    );
  });
});
