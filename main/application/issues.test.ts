import { describe, expect, it } from 'vitest';
import type { Issue } from '../../shared/issue.ts';
import type { SequenceResult } from './coverage.ts';
import { findingsWithoutIssue } from './issues.ts';

const finding = (check: string, outcome: 'fail' | 'review' | 'pass' = 'fail') => ({
  runId: 'run-1',
  position: 0,
  check,
  outcome,
  requirements: [],
  message: `${check} says so`,
});
// Of a run and its steps only their names matter here.
const results = new Map([
  [
    'S',
    {
      run: { id: 'run-1' },
      steps: [{ position: 0, sequenceId: 'S', stepId: 'read' }],
      findings: [
        finding('mac-is-valid'),
        finding('response-code'),
        finding('half-hours-are-complete'),
        finding('clock', 'review'),
        finding('response-is-signed', 'pass'),
      ],
    },
  ],
]) as unknown as ReadonlyMap<string, SequenceResult>;
const issueAbout = (check: string) => [{ links: [{ runId: 'run-1', position: 0, check }] }] as unknown as Issue[];
const found = (issues: readonly Issue[]) =>
  findingsWithoutIssue(results, issues).map(({ check, followsFrom }) => [check, followsFrom]);

describe('the findings that no issue names', () => {
  it('are led by the failure that explains others, which say what they follow from', () => {
    expect(found([])).toEqual([
      ['response-code', null],
      ['mac-is-valid', 'response-code'],
      ['half-hours-are-complete', 'response-code'],
      ['clock', null],
    ]);
  });

  it('are without those that follow from a failure that has an issue', () => {
    expect(found(issueAbout('response-code'))).toEqual([['clock', null]]);
  });

  it('keep the failure that explains others where only one of those has an issue', () => {
    expect(found(issueAbout('mac-is-valid'))).toEqual([
      ['response-code', null],
      ['half-hours-are-complete', 'response-code'],
      ['clock', null],
    ]);
  });
});
