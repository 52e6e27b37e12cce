// Asks the index of a built site all queries of a table, and says where what must be found stands: node table.mjs SITE TABLE
import { existsSync, readFileSync } from "node:fs";

import "../../web/node/suffix.mjs";
import { fits } from "./fits.mjs";

const { Index } = await import("../../web/core/searchindex.ts");
const { search } = await import("../../web/core/search.ts");
const [site, table] = process.argv.slice(2);
const file = (name) => (existsSync(`${site}/search/${name}`) ? JSON.parse(readFileSync(`${site}/search/${name}`, "utf8")) : undefined);
const early = new Index(file("index.json"), file("near.json"));
const late = new Index(file("index.json"), file("near.json"), file("words.json"));

/** What the page does: the rest is asked for only if the first part does not have all of it. */
function asked(query) {
  const found = search(query, early);
  return found.whole ? found : search(query, late);
}

const [, ...rows] = readFileSync(table, "utf8").trim().split("\n");
const told = rows.map((row) => {
  const [query, kind, finds, rank] = row.split(",");
  const urls = asked(query).results.slice(0, 10).map(({ url }) => url);
  return { query, kind, finds, rank: Number(rank), at: urls.findIndex((url) => fits(url, finds)) + 1, urls: urls.slice(0, 3) };
});
process.stdout.write(JSON.stringify(told));
