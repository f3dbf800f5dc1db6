import { describe, expect, it } from 'vitest';
import { inFrame } from './inFrame.ts';

const bodyOf = (html: string): string =>
  inFrame(`<html><head></head><body>${html}</body></html>`).split('<body>')[1] ?? '';

describe('the report in a frame', () => {
  it('has links to its own places, by the whole address that it has there', () => {
    expect(bodyOf('<p><a href="#coverage">Coverage</a>, <a class="x" href="#step-1-2">2</a></p>')).toBe(
      '<p><a href="about:srcdoc#coverage">Coverage</a>, <a class="x" href="about:srcdoc#step-1-2">2</a></p></body></html>',
    );
  });

  it('has links to files that cannot be followed and say so', () => {
    expect(bodyOf('<a href="messages/0001-4.8.1-request.xml">messages/0001</a> <a href="verify.html">v</a>')).toBe(
      '<a role="link" aria-disabled="true">messages/0001</a> <a role="link" aria-disabled="true">v</a></body></html>',
    );
  });

  it('leaves what it quotes, and every other element, as it is', () => {
    const quoted = '<pre>&lt;a href=&quot;x.html&quot;&gt;</pre><abbr title="a href">b</abbr>';
    expect(bodyOf(quoted)).toBe(`${quoted}</body></html>`);
  });
});
