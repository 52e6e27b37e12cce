/** The result page: its address has the query and the filter, so that results can be shared. */

import { box } from "../parts/searchbox";
import { Search } from "../parts/searching";

export function start(): void {
  const place = document.querySelector<HTMLElement>("[data-search-page]")!;
  const root = new URL("./", location.href.split(/[?#]/)[0]).href;
  const search = new Search(root);
  const made = box(search, {
    root, topic: place.dataset.topic!, most: 100,
    changed: (text, filter) => {
      const query = new URLSearchParams(Object.entries({ q: text, ...filter }).filter(([, value]) => value));
      history.replaceState(history.state, "", query.size ? `?${query}` : location.pathname);
    },
  });
  place.replaceChildren(made.element);
  const given = new URLSearchParams(location.search);
  const read = (name: string) => given.get(name) ?? "";
  made.set(read("q"), { kind: read("kind"), section: read("section"), level: read("level") });
  made.input.focus();
}
