/** Where the window's own page lies. */
export const ownOrigin = 'app://workbench';

/**
 * Whether an address is one of the window's own page. Its parts are compared: URL.origin is "null" for every scheme that
 * the URL Standard does not name (section 4.7, origin), whatever Chromium was told of it.
 */
export function isOwnPage(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && `${parsed.protocol}//${parsed.host}` === ownOrigin;
}

/** Of what a browser would ask its user about, the page may put text on the clipboard when a button is pressed. */
export const isPermitted = (permission: string, url: string): boolean =>
  permission === 'clipboard-sanitized-write' && isOwnPage(url);
