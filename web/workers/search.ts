/** Search in a worker, so that no keystroke waits for it. It gets files as text and has nothing to fetch. */

import { search } from "../core/search";
import { Index } from "../core/searchindex";
import type { FromSearch, ToSearch } from "../core/searching";
import type { First, Near, Rest } from "../core/searchpack";

const say = postMessage.bind(globalThis) as (message: FromSearch) => void;
let first: First;
let near: Near | undefined;
let rest: Rest | undefined;
let index: Index;

addEventListener("message", ({ data }: MessageEvent<ToSearch>) => {
  if (data.kind === "ask") return say({ kind: "found", id: data.id, found: search(data.text, index, data.filter, data.most) });
  const file = JSON.parse(data.text) as First | Near | Rest;
  if (data.name === "first") first = file as First;
  else if (file.stamp !== first.stamp) return; // of another build: what is there works without it
  else if (data.name === "near") near = file as Near;
  else rest = file as Rest;
  index = new Index(first, near, rest);
  say({ kind: "loaded", name: data.name, apart: !first.near, sections: first.sections });
});
