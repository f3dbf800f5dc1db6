import { posix, resolve } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { OutlineSequence, OutlineStep, SourceFinding } from '../../shared/campaignSource.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { Campaign, type LoadedCampaign, Sequence } from '../../shared/sequence.ts';
import { dataFilesOf, isData, withDataFiles } from './campaignData.ts';
import { isSequence, loadCampaign } from './loadCampaign.ts';
import { inspectYaml } from './readYaml.ts';

/** A file by its path from the campaign's own, with slashes. */
export interface NamedText {
  name: string;
  text: string;
}

/** The names of the sequence files that a campaign refers to, in its order; none where it cannot be read. */
export function sequenceFilesOf(text: string): string[] {
  const sequences = parseDocument(text).get('sequences');
  if (!isSeq(sequences)) return [];
  return sequences.items.flatMap((item) =>
    isScalar(item) && typeof item.value === 'string' ? [posix.normalize(item.value)] : [],
  );
}

/**
 * The sequences and steps of a campaign as they stand in its files, in the order in which they run. What is no sequence
 * or step is left out; a file that is no YAML has none.
 *
 * @param files the campaign's own first
 */
export function outlineCampaign([own, ...others]: readonly NamedText[]): OutlineSequence[] {
  if (!own) return [];
  const { document, lines } = open(own.text);
  const sequences = document.get('sequences');
  if (!isSeq(sequences)) return outlineFile(own);
  return sequences.items.flatMap((item) => {
    if (isMap(item)) return [outlineSequence(own.name, item, lines)];
    const name = isScalar(item) && typeof item.value === 'string' ? posix.normalize(item.value) : undefined;
    const file = others.find((one) => one.name === name);
    return file ? outlineFile(file) : [];
  });
}

function open(text: string) {
  const lines = new LineCounter();
  return { document: parseDocument(text, { lineCounter: lines }), lines };
}

function outlineFile({ name, text }: NamedText): OutlineSequence[] {
  const { document, lines } = open(text);
  return isMap(document.contents) ? [outlineSequence(name, document.contents, lines)] : [];
}

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function outlineSequence(file: string, map: Parameters<typeof lineOf>[0], lines: LineCounter): OutlineSequence {
  const said: unknown = map.toJSON();
  const body = isRecord(said) ? said : {};
  const steps = map.get('steps');
  return {
    file,
    id: textOf(body.id),
    title: textOf(body.title),
    group: textOf(body.group),
    requirements: Array.isArray(body.requirements) ? body.requirements.map(textOf) : [],
    line: lineOf(map, lines),
    steps: isSeq(steps) ? steps.items.map((item) => (isMap(item) ? outlineStep(item, lines) : nothing)) : [],
  };
}

const nothing: OutlineStep = { id: '', title: '', kind: 'unknown', summary: 'not a step', line: 1, body: {} };

interface Ranged {
  range?: [number, number, number] | null | undefined;
  get(key: unknown): unknown;
  toJSON(): unknown;
}

const lineOf = ({ range }: Ranged, lines: LineCounter): number => (range ? lines.linePos(range[0]).line : 1);

function outlineStep(map: Ranged, lines: LineCounter): OutlineStep {
  const said: unknown = map.toJSON();
  const body = isRecord(said) ? said : {};
  const kind = 'send' in body ? 'send' : 'wait' in body ? 'wait' : 'pause' in body ? 'pause' : 'unknown';
  return {
    id: textOf(body.id),
    title: textOf(body.title),
    kind,
    summary: summarise(kind, body),
    line: lineOf(map, lines),
    body,
  };
}

function summarise(kind: OutlineStep['kind'], body: Record<string, unknown>): string {
  if (kind === 'send') {
    const device = body.device === undefined ? '' : ` to ${textOf(body.device)}`;
    return `Send ${textOf(body.send)}${device}`;
  }
  if (kind === 'pause') return 'A person acts';
  const wait = body.wait;
  if (kind !== 'wait' || !isRecord(wait)) return 'neither send, wait nor pause';
  if ('response' in wait) return `Wait for the response to ${textOf(wait.response)}`;
  if ('scheduledResponse' in wait) return `Wait for ${textOf(wait.count ?? 1)} scheduled`;
  if ('alert' in wait) return `Wait for an alert ${isRecord(wait.alert) ? textOf(wait.alert.code) : ''}`.trim();
  return `Wait until ${textOf(wait.clock)}`;
}

/**
 * Everything that is wrong with a campaign as its files would have it. What each file says by itself comes first; only
 * when that is good can be said whether it goes together.
 *
 * @param files the campaign's own first
 * @param known whether a Service Reference Variant exists
 * @param base what a sequence file on its own is run as a part of
 */
export function checkCampaignSource(
  files: readonly NamedText[],
  known: (variant: string) => boolean,
  base: () => LoadedCampaign,
): SourceFinding[] {
  const [own] = files;
  if (!own) return [];
  const written = files.filter(({ name }) => !isData(name));
  const findings = written.flatMap(({ name, text }, index) =>
    inspectYaml(text, index === 0 && !isSequence(text) ? Campaign : Sequence).problems.map(
      ({ line, column, field, message }) => ({
        file: name,
        line,
        column,
        message: field === '' ? message : `${field}: ${message}`,
      }),
    ),
  );
  const named = written.flatMap((file, index) =>
    [...(index === 0 ? sequenceFilesOf(file.text) : []), ...dataFilesOf(file)].map((name) => ({ file, name })),
  );
  const missing = named.filter(({ name }) => !files.some((file) => file.name === name));
  findings.push(
    ...missing.map(({ file, name }) => ({
      ...findText(file, posix.basename(name)),
      message: `There is no file ${name} beside the campaign`,
    })),
  );
  if (findings.length > 0) return findings;
  const byPath = new Map(files.map(({ name, text }) => [resolve(name), text]));
  try {
    loadCampaign(own.name, { read: (path) => byPath.get(resolve(path)) ?? '', known, base });
    return [];
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return [placeRefusal(files, error)];
  }
}

function findText({ name, text }: NamedText, wanted: string): Pick<SourceFinding, 'file' | 'line' | 'column'> {
  const index = text.split('\n').findIndex((line) => line.includes(wanted));
  return { file: name, line: index + 1 || 1, column: 1 };
}

function placeRefusal(files: readonly NamedText[], { message, detail }: WorkbenchError): SourceFinding {
  const sequence = outlineCampaign(files).findLast(({ id }) => id === detail.sequence);
  const step = sequence?.steps.findLast(({ id }) => id === detail.step);
  return {
    file: sequence?.file ?? files[0]?.name ?? '',
    line: step?.line ?? sequence?.line ?? 1,
    column: 1,
    // Its place is said by the file and the line.
    message: (typeof detail.message === 'string' ? detail.message : message).replace(
      /^sequence \S+, step [^\s,:]+[,:] /,
      '',
    ),
  };
}

/**
 * A campaign with its sequence files in a folder of its own, for its user to change.
 *
 * @param name what the copy's own file is called, without its ending
 * @returns the files of the copy; comments and order are those of the original
 */
export function copyOfCampaign([own, ...others]: readonly NamedText[], name: string): NamedText[] {
  if (!own) return [];
  const taken = new Map<string, string>();
  for (const file of others) {
    const { name: base, ext } = posix.parse(file.name);
    const used = [...taken.values()];
    let copy = `${name}/${base}${ext}`;
    for (let number = 2; used.includes(copy); number += 1) copy = `${name}/${base}-${number}${ext}`;
    taken.set(file.name, copy);
  }
  const document = parseDocument(own.text);
  const sequences = document.get('sequences');
  for (const item of isSeq(sequences) ? sequences.items : []) {
    if (!isScalar(item) || typeof item.value !== 'string') continue;
    const copy = taken.get(posix.normalize(item.value));
    if (copy !== undefined) item.value = copy;
  }
  const text = others.length === 0 ? own.text : document.toString({ lineWidth: 0 });
  return [
    { name: `${name}.yaml`, text: withDataFiles({ name: own.name, text }, (path) => taken.get(path)) },
    ...others.map((file) => ({
      name: taken.get(file.name) ?? file.name,
      // Sequences and their rows lie in one folder.
      text: isData(file.name) ? file.text : withDataFiles(file, (path) => posix.basename(taken.get(path) ?? path)),
    })),
  ];
}
