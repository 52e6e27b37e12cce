/** Which questions a filter keeps. Pure: no DOM. */

export interface Item {
  section: string;
  level: string;
  text: string;
}

export interface Filter {
  section: string;
  level: string;
  words: string;
}

/** Whether the item has the wanted section and level, and every wanted word. Empty means any. */
export function keeps(filter: Filter, item: Item): boolean {
  const text = fold(item.text);
  return (
    (!filter.section || filter.section === item.section) &&
    (!filter.level || filter.level === item.level) &&
    fold(filter.words).split(/\s+/).every((word) => text.includes(word))
  );
}

/** Lower case, without accents. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{Diacritic}/gu, "").toLowerCase().trim();
}

/** A filter as the query of an address, without its empty parts, and back. */
export function toQuery(filter: Filter): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(filter)) if (value) query.set(key, value);
  return query.toString();
}

export function fromQuery(query: string): Filter {
  const given = new URLSearchParams(query);
  const read = (key: string) => given.get(key) ?? "";
  return { section: read("section"), level: read("level"), words: read("words") };
}
