/** The result page: its address has the query and the filter, so that results can be shared. */

import { SearchBox } from "../parts/searchbox";
import { Search } from "../parts/searching";
import { address } from "../parts/searchpanel";

export function start(): void {
  const place = document.querySelector<HTMLElement>("[data-search-page]")!;
  const root = new URL("./", location.href.split(/[?#]/)[0]).href;
  const box = new SearchBox(new Search(root), {
    root, topic: place.dataset.topic!, most: 100,
    changed: (text, filter) => history.replaceState(history.state, "", address(root, text, filter)),
  });
  place.replaceChildren(box.element);
  const given = new URLSearchParams(location.search);
  const read = (name: string) => given.get(name) ?? "";
  box.set(read("q"), { kind: read("kind"), section: read("section"), level: read("level") });
  box.input.focus();
}
