import { type Document, isMap, isSeq, parseDocument, visit, type YAMLMap, type YAMLSeq } from 'yaml';
import type { SequenceChange } from '../../shared/campaignSource.ts';
import { WorkbenchError } from '../../shared/errors.ts';

/**
 * Changes a campaign or sequence file in one place. Comments, the order of keys and the way in which values are quoted
 * stay as their author has them; only line breaks inside brackets may go.
 *
 * @param sequenceId which sequence of the file a change of a step is about
 * @returns the text with the change
 * @throws WorkbenchError `invalid-document` where the text is no YAML, `not-found` where it has no such sequence or step
 */
export function editSequence(text: string, sequenceId: string, change: SequenceChange): string {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error)
    throw new WorkbenchError(
      'invalid-document',
      `Mend the YAML first: ${error.message.split('\n')[0]?.replace(/:$/, '')}`,
    );
  if ('moveSequence' in change || 'insertSequence' in change) {
    const sequences = document.get('sequences');
    if (!isSeq(sequences)) throw new WorkbenchError('not-found', 'This file has no list of sequences');
    if ('moveSequence' in change) move(sequences, change.moveSequence);
    else sequences.items.splice(change.insertSequence.at, 0, document.createNode(change.insertSequence.sequence));
  } else changeStep(document, stepsOf(document, sequenceId), change);
  // A width of 0 keeps what stood on one line on one line.
  return closeBrackets(document.toString({ lineWidth: 0 }));
}

/** The library pads lists as it does maps; here a list is `[a, b]` beside `{ a: b }`, as everywhere in these files. */
function closeBrackets(text: string): string {
  const padding = new Set<number>();
  visit(parseDocument(text), {
    Seq(_, list) {
      if (!list.flow || !list.range) return;
      const [start, end] = list.range;
      if (text[start + 1] === ' ') padding.add(start + 1);
      if (text[end - 2] === ' ') padding.add(end - 2);
    },
  });
  return Array.from({ length: text.length }, (_, at) => (padding.has(at) ? '' : text[at])).join('');
}

function stepsOf(document: Document, sequenceId: string): YAMLSeq {
  const all = document.get('sequences');
  const found = isSeq(all)
    ? all.items.filter(isMap).find((one) => one.get('id') === sequenceId)
    : isMap(document.contents)
      ? document.contents
      : undefined;
  if (!found) throw new WorkbenchError('not-found', `This file has no sequence ${sequenceId}`);
  const steps = found.get('steps');
  if (isSeq(steps)) return steps;
  const fresh = document.createNode([]) as YAMLSeq;
  found.set('steps', fresh);
  return fresh;
}

type StepChange = Exclude<SequenceChange, { moveSequence: unknown } | { insertSequence: unknown }>;

function changeStep(document: Document, steps: YAMLSeq, change: StepChange): void {
  if ('moveStep' in change) {
    move(steps, change.moveStep);
    return;
  }
  if ('insertStep' in change) {
    steps.items.splice(change.insertStep.at, 0, document.createNode(change.insertStep.step));
    return;
  }
  if ('removeStep' in change) {
    mustBeThere(steps, change.removeStep);
    steps.items.splice(change.removeStep, 1);
    return;
  }
  const { at, path, value } = change.setStep;
  const step = mustBeThere(steps, at);
  if (!isMap(step)) throw new WorkbenchError('not-found', `Step ${at + 1} is not a step that a form can change`);
  if (value === null || value === undefined) takeAway(step, path);
  else put(document, step, path, value);
}

function mustBeThere(sequence: YAMLSeq, at: number): unknown {
  if (at < sequence.items.length) return sequence.items[at];
  throw new WorkbenchError('not-found', `There is no number ${at + 1}; the list has ${sequence.items.length}`);
}

function move(sequence: YAMLSeq, { from, to }: { from: number; to: number }): void {
  mustBeThere(sequence, from);
  mustBeThere(sequence, to);
  const [moved] = sequence.items.splice(from, 1);
  sequence.items.splice(to, 0, moved);
}

/** Sets a value; the maps on the way that are missing are made. */
function put(document: Document, step: YAMLMap, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  if (rest.length === 0) {
    // A scalar keeps its node, and with it its comment; anything else is a new one.
    step.set(name, typeof value === 'object' ? document.createNode(value) : value);
    return;
  }
  const inner = step.get(name);
  if (isMap(inner)) {
    put(document, inner, rest, value);
    return;
  }
  const fresh = document.createNode({}) as YAMLMap;
  step.set(name, fresh);
  put(document, fresh, rest, value);
}

/** Takes a value away, and the maps that are empty without it. */
function takeAway(step: YAMLMap, path: readonly string[]): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  const inner = step.get(name);
  if (rest.length > 0 && isMap(inner)) {
    takeAway(inner, rest);
    if (inner.items.length > 0) return;
  }
  step.delete(name);
}
