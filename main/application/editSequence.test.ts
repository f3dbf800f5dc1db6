import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { editSequence } from './editSequence.ts';

const text = `# Who wrote this
id: DAY
title: A day # of reading
requirements: [R-1]
steps:
  # first the inventory
  - { id: find, send: "8.2" }
  - id: read # the meter
    send: "4.8.1"
    device: esme-1
    expect:
      acknowledgement: I99 # at once
      response: { code: I0, within: 30 s }
`;

describe('a sequence is changed in its file', () => {
  it('by moving a step, with the comments that belong to it', () => {
    const moved = editSequence(text, 'DAY', { moveStep: { from: 1, to: 0 } });
    expect(parse(moved).steps.map(({ id }: { id: string }) => id)).toEqual(['read', 'find']);
    for (const comment of ['# Who wrote this', '# of reading', '# first the inventory', '# the meter', '# at once'])
      expect(moved).toContain(comment);
  });

  it('by setting a value, with the comment beside it', () => {
    const set = editSequence(text, 'DAY', {
      setStep: { at: 1, path: ['expect', 'acknowledgement'], value: 'E2' },
    });
    expect(set).toBe(text.replace('acknowledgement: I99', 'acknowledgement: E2'));
  });

  it('by taking away the last value of a group, and the group with it', () => {
    const once = editSequence(text, 'DAY', { setStep: { at: 1, path: ['expect', 'response'], value: null } });
    const twice = editSequence(once, 'DAY', { setStep: { at: 1, path: ['expect', 'acknowledgement'], value: null } });
    expect(parse(twice).steps[1]).toEqual({ id: 'read', send: '4.8.1', device: 'esme-1' });
  });

  it('by a number that YAML would take for one, kept as text', () => {
    const set = editSequence(text, 'DAY', { setStep: { at: 0, path: ['send'], value: '4.10' } });
    expect(parse(set).steps[0].send).toBe('4.10');
  });

  it('by a step in the middle, and one gone', () => {
    const more = editSequence(text, 'DAY', { insertStep: { at: 1, step: { id: 'look', pause: 'Look' } } });
    expect(parse(editSequence(more, 'DAY', { removeStep: 0 })).steps.map(({ id }: { id: string }) => id)).toEqual([
      'look',
      'read',
    ]);
  });

  it('not at all where there is no such step or sequence', () => {
    expect(() => editSequence(text, 'DAY', { removeStep: 7 })).toThrow('There is no number 8; the list has 2');
    expect(() => editSequence('sequences: []', 'DAY', { removeStep: 0 })).toThrow('This file has no sequence DAY');
    expect(() => editSequence('a: [', 'DAY', { removeStep: 0 })).toThrow('Mend the YAML first');
  });

  it('and says the same as before where a step comes and goes, in every bundled file', () => {
    const folder = fileURLToPath(new URL('../../fixtures/sequences/mdr/', import.meta.url));
    for (const name of readdirSync(folder)) {
      const before = readFileSync(folder + name, 'utf8');
      const { id } = parse(before) as { id: string };
      const more = editSequence(before, id, { insertStep: { at: 0, step: { id: 'x', pause: 'X' } } });
      expect(parse(editSequence(more, id, { removeStep: 0 }))).toEqual(parse(before));
    }
  });
});
