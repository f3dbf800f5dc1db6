const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What XML 1.0 cannot carry (section 2.2): control characters but tab and line ends, and two non-characters. */
const isForbidden = (code: number): boolean =>
  (code < 0x20 && code !== 9 && code !== 10 && code !== 13) || code >= 0xfffe;

/** Makes text safe inside HTML and XML, in content and in quoted attributes; what XML cannot carry becomes U+FFFD. */
export function escapeMarkup(text: string): string {
  const marked = text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
  return Array.from(marked, (letter) =>
    letter.length === 1 && isForbidden(letter.charCodeAt(0)) ? '\ufffd' : letter,
  ).join('');
}
