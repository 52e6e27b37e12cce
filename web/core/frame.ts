/** Pages without what is the same on many, as `studyguide/frames.py` writes them, and whole again. Pure. */

export const FRAGMENT = "fragment.html";
const CONTAINER = '<div class="md-container"';
// As in studyguide/frames.py, with what stands in a style sheet's element.
const PIECE = /* @__PURE__ */ new RegExp(
  '<style data-href="([^"]*)">([^]*?)</style>|<meta http-equiv="Content-Security-Policy"[^>]*>' +
  '|<script data-root[^]*?</script>|<header [^]*?(?=<div class="md-header__topic" data-md-component="header-topic">)' +
  '|<form class="md-header__option"[^]*?</header>',
  "g",
);
const MARK = /(?:<link rel="stylesheet" href="([^"]*)">)?<!--([\w-]{16})-->/g;

/** A page without its frame: each piece of that is kept apart, and its hash stands in its place; a style sheet has a link, too. */
export interface Cut {
  fragment: string;
  pieces: Map<string, string>;
}

function split(html: string): [head: string, rest: string] {
  const at = html.indexOf(CONTAINER);
  return at < 0 ? ["", html] : [html.slice(0, at), html.slice(at)];
}

export async function cut(html: string, digest: (piece: string) => Promise<string>): Promise<Cut> {
  const [head, rest] = split(html);
  const pieces = new Map<string, string>();
  let [fragment, end] = ["", 0];
  for (const found of head.matchAll(PIECE)) {
    const [whole, sheet, inside = whole] = found;
    const hash = await digest(inside);
    pieces.set(hash, inside);
    const link = sheet === undefined ? "" : `<link rel="stylesheet" href="${sheet}">`;
    fragment += `${head.slice(end, found.index)}${link}<!--${hash}-->`;
    end = found.index + whole.length;
  }
  return { fragment: fragment + head.slice(end) + rest, pieces };
}

/** The whole page of a fragment; null if one of its pieces cannot be had. */
export async function fill(fragment: string, piece: (hash: string) => Promise<string | undefined>): Promise<string | null> {
  const [head, rest] = split(fragment);
  let [html, end] = ["", 0];
  for (const found of head.matchAll(MARK)) {
    const [whole, sheet, hash] = found;
    const inside = await piece(hash!);
    if (inside === undefined) return null;
    html += head.slice(end, found.index) + (sheet === undefined ? inside : `<style data-href="${sheet}">${inside}</style>`);
    end = found.index + whole.length;
  }
  return html + head.slice(end) + rest;
}

/** Where a page stands without its frame. */
export function fragmentOf(path: string): string {
  return path.endsWith(".html") ? path.replace(/html$/, FRAGMENT) : path + FRAGMENT;
}

/** The path of the page that a fragment's path belongs to; null for any other path. */
export function pageOf(path: string): string | null {
  return path === FRAGMENT || path.endsWith(`/${FRAGMENT}`) ? path.slice(0, -FRAGMENT.length) : null;
}
