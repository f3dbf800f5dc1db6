import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { WorkbenchError } from '../../shared/errors.ts';

/** Something that is wrong in a YAML document; line and column count from 1. */
export interface YamlProblem {
  line: number;
  column: number;
  /** Where in the document, such as `steps.0.expect`; '' where the text is no YAML. */
  field: string;
  message: string;
}

/** From how many characters on JSON is read as such: a fleet of thousands of homes, which a program wrote. */
const largeJson = 250_000;

/** The value of a large JSON document; undefined where it is none, and the reader of YAML is to say what is wrong. */
function readLargeJson(text: string): unknown {
  if (text.length < largeJson || !/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Flow style of YAML looks alike; the one reader that knows both says where either is wrong.
    return undefined;
  }
}

/** Reads a YAML document against a schema: the value, or everything that is wrong with it. */
export function inspectYaml<S extends z.ZodType>(
  text: string,
  schema: S,
): { value: z.output<S>; problems: [] } | { value?: never; problems: YamlProblem[] } {
  // JSON is YAML, whose reader takes twenty times as long and keeps a node with its place for every value.
  const json = readLargeJson(text);
  const known = json === undefined ? undefined : schema.safeParse(json);
  if (known?.success) return { value: known.data, problems: [] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map(({ pos, message }) => {
        const { line, col } = lines.linePos(pos[0]);
        return { line, column: col, field: '', message: firstLine(message) };
      }),
    };
  }
  // An alias can stand for exponentially many nodes; a campaign needs no more than a few.
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 50 }));
  if (parsed.success) return { value: parsed.data, problems: [] };
  return {
    problems: parsed.error.issues.map((issue) => {
      const { path, message } = deepest([issue]);
      const field = path.map(String).join('.') || 'the document';
      return { ...placeOf(document, path, lines), field, message };
    }),
  };
}

/**
 * Reads a YAML document against a schema.
 *
 * @param name what to call the document in messages, usually its file name
 * @throws WorkbenchError `invalid-document`, naming the line, the field and what belongs there
 */
export function readYaml<S extends z.ZodType>(text: string, schema: S, name: string): z.output<S> {
  const { value, problems } = inspectYaml(text, schema);
  const [problem] = problems;
  if (!problem) return value as z.output<S>;
  const { line, column, field, message } = problem;
  if (field === '') throw new WorkbenchError('invalid-document', `${name}, line ${line}, column ${column}: ${message}`);
  throw new WorkbenchError('invalid-document', `${name}, line ${line}, ${field}: ${message}`, {
    detail: { line, field },
  });
}

const firstLine = (text: string): string => text.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? text;

type Issue = z.core.$ZodIssue;

/** Inside a union, zod reports each branch; the branch that got furthest is the one that the author meant. */
function deepest(issues: readonly Issue[]): { path: PropertyKey[]; message: string } {
  const [issue] = issues;
  if (!issue) return { path: [], message: 'not as expected' };
  if (issue.code !== 'invalid_union') return issue;
  const branches = issue.errors.map((branch) => deepest(branch));
  const best = branches.reduce((a, b) => (b.path.length > a.path.length ? b : a), {
    path: [] as PropertyKey[],
    message: issue.message,
  });
  const shallow = branches[0];
  const chosen = best.path.length > 0 ? best : (shallow ?? best);
  return { path: [...issue.path, ...chosen.path], message: chosen.message };
}

/** Where a path stands, or as much of it as there is. */
function placeOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
  lines: LineCounter,
): { line: number; column: number } {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) {
      const { line, col } = lines.linePos(node.range[0]);
      return { line, column: col };
    }
  }
  return { line: 1, column: 1 };
}
