/** How the address of a place in a framed report begins. */
export const ownPlace = 'about:srcdoc#';

/**
 * The report as a frame of this page shows it. Its links to places in itself are written out, for they would otherwise
 * be places of the page around it, which may not be framed; its links to files of the pack lead nowhere, for there is no
 * pack yet. The report marks up whatever it quotes, so that `<a` in it is a link of its own and never a quotation.
 */
export function inFrame(html: string): string {
  const leadsNowhere =
    '<style>a[aria-disabled] { color: inherit; text-decoration: underline dotted; cursor: default; }</style>';
  return html
    .replace(/(<a\b[^>]*?)\shref="([^"]*)"/g, (_link, before: string, to: string) =>
      to.startsWith('#') ? `${before} href="${ownPlace}${to.slice(1)}"` : `${before} role="link" aria-disabled="true"`,
    )
    .replace('</head>', `${leadsNowhere}</head>`);
}
