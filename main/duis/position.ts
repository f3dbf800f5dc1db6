/** A place in a document as people count: lines and columns from 1, columns in UTF-16 units. */
export interface Position {
  line: number;
  column: number;
}

/** The place of an offset in a text; CR LF, LF and CR each end a line. */
export function positionAt(text: string, offset: number): Position {
  const end = Math.min(offset, text.length);
  let line = 1;
  let lineStart = 0;
  const lineEnd = /\r\n|\n|\r/g;
  for (
    let match = lineEnd.exec(text);
    match !== null && match.index + match[0].length <= end;
    match = lineEnd.exec(text)
  ) {
    line += 1;
    lineStart = match.index + match[0].length;
  }
  return { line, column: end - lineStart + 1 };
}
