import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { WorkbenchError } from '../../shared/errors.ts';

/**
 * Reads a YAML document against a schema.
 *
 * @param name what to call the document in messages, usually its file name
 * @throws WorkbenchError `invalid-document`, naming the line, the field and what belongs there
 */
export function readYaml<S extends z.ZodType>(text: string, schema: S, name: string): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new WorkbenchError('invalid-document', `${name}, line ${line}, column ${col}: ${firstLine(error.message)}`);
  }
  // An alias can stand for exponentially many nodes; a campaign needs no more than a few.
  const parsed = schema.safeParse(document.toJS({ maxAliasCount: 50 }));
  if (parsed.success) return parsed.data;
  const issue = deepest(parsed.error.issues);
  const path = [...issue.path];
  const field = path.map(String).join('.') || 'the document';
  const line = lineOf(document, path, lines);
  throw new WorkbenchError('invalid-document', `${name}, line ${line}, ${field}: ${issue.message}`, {
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

function lineOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
