import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { cut, fill, fragmentOf, pageOf } from "../../web/core/frame.ts";

const digest = (piece: string) => Promise.resolve(createHash("sha256").update(piece).digest("base64url").slice(0, 16));
const page = (name: string, rest = "") => `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="x">
<script data-root="..">one("é")</script><title>${name}</title><style data-href="../a.css">a{}</style><style data-href="../b.css"></style>
<header class="md-header">Home<div class="md-header__topic" data-md-component="header-topic">${name}</div><form class="md-header__option">x</form></header>
<div class="md-container">${name}${rest}</div>`;
const from = (pieces: Map<string, string>) => (hash: string) => Promise.resolve(pieces.get(hash));

test("a page without its frame has what is its own, and is made whole by the pieces of another", async () => {
  const [one, two] = [await cut(page("One"), digest), await cut(page("Two"), digest)];
  assert.deepEqual(one.pieces, two.pieces);
  assert.ok([...one.pieces.values()].includes("a{}"));
  assert.ok([...one.pieces.values()].includes(""));
  assert.ok(!two.fragment.includes("Home") && !two.fragment.includes("md-header__option"));
  assert.ok(two.fragment.includes('<title>Two</title><link rel="stylesheet" href="../a.css"><!--'));
  assert.equal(await fill(two.fragment, from(one.pieces)), page("Two"));
});

test("it cannot be made whole without one of them", async () => {
  const { fragment, pieces } = await cut(page("One"), digest);
  for (const missing of pieces.keys()) {
    const others = new Map([...pieces].filter(([hash]) => hash !== missing));
    assert.equal(await fill(fragment, from(others)), null);
  }
});

test("what looks like a frame in the text is left alone", async () => {
  const text = '<style data-href="x">y</style><script data-root="z">w()</script><!--0123456789abcdef-->';
  const { fragment, pieces } = await cut(page("One", text), digest);
  assert.ok(fragment.includes(text));
  assert.equal(await fill(fragment, from(pieces)), page("One", text));
});

test("a page without a frame is whole", async () => {
  const { fragment, pieces } = await cut("<title>Moved</title>", digest);
  assert.deepEqual([fragment, pieces.size], ["<title>Moved</title>", 0]);
  assert.equal(await fill(fragment, from(pieces)), "<title>Moved</title>");
});

test("a fragment's path names its page, and no other path does", () => {
  const paths = ["fragment.html", "a/b/fragment.html", "a/index.html", "a/", "xfragment.html"];
  assert.deepEqual(paths.map(pageOf), ["", "a/b/", null, null, null]);
  assert.deepEqual(["", "a/b/", "404.html"].map(fragmentOf), ["fragment.html", "a/b/fragment.html", "404.fragment.html"]);
});
