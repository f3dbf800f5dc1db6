import { diag } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '../../shared/errors.ts';
import { parseXml, withXmlDocument } from './xml.ts';

function refusal(source: Uint8Array | string): string {
  try {
    parseXml(source).dispose();
  } catch (error) {
    expect(error).toBeInstanceOf(WorkbenchError);
    if (error instanceof WorkbenchError) {
      expect(error.code).toBe('invalid-xml');
      return error.message;
    }
  }
  return 'accepted';
}

describe('xml', () => {
  it('refuses a DOCTYPE that names a file', () => {
    const xxe = '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>';
    expect(refusal(xxe)).toMatch(/^Line 2, column 1: a DOCTYPE is refused/);
  });

  it('refuses a billion laughs, also behind a comment', () => {
    const laughs = `<!-- x --><!DOCTYPE a [<!ENTITY l "l">${'<!ENTITY m "&l;&l;">'.repeat(30)}]><a>&m;</a>`;
    expect(refusal(laughs)).toMatch(/^Line 1, column 11: a DOCTYPE is refused/);
  });

  it('refuses an entity that nobody defined', () => {
    expect(refusal('<a>\n &x;</a>')).toMatch(/^Line 2, column \d+: Entity 'x' not defined/);
  });

  it('refuses 100 MB', () => {
    expect(refusal(new Uint8Array(100 * 1024 * 1024))).toContain('the document is 104857600 bytes long');
  });

  it('refuses more tags than memory should hold, and a text without end', () => {
    expect(refusal(`<r>${'<a/>'.repeat(3_000_000)}</r>`)).toMatch(
      /^Line 1, column \d+: the document has more than 2000000 tags/,
    );
    expect(refusal(`<r>${'x'.repeat(11_000_000)}</r>`)).toMatch(/one text is longer than 10 million characters/);
  });

  it('refuses 10,000 levels', () => {
    expect(refusal('<a>'.repeat(10_000) + '</a>'.repeat(10_000))).toContain('elements nest deeper than 256 levels');
  });

  it('refuses two roots, a missing end tag, an undeclared prefix and nothing at all, naming the place', () => {
    expect(refusal('<a/><b/>')).toMatch(/^Line 1, column 5: Extra content/);
    expect(refusal('<a>\n<b></a>')).toMatch(/^Line 2, column 8: Opening and ending tag mismatch/);
    expect(refusal('<sr:a/>')).toMatch(/^Line 1, column \d+: Namespace prefix sr/);
    expect(refusal('')).toBe('Line 1, column 1: there is no XML document here.');
  });

  it('refuses invalid UTF-8 and names the byte', () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode('<a>\n\u00e9'), 0xff, 0x3c]);
    expect(refusal(bytes)).toBe('Line 2, column 2: the byte FF is not valid UTF-8; DUIS messages are UTF-8.');
    expect(refusal('<?xml version="1.0" encoding="ISO-8859-1"?><a/>')).toContain(
      'the encoding "ISO-8859-1" is refused',
    );
  });

  it('frees every document', () => {
    diag.configure({ enabled: true });
    expect(withXmlDocument('<a>b</a>', (document) => document.root.content)).toBe('b');
    expect(() => withXmlDocument('<a/>', () => JSON.parse('{'))).toThrow();
    expect(diag.report()).toEqual({});
    diag.configure({ enabled: false });
  });
});
